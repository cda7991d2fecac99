package io.crmkit.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Gives the header and the sealed chunks of what it reads. Used by one thread. */
final class SealingInputStream extends FilterInputStream {
  private final FileCipher cipher;

  /** What is read ahead by a byte, to tell whether a full chunk is the last. */
  private final byte[] plain = new byte[FileCipher.CHUNK + 1];

  private final byte[] sealed = new byte[FileCipher.SEALED_CHUNK];
  private byte[] ready;
  private int position;
  private int end;
  private int ahead;
  private long number;
  private boolean isDone;

  SealingInputStream(InputStream content, FileCipher cipher) {
    super(content);
    this.cipher = cipher;
    this.ready = cipher.header();
    this.end = FileCipher.HEADER;
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
    if (position == end && !sealNext()) {
      return -1;
    }
    int count = Math.min(length, end - position);
    System.arraycopy(ready, position, bytes, offset, count);
    position += count;
    return count;
  }

  private boolean sealNext() throws IOException {
    if (isDone) {
      return false;
    }
    int count = ahead + in.readNBytes(plain, ahead, plain.length - ahead);
    isDone = count < plain.length;
    int length = Math.min(count, FileCipher.CHUNK);
    try {
      end = cipher.crypt(Cipher.ENCRYPT_MODE, number, isDone, plain, length, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal a chunk", e);
    }
    plain[0] = plain[FileCipher.CHUNK];
    ahead = 1;
    ready = sealed;
    position = 0;
    number++;
    return true;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, FileCipher.CHUNK)).length;
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
