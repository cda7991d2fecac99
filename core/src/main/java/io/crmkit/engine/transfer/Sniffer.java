package io.crmkit.engine.transfer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Json;
import io.crmkit.record.ValueFormatException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out what a file is: encoding, format, separator, where its headings stand. */
final class Sniffer {
  /** What a first line may say of the type and its schema. */
  static final String SCHEMA_LINE = "#crmkit-schema:";

  private static final int SAMPLE = 1 << 17;
  private static final int MOST_RECORDS = 200;
  private static final String SEPARATORS = "\t;|,";
  private static final Pattern EXCEL_LINE = Pattern.compile("(?i)\"?sep=([,;\t|])\"?");
  private static final Pattern PADDED = Pattern.compile("[,;\t|] +\"");

  private Sniffer() {}

  /**
   * Looks at a file.
   *
   * @param named the encoding that the caller knows of, or null
   * @param skipLines lines before the headings, or null to guess
   * @throws InvalidRequestException {@code NOT_CSV}, {@code EMPTY_FILE} or {@code INVALID_ENCODING}
   */
  static FileShape sniff(ImportSource source, @Nullable Charset named, @Nullable Integer skipLines)
      throws IOException {
    Encoding encoding = Encoding.of(source, named);
    String sample = sample(source, encoding.charset());
    if (isJson(sample)) {
      return new FileShape(
          FileFormat.JSON_LINES,
          encoding.charset(),
          encoding.isGuessed(),
          ',',
          0,
          false,
          List.of());
    }
    return csv(sample, encoding, skipLines);
  }

  /** Returns the type that the first line of an export names, or null. */
  static @Nullable String schemaType(ImportSource source, Charset charset) throws IOException {
    String first = firstLine(sample(source, charset));
    if (!first.startsWith(SCHEMA_LINE)) {
      return null;
    }
    String named = first.substring(SCHEMA_LINE.length()).strip();
    int end = named.indexOf('/');
    return end < 0 ? named : named.substring(0, end);
  }

  private static String sample(ImportSource source, Charset charset) throws IOException {
    char[] chars = new char[SAMPLE];
    int length = 0;
    try (Reader reader = new InputStreamReader(Encoding.text(source), charset)) {
      int read;
      while (length < SAMPLE && (read = reader.read(chars, length, SAMPLE - length)) > 0) {
        length += read;
      }
    }
    return new String(chars, 0, length);
  }

  private static String firstLine(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return text.substring(0, end);
  }

  private static boolean isJson(String sample) {
    String text = sample.stripLeading();
    if (!text.startsWith("{")) {
      return false;
    }
    try {
      return Json.read(firstLine(text)) instanceof Map<?, ?>;
    } catch (ValueFormatException e) {
      return firstLine(text).startsWith("{\"");
    }
  }

  private static FileShape csv(String sample, Encoding encoding, @Nullable Integer skipLines) {
    int ownLines = 0;
    char separator = 0;
    String rest = sample;
    String first = firstLine(rest);
    if (first.startsWith(SCHEMA_LINE)) {
      ownLines++;
      rest = withoutFirstLine(rest);
      first = firstLine(rest);
    }
    Matcher excel = EXCEL_LINE.matcher(first);
    if (excel.matches()) {
      ownLines++;
      separator = excel.group(1).charAt(0);
      rest = withoutFirstLine(rest);
    }
    int given = skipLines == null ? 0 : Math.max(0, skipLines - ownLines);
    for (int i = 0; i < given; i++) {
      rest = withoutFirstLine(rest);
    }
    boolean isWhole = sample.length() < SAMPLE;
    if (separator == 0) {
      separator = separator(rest, isWhole);
    }
    List<CsvRecord> records = records(rest, separator, false, isWhole);
    boolean isPadded = false;
    if (PADDED.matcher(rest).find()) {
      List<CsvRecord> padded = records(rest, separator, true, isWhole);
      isPadded = even(padded) > even(records);
      records = isPadded ? padded : records;
    }
    int header = skipLines == null ? header(records) : 0;
    if (records.size() <= header) {
      throw new InvalidRequestException("EMPTY_FILE", "the file has no headings");
    }
    CsvRecord headings = records.get(header);
    int preamble = Math.toIntExact(headings.getStartingLineNumber() - 1);
    return new FileShape(
        FileFormat.CSV,
        encoding.charset(),
        encoding.isGuessed(),
        separator,
        ownLines + given + preamble,
        isPadded,
        Headings.numbered(headings.getFields()));
  }

  private static String withoutFirstLine(String text) {
    int end = firstLine(text).length();
    if (end < text.length()) {
      end += text.startsWith("\r\n", end) ? 2 : 1;
    }
    return text.substring(end);
  }

  private static List<CsvRecord> records(
      String text, char separator, boolean isPadded, boolean isWhole) {
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> csv =
        CsvRows.settings(separator, isPadded).allowUnclosedQuote(true).ofCsvRecord(text)) {
      for (CsvRecord each : csv) {
        records.add(each);
        if (records.size() == MOST_RECORDS) {
          return records;
        }
      }
    } catch (CsvParseException e) {
      return records; // told when the rows are read
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot be read", e);
    }
    if (!isWhole && records.size() > 1) {
      records.remove(records.size() - 1); // cut off in the middle
    }
    return records;
  }

  /**
   * Chooses the sign that gives the most lines one number of values; of two that do equally well
   * the one that is rarer in prose and numbers.
   */
  private static char separator(String text, boolean isWhole) {
    char best = ',';
    double most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char candidate = SEPARATORS.charAt(i);
      List<Integer> counts =
          records(text, candidate, false, isWhole).stream().map(CsvRecord::getFieldCount).toList();
      int mode = mode(counts);
      if (mode > 1) {
        double share = (double) counts.stream().filter(n -> n == mode).count() / counts.size();
        double score = share + (counts.get(0) == mode ? 0.5 : 0) + Math.min(mode, 50) / 100.0;
        if (score > most) {
          most = score;
          best = candidate;
        }
      }
    }
    return best;
  }

  /** Returns the share of records that have as many values as most. */
  private static double even(List<CsvRecord> records) {
    List<Integer> counts = records.stream().map(CsvRecord::getFieldCount).toList();
    int mode = mode(counts);
    return (double) counts.stream().filter(n -> n == mode).count() / Math.max(1, counts.size());
  }

  /** Returns the number of values that most lines have; among lines with several, if there are. */
  private static int mode(List<Integer> counts) {
    Map<Integer, Integer> times = new HashMap<>();
    counts.stream().filter(n -> n > 1).forEach(n -> times.merge(n, 1, Integer::sum));
    return times.entrySet().stream()
        .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse(1);
  }

  /**
   * Returns which record holds the headings: the first one, unless it is clear that titles stand
   * before them, lines with hardly a value before one that has as many as the rows.
   */
  private static int header(List<CsvRecord> records) {
    List<Integer> filled = records.stream().map(Sniffer::filled).toList();
    int mode = mode(filled);
    if (mode < 3) {
      return 0;
    }
    for (int i = 0; i < Math.min(records.size(), 50); i++) {
      if (filled.get(i) >= mode) {
        return i;
      }
      if (filled.get(i) > Math.max(1, mode / 4)) {
        return 0;
      }
    }
    return 0;
  }

  private static int filled(CsvRecord csvRecord) {
    return (int) csvRecord.getFields().stream().filter(cell -> !cell.isBlank()).count();
  }
}
