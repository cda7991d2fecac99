package io.crmkit.sales;

import io.crmkit.catalog.BillingPeriod;
import io.crmkit.catalog.Product;
import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Money;
import io.crmkit.record.PartOf;
import io.crmkit.record.RecordType;
import io.crmkit.record.Scale;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Something that an opportunity is about: a product, or a description.
 *
 * @param opportunityId the sale
 * @param productId product
 * @param description text
 * @param quantity how many
 * @param unitPrice price of one, in the currency of the sale; the product's unless given
 * @param discount taken off the whole line; nothing unless given
 * @param billingPeriod how often it is due
 * @param totalPrice quantity times price less discount, half up to the smallest unit
 * @param sortOrder place among the lines
 */
@RecordType("line-item")
@PartOf(Opportunity.class)
public record LineItem(
    @Indexed Id<Opportunity> opportunityId,
    @Indexed @Nullable Id<Product> productId,
    @Nullable @Size(max = 500) String description,
    @Positive @Default("1") @Scale(3) BigDecimal quantity,
    @Nullable Money unitPrice,
    @Nullable @PositiveOrZero Money discount,
    @Default("ONE_TIME") BillingPeriod billingPeriod,
    @Managed Money totalPrice,
    @Default("0") int sortOrder) {

  /** Starts one with every default. */
  public static LineItemBuilder builder() {
    return new LineItemBuilder();
  }

  /** Starts a changed copy. */
  public LineItemBuilder toBuilder() {
    return new LineItemBuilder(this);
  }
}
