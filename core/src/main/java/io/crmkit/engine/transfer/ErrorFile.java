package io.crmkit.engine.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.crmkit.engine.ImportError;
import io.crmkit.record.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The refused rows of a run, as they were, with what is wrong in front of them. Once mended it is
 * imported as it is.
 */
final class ErrorFile {
  /** Columns that tell what is wrong, and mean nothing to an import. */
  static final Set<String> COLUMNS =
      java.util.Collections.unmodifiableSet(
          new java.util.LinkedHashSet<>(
              List.of("error_row", "error_column", "error_code", "error_message")));

  private final ImportSource source;
  private final FileShape shape;

  ErrorFile(ImportSource source, FileShape shape) {
    this.source = source;
    this.shape = shape;
  }

  /** Writes the rows that these errors, in the order of their rows, tell of. */
  void write(Iterator<ImportError> errors, OutputStream to) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
    if (shape.format() == FileFormat.JSON_LINES) {
      rows(errors, (row, faults) -> json(row, faults, text));
    } else {
      CsvWriter csv =
          CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).autoFlush(false).build(text);
      List<String> headings = new ArrayList<>(COLUMNS);
      shape.headings().forEach(heading -> headings.add(Formulas.escape(heading)));
      csv.writeRecord(headings);
      rows(errors, (row, faults) -> csv.writeRecord(cells(row, faults)));
      csv.flush();
    }
    text.flush();
  }

  /** Takes a refused row and its faults. */
  private interface Refused {
    void accept(RawRow row, List<ImportError> faults) throws IOException;
  }

  private void rows(Iterator<ImportError> errors, Refused refused) throws IOException {
    ImportError next = errors.hasNext() ? errors.next() : null;
    try (RowSource rows = RowSource.open(source, shape)) {
      RawRow row = next == null ? null : rows.next();
      while (row != null && next != null) {
        List<ImportError> faults = new ArrayList<>();
        while (next != null && next.row() == row.number()) {
          faults.add(next);
          next = errors.hasNext() ? errors.next() : null;
        }
        if (!faults.isEmpty()) {
          refused.accept(row, faults);
        }
        row = rows.next();
      }
    }
  }

  private static String joined(
      List<ImportError> faults, java.util.function.Function<ImportError, @Nullable String> part) {
    Set<String> parts = new java.util.LinkedHashSet<>();
    for (ImportError fault : faults) {
      String text = part.apply(fault);
      if (text != null) {
        parts.add(text);
      }
    }
    return String.join("; ", parts);
  }

  private List<String> cells(RawRow row, List<ImportError> faults) {
    List<String> cells = new ArrayList<>();
    cells.add(String.valueOf(row.number()));
    cells.add(Formulas.escape(joined(faults, ImportError::column)));
    cells.add(joined(faults, ImportError::code));
    cells.add(
        Formulas.escape(
            joined(
                faults,
                fault ->
                    fault.column() == null
                        ? fault.message()
                        : fault.column() + ": " + fault.message())));
    row.cells().forEach(cell -> cells.add(safe(cell)));
    return cells;
  }

  /** Keeps a cell that is safe already, or was when it came, as it is. */
  private static String safe(String cell) {
    return Formulas.escape(Formulas.unescape(cell));
  }

  private static void json(RawRow row, List<ImportError> faults, Writer to) throws IOException {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("error_row", row.number());
    line.put("error_column", joined(faults, ImportError::column));
    line.put("error_code", joined(faults, ImportError::code));
    line.put("error_message", joined(faults, ImportError::message));
    Map<String, Object> json = row.json();
    if (json == null) {
      line.put("error_line", row.text());
    } else {
      line.putAll(json);
    }
    Json.write(line, to);
    to.write("\n");
  }
}
