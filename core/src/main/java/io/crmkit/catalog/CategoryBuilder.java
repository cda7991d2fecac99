package io.crmkit.catalog;

import io.crmkit.record.Id;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a category: one method for each, named as there. What is left out gets its
 * default. Not thread-safe.
 */
public final class CategoryBuilder {
  private @Nullable String name;
  private @Nullable String slug;
  private @Nullable String description;
  private @Nullable Id<?> imageId;
  private @Nullable Id<Category> parentId;
  private boolean isActive = true;
  private int sortOrder;

  CategoryBuilder() {}

  CategoryBuilder(Category from) {
    name = from.name();
    slug = from.slug();
    description = from.description();
    imageId = from.imageId();
    parentId = from.parentId();
    isActive = from.isActive();
    sortOrder = from.sortOrder();
  }

  public CategoryBuilder name(String name) {
    this.name = name;
    return this;
  }

  public CategoryBuilder slug(@Nullable String slug) {
    this.slug = slug;
    return this;
  }

  public CategoryBuilder description(@Nullable String description) {
    this.description = description;
    return this;
  }

  public CategoryBuilder imageId(@Nullable Id<?> imageId) {
    this.imageId = imageId;
    return this;
  }

  public CategoryBuilder parentId(@Nullable Id<Category> parentId) {
    this.parentId = parentId;
    return this;
  }

  public CategoryBuilder isActive(boolean isActive) {
    this.isActive = isActive;
    return this;
  }

  public CategoryBuilder sortOrder(int sortOrder) {
    this.sortOrder = sortOrder;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public Category build() {
    return new Category(name, slug, description, imageId, parentId, isActive, sortOrder);
  }
}
