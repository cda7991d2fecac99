package io.crmkit.file;

import io.crmkit.record.Withheld;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an image.
 *
 * @param width in pixels
 * @param height in pixels
 * @param thumbnailKey where its thumbnail is kept; null without one
 */
public record ImageSize(
    int width, int height, @Nullable @Size(max = 300) @Withheld String thumbnailKey) {}
