package io.crmkit.catalog;

import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.RefersTo;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page about a product shows.
 *
 * @param shortDescription text for lists
 * @param description whole text
 * @param brand brand
 * @param images pictures, the first one in front
 * @param tags words to group by
 */
public record ProductContent(
    @Nullable @Size(max = 300) String shortDescription,
    @Nullable @Size(max = 20_000) String description,
    @Indexed @Nullable @Size(max = 100) String brand,
    @RefersTo("file") @Size(max = 20) List<Id<?>> images,
    @Size(max = 30) List<@Size(max = 50) String> tags) {

  /** Copies the lists. */
  public ProductContent {
    images = List.copyOf(images);
    tags = List.copyOf(tags);
  }
}
