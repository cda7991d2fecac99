package io.crmkit.catalog;

import io.crmkit.record.Id;
import io.crmkit.record.Money;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a product: one method for each, named as there. What is left out gets its
 * default. Not thread-safe.
 */
public final class ProductBuilder {
  private @Nullable String name;
  private @Nullable String code;
  private @Nullable Id<Category> categoryId;
  private @Nullable Money price;
  private @Nullable PriceTerms terms;
  private @Nullable ProductContent content;
  private @Nullable Specifications specifications;
  private @Nullable Inventory inventory;
  private @Nullable Seo seo;
  private @Nullable Rating rating;
  private boolean isActive = true;
  private boolean isFeatured;
  private @Nullable Shelf shelf;

  ProductBuilder() {}

  ProductBuilder(Product from) {
    name = from.name();
    code = from.code();
    categoryId = from.categoryId();
    price = from.price();
    terms = from.terms();
    content = from.content();
    specifications = from.specifications();
    inventory = from.inventory();
    seo = from.seo();
    rating = from.rating();
    isActive = from.isActive();
    isFeatured = from.isFeatured();
    shelf = from.shelf();
  }

  public ProductBuilder name(String name) {
    this.name = name;
    return this;
  }

  public ProductBuilder code(@Nullable String code) {
    this.code = code;
    return this;
  }

  public ProductBuilder categoryId(@Nullable Id<Category> categoryId) {
    this.categoryId = categoryId;
    return this;
  }

  public ProductBuilder price(Money price) {
    this.price = price;
    return this;
  }

  public ProductBuilder terms(PriceTerms terms) {
    this.terms = terms;
    return this;
  }

  public ProductBuilder content(ProductContent content) {
    this.content = content;
    return this;
  }

  public ProductBuilder specifications(Specifications specifications) {
    this.specifications = specifications;
    return this;
  }

  public ProductBuilder inventory(Inventory inventory) {
    this.inventory = inventory;
    return this;
  }

  public ProductBuilder seo(Seo seo) {
    this.seo = seo;
    return this;
  }

  public ProductBuilder rating(Rating rating) {
    this.rating = rating;
    return this;
  }

  public ProductBuilder isActive(boolean isActive) {
    this.isActive = isActive;
    return this;
  }

  public ProductBuilder isFeatured(boolean isFeatured) {
    this.isFeatured = isFeatured;
    return this;
  }

  public ProductBuilder shelf(Shelf shelf) {
    this.shelf = shelf;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public Product build() {
    return new Product(
        name,
        code,
        categoryId,
        price,
        terms,
        content,
        specifications,
        inventory,
        seo,
        rating,
        isActive,
        isFeatured,
        shelf);
  }
}
