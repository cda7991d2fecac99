package io.crmkit.file;

import java.io.IOException;
import java.io.InputStream;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/** Reads an image from its content without a copy of it. Used by one thread. */
final class ContentImageStream extends ImageInputStreamImpl {
  private static final int BUFFER = 1 << 15;

  private final FileContent content;
  private final byte[] buffer = new byte[BUFFER];
  private long bufferAt;
  private int buffered;
  private @Nullable InputStream in;
  private long inAt;

  ContentImageStream(FileContent content) {
    this.content = content;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    if (!fill()) {
      return -1;
    }
    return buffer[(int) (streamPos++ - bufferAt)] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int from = (int) (streamPos - bufferAt);
    int count = Math.min(length, buffered - from);
    System.arraycopy(buffer, from, bytes, offset, count);
    streamPos += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (streamPos >= bufferAt && streamPos < bufferAt + buffered) {
      return true;
    }
    InputStream known = in;
    if (known == null || inAt != streamPos) {
      if (known != null) {
        known.close();
      }
      known = content.open(streamPos, Long.MAX_VALUE);
      in = known;
      inAt = streamPos;
    }
    bufferAt = streamPos;
    buffered = known.readNBytes(buffer, 0, BUFFER);
    inAt += buffered;
    return buffered > 0;
  }

  @Override
  public long length() {
    return content.size();
  }

  @Override
  public void close() throws IOException {
    super.close();
    if (in != null) {
      in.close();
    }
  }
}
