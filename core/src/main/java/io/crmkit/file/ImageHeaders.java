package io.crmkit.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** Reads how large an image is without decoding it. */
final class ImageHeaders {
  private static final Map<String, String> FORMATS =
      Map.of("image/png", "png", "image/jpeg", "jpeg", "image/gif", "gif", "image/bmp", "bmp");
  private static final int WEBP_HEADER = 30;

  private ImageHeaders() {}

  /**
   * Returns the size of an image; empty if it is none of PNG, JPEG, GIF, BMP and WebP.
   *
   * @throws IOException if the content cannot be read, or is no such image
   */
  static Optional<PixelSize> size(FileContent content, String mediaType) throws IOException {
    if (mediaType.equals("image/webp")) {
      return Optional.of(webp(content));
    }
    String format = FORMATS.get(mediaType);
    if (format == null) {
      return Optional.empty();
    }
    ImageReader reader = reader(format);
    try (ContentImageStream in = new ContentImageStream(content)) {
      reader.setInput(in, true, true);
      return Optional.of(new PixelSize(reader.getWidth(0), reader.getHeight(0)));
    } catch (RuntimeException e) {
      throw damaged(e);
    } finally {
      reader.dispose();
    }
  }

  /** The JDK's readers throw these as well when an image is not as it should be. */
  static IOException damaged(RuntimeException e) {
    return new IOException("no image that can be read", e);
  }

  /** Returns the JDK's own reader: what a host has added may decode eagerly. */
  static ImageReader reader(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith("com.sun.imageio.")) {
        return reader;
      }
    }
    throw new IllegalStateException("this JDK reads no " + format);
  }

  /** The three kinds of bit streams each have the size at another place. */
  private static PixelSize webp(FileContent content) throws IOException {
    byte[] head;
    try (InputStream in = content.open(0, WEBP_HEADER)) {
      head = in.readAllBytes();
    }
    if (head.length < WEBP_HEADER) {
      throw new IOException("no image that can be read");
    }
    return switch (head[15]) {
      case 'X' -> new PixelSize(1 + number(head, 24, 3), 1 + number(head, 27, 3));
      case 'L' -> {
        int bits = number(head, 21, 4);
        yield new PixelSize(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
      }
      default -> new PixelSize(number(head, 26, 2) & 0x3fff, number(head, 28, 2) & 0x3fff);
    };
  }

  private static int number(byte[] bytes, int at, int length) {
    int number = 0;
    for (int i = length - 1; i >= 0; i--) {
      number = (number << 8) | (bytes[at + i] & 0xff);
    }
    return number;
  }
}
