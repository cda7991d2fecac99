package io.crmkit.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Fails as soon as more than so many bytes come. Used by one thread. */
final class CappedInputStream extends FilterInputStream {
  private final Supplier<? extends RuntimeException> refusal;
  private long left;

  CappedInputStream(InputStream in, long most, Supplier<? extends RuntimeException> refusal) {
    super(in);
    this.left = most;
    this.refusal = refusal;
  }

  private int counted(int count) {
    left -= Math.max(0, count);
    if (left < 0) {
      throw refusal.get();
    }
    return count;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    counted(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return counted(super.read(bytes, offset, length));
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
