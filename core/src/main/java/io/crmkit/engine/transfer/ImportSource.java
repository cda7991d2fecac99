package io.crmkit.engine.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file to import. It is read several times: to see what it is, row by row, and for the refused
 * rows. Whatever opens it limits its size; a file in gzip is unpacked while it is read.
 */
public interface ImportSource extends AutoCloseable {
  /** Returns the bytes, from the first one on. The caller closes it. */
  InputStream open() throws IOException;

  /** Returns the number of bytes that {@link #open} yields, or -1 if it is not known. */
  long size();

  /** Frees what the source holds; by default nothing. */
  @Override
  default void close() throws IOException {}

  /** Reads a file, which must stay as it is while the import runs. */
  static ImportSource of(Path file) {
    return new ImportSource() {
      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }

      @Override
      public long size() {
        return file.toFile().length();
      }
    };
  }

  /** Reads bytes in memory. */
  static ImportSource of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new ImportSource() {
      @Override
      public InputStream open() {
        return new java.io.ByteArrayInputStream(copy);
      }

      @Override
      public long size() {
        return copy.length;
      }
    };
  }

  /** Keeps a stream in a temporary file, which {@link #close} deletes. The stream stays open. */
  static ImportSource spooled(InputStream stream) throws IOException {
    Path file = Files.createTempFile("crmkit-import-", ".tmp");
    try {
      Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    ImportSource kept = of(file);
    return new ImportSource() {
      @Override
      public InputStream open() throws IOException {
        return kept.open();
      }

      @Override
      public long size() {
        return kept.size();
      }

      @Override
      public void close() throws IOException {
        Files.deleteIfExists(file);
      }
    };
  }
}
