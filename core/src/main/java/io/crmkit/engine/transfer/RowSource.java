package io.crmkit.engine.transfer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a file row by row. Used by one thread. */
interface RowSource extends AutoCloseable {
  /** Returns the next row, or null behind the last one. */
  @Nullable RawRow next() throws IOException;

  /** Returns how many bytes of the source were read. */
  long bytes();

  @Override
  void close() throws IOException;

  /** Opens the rows of a file of known shape. */
  static RowSource open(ImportSource source, FileShape shape) throws IOException {
    CountingStream counted = new CountingStream(source.open());
    return shape.format() == FileFormat.CSV
        ? new CsvRows(counted, shape)
        : new JsonRows(counted, shape);
  }
}
