package io.crmkit.catalog;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Money;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.RecordType;
import io.crmkit.record.Searchable;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A good or service that can be sold.
 *
 * @param name name
 * @param code stock keeping unit
 * @param categoryId the leaf of the tree
 * @param price list price, for everyone
 * @param terms how the price is meant
 * @param content what its page shows
 * @param specifications what it is like
 * @param inventory what lies in stock
 * @param seo how its page is found
 * @param rating what buyers think
 * @param isActive whether it is published
 * @param isFeatured whether it is shown up front
 * @param shelf where it stands in the shop
 */
@RecordType(value = "product", soft = true, actions = "publish")
public record Product(
    @NaturalKey @Searchable @NotBlank @Size(max = 200) String name,
    @Unique @Searchable @Nullable @Size(max = 60) String code,
    @Indexed @Nullable Id<Category> categoryId,
    @Indexed @PositiveOrZero Money price,
    PriceTerms terms,
    @Searchable ProductContent content,
    Specifications specifications,
    Inventory inventory,
    Seo seo,
    @Indexed @Managed Rating rating,
    @Indexed @Default("true") boolean isActive,
    @Default("false") boolean isFeatured,
    Shelf shelf) {

  /** Starts one with every default. */
  public static ProductBuilder builder() {
    return new ProductBuilder();
  }

  /** Starts a changed copy. */
  public ProductBuilder toBuilder() {
    return new ProductBuilder(this);
  }
}
