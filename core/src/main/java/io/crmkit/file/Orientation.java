package io.crmkit.file;

import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How a camera was held: tag 0x0112 of EXIF 2.32, from 1 for upright to 8. */
final class Orientation {
  static final int UPRIGHT = 1;

  private static final int HEAD = 1 << 17;
  private static final int TAG = 0x0112;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private Orientation() {}

  static boolean isOnSide(int turn) {
    return turn >= 5;
  }

  /** Returns how a picture of this size, before it is turned, comes to stand upright. */
  static AffineTransform transform(int turn, int width, int height) {
    return switch (turn) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }

  /** Returns what a JPEG tells; upright if it tells nothing, or nothing that can be read. */
  static int read(FileContent content) throws IOException {
    byte[] head;
    try (InputStream in = content.open(0, HEAD)) {
      head = in.readAllBytes();
    }
    try {
      return find(head, ByteBuffer.wrap(head));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      return UPRIGHT;
    }
  }

  private static int find(byte[] head, ByteBuffer jpeg) {
    int at = 2;
    while ((jpeg.get(at) & 0xff) == 0xff && (jpeg.get(at + 1) & 0xff) != 0xda) {
      int length = jpeg.getShort(at + 2) & 0xffff;
      boolean isExif =
          (jpeg.get(at + 1) & 0xff) == 0xe1
              && length > EXIF.length + 2
              && Arrays.equals(head, at + 4, at + 4 + EXIF.length, EXIF, 0, EXIF.length);
      if (isExif) {
        return tag(jpeg.slice(at + 4 + EXIF.length, length - 2 - EXIF.length));
      }
      at += 2 + length;
    }
    return UPRIGHT;
  }

  private static int tag(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int count = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < count; i++) {
      int entry = directory + 2 + i * 12;
      if ((tiff.getShort(entry) & 0xffff) == TAG) {
        int turn = tiff.getShort(entry + 8) & 0xffff;
        return turn >= 1 && turn <= 8 ? turn : UPRIGHT;
      }
    }
    return UPRIGHT;
  }
}
