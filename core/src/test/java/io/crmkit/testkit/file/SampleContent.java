package io.crmkit.testkit.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;

/** Bytes of any number, the same for the same seed, that take no memory. Used by one thread. */
public final class SampleContent extends InputStream {
  private final Random random;
  private final long breaksAt;
  private long left;
  private long given;

  private SampleContent(long seed, long size, long breaksAt) {
    this.random = new Random(seed);
    this.left = size;
    this.breaksAt = breaksAt;
  }

  /** Returns a stream of {@code size} bytes. */
  public static SampleContent of(long seed, long size) {
    return new SampleContent(seed, size, Long.MAX_VALUE);
  }

  /** Returns a stream that fails once it gave so many bytes, as an upload that is cut off. */
  public static SampleContent breakingAfter(long seed, long size) {
    return new SampleContent(seed, Long.MAX_VALUE, size);
  }

  /** Returns all bytes of {@link #of}. */
  public static byte[] bytes(long seed, int size) {
    try (InputStream content = of(seed, size)) {
      return content.readNBytes(size);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int read() throws IOException {
    if (given >= breaksAt) {
      throw new IOException("the upload was cut off");
    }
    if (left == 0) {
      return -1;
    }
    left--;
    given++;
    return random.nextInt() >>> 24; // one number a byte, so that blocks may be cut anywhere
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length > 0 && left > 0 && given >= breaksAt) {
      throw new IOException("the upload was cut off");
    }
    int count = (int) Math.min(length, Math.min(left, breaksAt - given));
    for (int i = 0; i < count; i++) {
      bytes[offset + i] = (byte) read();
    }
    return count == 0 && length > 0 ? -1 : count;
  }
}
