package io.crmkit.testkit;

import io.crmkit.engine.transfer.ImportSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The folder of sample data that the system property {@code crmkit.corpus} names. */
public final class Corpus {
  private Corpus() {}

  /** Returns a file or folder; without the corpus the test is skipped, in CI it fails. */
  public static Path path(String name) {
    String folder = System.getProperty("crmkit.corpus");
    boolean isThere = folder != null && Files.exists(Path.of(folder, name));
    if (!isThere && Boolean.getBoolean("crmkit.ci")) {
      Assertions.fail("CI needs the sample data: -Dcrmkit.corpus=FOLDER with " + name);
    }
    Assumptions.assumeTrue(isThere, () -> "no sample data: -Dcrmkit.corpus=FOLDER with " + name);
    return Path.of(Objects.requireNonNull(folder), name);
  }

  public static ImportSource source(String name) {
    return ImportSource.of(path(name));
  }

  /** Returns how the columns of a file of the corpus become fields, as JSON. */
  public static String mapping(String name) throws IOException {
    return resource("mappings/" + name + ".json");
  }

  /** Returns what is known of a file of the corpus. */
  public static String resource(String name) throws IOException {
    try (InputStream in = Corpus.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Reads a file by the plainest means: no quoted line ends, one sign between cells. */
  public static List<Map<String, String>> rows(String name, char separator, Charset charset)
      throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    List<String> headings = null;
    for (String line : Files.readString(path(name), charset).split("\r?\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      List<String> cells = cells(line, separator);
      if (headings == null) {
        headings = cells;
        continue;
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        row.put(headings.get(i).strip(), cells.get(i).strip());
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == separator && !isQuoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
