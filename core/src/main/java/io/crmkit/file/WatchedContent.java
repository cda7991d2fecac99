package io.crmkit.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that the content could not be read, which is not to be taken for a damaged file. Used
 * by one thread.
 */
final class WatchedContent implements FileContent {
  private final FileContent content;
  private @Nullable IOException failure;

  WatchedContent(FileContent content) {
    this.content = content;
  }

  /** Throws what reading failed with, if it did. */
  void rethrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  private IOException remember(IOException e) {
    failure = e;
    return e;
  }

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    InputStream opened;
    try {
      opened = content.open(offset, length);
    } catch (IOException e) {
      throw remember(e);
    }
    return new FilterInputStream(opened) {
      @Override
      public int read() throws IOException {
        try {
          return super.read();
        } catch (IOException e) {
          throw remember(e);
        }
      }

      @Override
      public int read(byte[] bytes, int from, int count) throws IOException {
        try {
          return super.read(bytes, from, count);
        } catch (IOException e) {
          throw remember(e);
        }
      }
    };
  }
}
