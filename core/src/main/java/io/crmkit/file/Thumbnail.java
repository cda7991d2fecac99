package io.crmkit.file;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * A small picture of an image, without what the image said of camera and place. Immutable.
 *
 * @since 0.1
 */
public final class Thumbnail {
  private final String mediaType;
  private final PixelSize size;
  private final byte[] bytes;

  Thumbnail(String mediaType, PixelSize size, byte[] bytes) {
    this.mediaType = mediaType;
    this.size = size;
    this.bytes = bytes;
  }

  /** Returns {@code image/png} or {@code image/jpeg}, as the image is. */
  public String mediaType() {
    return mediaType;
  }

  /** Returns how large it is. */
  public PixelSize size() {
    return size;
  }

  /** Opens its bytes, to be stored. */
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
