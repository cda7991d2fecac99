package io.crmkit.sales;

import io.crmkit.catalog.BillingPeriod;
import io.crmkit.catalog.Product;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a line item: one method for each, named as there. What is left out gets
 * its default. Not thread-safe.
 */
public final class LineItemBuilder {
  private @Nullable Id<Opportunity> opportunityId;
  private @Nullable Id<Product> productId;
  private @Nullable String description;
  private @Nullable BigDecimal quantity;
  private @Nullable Money unitPrice;
  private @Nullable Money discount;
  private @Nullable BillingPeriod billingPeriod;
  private @Nullable Money totalPrice;
  private int sortOrder;

  LineItemBuilder() {}

  LineItemBuilder(LineItem from) {
    opportunityId = from.opportunityId();
    productId = from.productId();
    description = from.description();
    quantity = from.quantity();
    unitPrice = from.unitPrice();
    discount = from.discount();
    billingPeriod = from.billingPeriod();
    totalPrice = from.totalPrice();
    sortOrder = from.sortOrder();
  }

  public LineItemBuilder opportunityId(Id<Opportunity> opportunityId) {
    this.opportunityId = opportunityId;
    return this;
  }

  public LineItemBuilder productId(@Nullable Id<Product> productId) {
    this.productId = productId;
    return this;
  }

  public LineItemBuilder description(@Nullable String description) {
    this.description = description;
    return this;
  }

  public LineItemBuilder quantity(BigDecimal quantity) {
    this.quantity = quantity;
    return this;
  }

  public LineItemBuilder unitPrice(@Nullable Money unitPrice) {
    this.unitPrice = unitPrice;
    return this;
  }

  public LineItemBuilder discount(@Nullable Money discount) {
    this.discount = discount;
    return this;
  }

  public LineItemBuilder billingPeriod(BillingPeriod billingPeriod) {
    this.billingPeriod = billingPeriod;
    return this;
  }

  public LineItemBuilder totalPrice(Money totalPrice) {
    this.totalPrice = totalPrice;
    return this;
  }

  public LineItemBuilder sortOrder(int sortOrder) {
    this.sortOrder = sortOrder;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public LineItem build() {
    return new LineItem(
        opportunityId,
        productId,
        description,
        quantity,
        unitPrice,
        discount,
        billingPeriod,
        totalPrice,
        sortOrder);
  }
}
