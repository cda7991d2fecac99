package io.crmkit.engine.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.NotFoundException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Writes records as CSV that an {@link Importer} reads without a mapping: UTF-8 without a mark,
 * CRLF, headings for people, references by what people call the record with its id beside, value
 * records as columns of their own. Text that a spreadsheet would run as a formula gets an
 * apostrophe in front, which an import takes off.
 *
 * <p>Shows what the actor may read and nothing else; needs the permission {@code export} of the
 * type. Thread-safe; holds a few hundred rows at a time.
 *
 * @since 0.1
 */
public final class Exporter {
  private static final int BLOCK = 500;

  /** The schema of what is written; raised when older imports could not read it any more. */
  private static final int SCHEMA = 1;

  private final RecordSession session;

  /** Exports what the actor of {@code session} may read. */
  public Exporter(RecordSession session) {
    this.session = session;
  }

  /**
   * Writes the records of a type that meet a query; its limit and cursor do not count.
   *
   * @param fields paths to write beside the id; empty writes all
   * @param hasSchemaLine whether the first line tells the type, as {@code #crmkit-schema:
   *     contact/1}
   * @param to stays open
   * @throws NotFoundException if there is no such type
   * @throws io.crmkit.error.NotPermittedException if the actor may not export it
   * @throws InvalidRequestException if a field or the query is not known
   */
  public void write(
      String type, Query query, Set<String> fields, boolean hasSchemaLine, OutputStream to)
      throws IOException {
    write(type, query, fields, hasSchemaLine, to, rows -> {});
  }

  /**
   * Like {@link #write(String, Query, Set, boolean, OutputStream)}, telling how far it is.
   *
   * @param listener hears after each block how many rows were written so far
   */
  public void write(
      String type,
      Query query,
      Set<String> fields,
      boolean hasSchemaLine,
      OutputStream to,
      LongConsumer listener)
      throws IOException {
    Declaration<?> declared =
        session.schema().find(type).orElseThrow(() -> new NotFoundException("type", type));
    if (declared.isHidden() || declared.isPlatform()) {
      throw new NotFoundException("type", type);
    }
    session.require(declared, "export");
    if (query.isDeleted()) {
      session.require(declared, "delete");
    }
    Targets targets = new Targets(session, declared);
    List<Target> columns = columns(targets, fields);
    Writer text = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), 1 << 16);
    try {
      if (hasSchemaLine) {
        text.write(Sniffer.SCHEMA_LINE + " " + declared.name() + "/" + SCHEMA + "\r\n");
      }
      CsvWriter csv =
          CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).autoFlush(false).build(text);
      csv.writeRecord(columns.stream().map(column -> Formulas.escape(column.label())).toList());
      write(session.records(declared.javaType()), query, columns, csv, listener);
      csv.flush();
      text.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<Target> columns(Targets targets, Set<String> fields) {
    List<Target> all = targets.all();
    if (fields.isEmpty()) {
      return all;
    }
    for (String field : fields) {
      boolean isVersion = field.equals("version");
      if (!isVersion && all.stream().noneMatch(target -> isWithin(target, field))) {
        throw InvalidRequestException.parameter(
            "UNKNOWN_FIELD", field, "is no field of " + targets.type());
      }
    }
    return all.stream()
        .filter(
            target ->
                target.part() == Target.Part.RECORD
                    || fields.stream().anyMatch(field -> isWithin(target, field)))
        .toList();
  }

  private static boolean isWithin(Target target, String field) {
    return target.path().equals(field) || target.path().startsWith(field + ".");
  }

  private <T> void write(
      Records<T> records, Query query, List<Target> columns, CsvWriter csv, LongConsumer listener) {
    CellWriter<T> cells = new CellWriter<>(session, records.type(), columns);
    List<Stored<T>> block = new ArrayList<>(BLOCK);
    long[] written = new long[1];
    records.forEach(
        query,
        stored -> {
          block.add(stored);
          if (block.size() == BLOCK) {
            cells.rows(block).forEach(csv::writeRecord);
            written[0] += block.size();
            listener.accept(written[0]);
            block.clear();
          }
        });
    cells.rows(block).forEach(csv::writeRecord);
    listener.accept(written[0] + block.size());
  }
}
