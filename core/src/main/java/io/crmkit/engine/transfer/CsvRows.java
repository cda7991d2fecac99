package io.crmkit.engine.transfer;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file behind its headings. Line ends may be mixed; blank lines are no rows. */
final class CsvRows implements RowSource {
  /** Longer cells than any field takes. */
  private static final int LONGEST_CELL = 4_000_000;

  private final CountingStream counted;
  private final CsvReader<CsvRecord> csv;
  private final CloseableIterator<CsvRecord> records;
  private final int width;
  private long number;
  private long line;
  private boolean isBroken;

  CsvRows(CountingStream counted, FileShape shape) throws IOException {
    this.counted = counted;
    this.width = shape.headings().size();
    this.csv =
        settings(shape.separator(), shape.isPadded())
            .ofCsvRecord(new InputStreamReader(Encoding.text(counted), shape.charset()));
    csv.skipLines(shape.skipLines());
    this.records = csv.iterator();
    if (records.hasNext()) {
      records.next(); // the headings
    }
  }

  @SuppressWarnings("removal") // nothing else lets through what stands behind a closing quote
  static CsvReader.CsvReaderBuilder settings(char separator, boolean isPadded) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowExtraCharsAfterClosingQuote(!isPadded) // the library allows one or the other
        .allowUnclosedQuote(false)
        .trimWhitespacesAroundQuotes(isPadded)
        .maxBufferSize(LONGEST_CELL);
  }

  @Override
  public @Nullable RawRow next() {
    if (isBroken) {
      return null;
    }
    try {
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord read = records.next();
      line = read.getStartingLineNumber();
      List<String> cells = read.getFields();
      return new RawRow(++number, line, cells, null, "", fault(cells));
    } catch (CsvParseException e) {
      isBroken = true;
      Fault fault =
          new Fault(null, "BROKEN_QUOTES", "opens a quote that is not closed up to the file's end");
      return new RawRow(++number, line + 1, List.of(), null, "", fault);
    }
  }

  /** A row may only miss cells if it is blank, and only have more if these are empty. */
  private @Nullable Fault fault(List<String> cells) {
    int size = cells.size();
    if (size == width || cells.stream().allMatch(String::isBlank)) {
      return null;
    }
    if (size < width) {
      return new Fault(
          null, "TOO_FEW_CELLS", "has " + size + " cells, while there are " + width + " headings");
    }
    return cells.subList(width, size).stream().allMatch(String::isBlank)
        ? null
        : new Fault(
            null,
            "TOO_MANY_CELLS",
            "has " + size + " cells, while there are " + width + " headings");
  }

  @Override
  public long bytes() {
    return counted.count();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
