package io.crmkit.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes to be looked at, in any order and more than once: of a file of this machine, or of one that
 * a store holds already.
 *
 * @since 0.1
 */
public interface FileContent {
  /** Returns the number of bytes. */
  long size();

  /**
   * Opens up to {@code length} bytes from {@code offset} on, for the caller to close.
   *
   * @throws IOException if they cannot be read
   */
  InputStream open(long offset, long length) throws IOException;

  /**
   * Returns the content of a file of this machine.
   *
   * @throws IOException if it cannot be read
   */
  static FileContent of(Path file) throws IOException {
    long size = Files.size(file);
    return new FileContent() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open(long offset, long length) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file);
        channel.position(offset);
        return new BoundedInputStream(Channels.newInputStream(channel), length);
      }
    };
  }

  /** Returns the content of a file of a store, as it was written. */
  static FileContent of(FileStore store, FileKey key, WrittenFile written) {
    return new FileContent() {
      @Override
      public long size() {
        return written.size();
      }

      @Override
      public InputStream open(long offset, long length) {
        return store.open(key, offset, length);
      }
    };
  }
}
