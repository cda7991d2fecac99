package io.crmkit.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When kinds of job come unless their maker says otherwise. Immutable. */
final class DefaultSchedules {
  private static final String FILE = "default-schedules.txt";

  private static final Map<String, String> BY_KIND = read();

  private DefaultSchedules() {}

  /** Returns the five fields, or null for a kind that does not come by itself. */
  static @Nullable String of(String kind) {
    return BY_KIND.get(kind);
  }

  private static Map<String, String> read() {
    try (InputStream stream =
            Objects.requireNonNull(DefaultSchedules.class.getResourceAsStream(FILE));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      Map<String, String> schedules = new HashMap<>();
      reader
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(
              line -> {
                int bar = line.indexOf('|');
                schedules.put(line.substring(0, bar).strip(), line.substring(bar + 1).strip());
              });
      return Map.copyOf(schedules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
