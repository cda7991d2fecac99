package io.crmkit.file;

/**
 * How large an image is, as it is stored.
 *
 * @param width pixels of a row
 * @param height number of rows
 */
public record PixelSize(int width, int height) {
  /** Returns how many pixels there are. */
  public long pixels() {
    return (long) width * height;
  }
}
