package io.crmkit.engine.transfer;

import io.crmkit.record.Json;
import io.crmkit.record.ValueFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of JSON Lines: one object a line. Blank lines are no rows. */
final class JsonRows implements RowSource {
  private static final int LONGEST_LINE = 16_000_000;

  private final CountingStream counted;
  private final BufferedReader lines;
  private long number;
  private long line;

  JsonRows(CountingStream counted, FileShape shape) throws IOException {
    this.counted = counted;
    this.lines =
        new BufferedReader(new InputStreamReader(Encoding.text(counted), shape.charset()), 1 << 16);
  }

  @Override
  public @Nullable RawRow next() throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      text.setLength(0);
      boolean isEnd = !readLine(text);
      if (isEnd && text.isEmpty()) {
        return null;
      }
      line++;
      if (!text.toString().isBlank()) {
        return row(text.toString());
      }
    }
  }

  /** Reads to the end of the line; what is longer than any row is read and dropped. */
  private boolean readLine(StringBuilder text) throws IOException {
    int c;
    while ((c = lines.read()) >= 0) {
      if (c == '\n') {
        return true;
      }
      if (text.length() <= LONGEST_LINE && c != '\r') {
        text.append((char) c);
      }
    }
    return false;
  }

  private RawRow row(String text) {
    Map<String, Object> json = null;
    Fault fault = null;
    try {
      json = object(text);
      fault = json == null ? new Fault(null, "MALFORMED_JSON", "is no JSON object") : null;
    } catch (ValueFormatException e) {
      fault = new Fault(null, e.code(), e.getMessage());
    }
    return new RawRow(++number, line, List.of(), json, text, fault);
  }

  private static @Nullable Map<String, Object> object(String text) {
    if (!(Json.read(text) instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!ErrorFile.COLUMNS.contains(entry.getKey())) {
        json.put((String) entry.getKey(), entry.getValue());
      }
    }
    return json;
  }

  @Override
  public long bytes() {
    return counted.count();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
