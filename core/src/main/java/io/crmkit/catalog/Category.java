package io.crmkit.catalog;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Searchable;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree of products.
 *
 * @param name name, unique within the parent
 * @param slug name in addresses; made from the name when it is not given
 * @param description text
 * @param imageId picture
 * @param parentId category above; never below itself
 * @param isActive whether it is shown
 * @param sortOrder place among its like
 */
@RecordType(value = "category", soft = true, unique = "parentId,name")
public record Category(
    @NaturalKey @Searchable @NotBlank @Size(max = 100) String name,
    @Unique @Nullable @Size(max = 120) @Text(TextFormat.SLUG) String slug,
    @Nullable @Size(max = 2000) String description,
    @Nullable @RefersTo("file") Id<?> imageId,
    @Indexed @Nullable Id<Category> parentId,
    @Default("true") boolean isActive,
    @Default("0") int sortOrder) {

  /** Starts one with every default. */
  public static CategoryBuilder builder() {
    return new CategoryBuilder();
  }

  /** Starts a changed copy. */
  public CategoryBuilder toBuilder() {
    return new CategoryBuilder(this);
  }
}
