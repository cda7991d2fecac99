package io.crmkit.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Unpacks an archive and the archives in it to see how large it gets, keeping nothing. Used once,
 * by one thread.
 */
final class ZipBombs {
  private static final int MOST_DEEP = 3;
  private static final int HEAD = 4;

  private final long most;
  private final int mostEntries;
  private final byte[] buffer = new byte[1 << 15];
  private long unpacked;
  private int entries;

  /** Allows so many bytes and entries in all. */
  ZipBombs(long most, int mostEntries) {
    this.most = most;
    this.mostEntries = mostEntries;
  }

  /**
   * Returns whether an archive gets larger than allowed, or is packed too deeply.
   *
   * @throws IOException if it cannot be read
   */
  boolean isOne(InputStream archive) throws IOException {
    return bursts(archive, 1);
  }

  private boolean bursts(InputStream archive, int depth) throws IOException {
    if (depth > MOST_DEEP) {
      return true;
    }
    ZipInputStream zip = new ZipInputStream(archive); // not closed: it may stand in another
    try {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++entries > mostEntries || burstsOne(zip, depth)) {
          return true;
        }
      }
    } catch (IllegalArgumentException e) {
      ZipException broken = new ZipException("a name of an entry is broken");
      broken.initCause(e);
      throw broken;
    }
    return false;
  }

  private boolean burstsOne(InputStream entry, int depth) throws IOException {
    PushbackInputStream in = new PushbackInputStream(new Counted(entry), HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.unread(head);
    boolean isZip =
        head.length == HEAD && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    if (isZip && bursts(in, depth + 1)) {
      return true;
    }
    while (unpacked <= most) {
      if (in.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds up what is unpacked on every level, and ends where that is too much. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (unpacked > most) {
        return -1;
      }
      int count = super.read(bytes, offset, length);
      unpacked += Math.max(0, count);
      return count;
    }

    @Override
    public void close() {
      // an inner archive ends before the one around it does
    }
  }
}
