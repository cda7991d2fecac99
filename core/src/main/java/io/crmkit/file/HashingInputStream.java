package io.crmkit.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Counts and hashes what is read through it: of use to whoever writes a {@link FileStore}. Used by
 * one thread.
 *
 * @since 0.1
 */
public final class HashingInputStream extends FilterInputStream {
  private final MessageDigest digest = sha256();
  private long size;

  /** Reads from {@code content}. */
  public HashingInputStream(InputStream content) {
    super(content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns what was read. To be asked once, at the end. */
  public WrittenFile written() {
    return new WrittenFile(size, HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    if (one >= 0) {
      digest.update((byte) one);
      size++;
    }
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count > 0) {
      digest.update(bytes, offset, count);
      size += count;
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 1 << 16)).length; // what is skipped counts as well
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
