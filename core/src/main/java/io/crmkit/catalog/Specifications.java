package io.crmkit.catalog;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a good is like.
 *
 * @param weight weight with its unit
 * @param dimensions sizes with their unit
 * @param material material
 * @param color colour
 * @param compatibility what it fits
 * @param intensity strength, of capsules
 */
public record Specifications(
    @Nullable @Size(max = 50) String weight,
    @Nullable @Size(max = 80) String dimensions,
    @Nullable @Size(max = 80) String material,
    @Nullable @Size(max = 50) String color,
    @Size(max = 30) List<@Size(max = 80) String> compatibility,
    @Nullable @Min(1) @Max(13) Integer intensity) {

  /** Copies the lists. */
  public Specifications {
    compatibility = List.copyOf(compatibility);
  }
}
