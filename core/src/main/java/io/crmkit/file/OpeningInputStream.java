package io.crmkit.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Opens sealed chunks from one of them on; what it gives has been checked. Used by one thread. */
final class OpeningInputStream extends FilterInputStream {
  private final FileKey key;
  private final FileCipher cipher;

  /** What is read ahead by a byte, to tell whether a full chunk is the last. */
  private final byte[] sealed = new byte[FileCipher.SEALED_CHUNK + 1];

  private final byte[] plain = new byte[FileCipher.CHUNK];
  private int position;
  private int end;
  private int ahead;
  private long number;
  private boolean isDone;

  /** Reads chunks from {@code chunks}, the first of them with this number. */
  OpeningInputStream(InputStream chunks, FileKey key, FileCipher cipher, long number) {
    super(chunks);
    this.key = key;
    this.cipher = cipher;
    this.number = number;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == end && !openNext()) {
      return -1;
    }
    int count = Math.min(length, end - position);
    System.arraycopy(plain, position, bytes, offset, count);
    position += count;
    return count;
  }

  /** Opens the next chunk; returns false if there is none, or nothing in it. */
  private boolean openNext() throws IOException {
    if (isDone) {
      return false;
    }
    int count = ahead + in.readNBytes(sealed, ahead, sealed.length - ahead);
    isDone = count < sealed.length;
    int length = Math.min(count, FileCipher.SEALED_CHUNK);
    try {
      end = cipher.crypt(Cipher.DECRYPT_MODE, number, isDone, sealed, length, plain);
    } catch (GeneralSecurityException e) {
      throw new DamagedFileException(key, "chunk " + number + " is cut, changed or misplaced", e);
    }
    sealed[0] = sealed[FileCipher.SEALED_CHUNK];
    ahead = 1;
    position = 0;
    number++;
    return end > 0;
  }

  @Override
  public long skip(long count) throws IOException {
    if (count <= 0 || (position == end && !openNext())) {
      return 0;
    }
    int skipped = (int) Math.min(count, end - position);
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return end - position;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
