package io.crmkit.http.webhook;

import io.crmkit.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which headers of a call are kept beside it, and how they are written. */
final class KeptHeaders {
  private static final int MOST_BYTES = 16_384;

  /** What stands in the names of headers that let somebody in. */
  private static final List<String> SECRET =
      List.of("auth", "cookie", "key", "password", "secret", "token");

  private KeptHeaders() {}

  /**
   * Returns the headers as JSON: none that hold secrets but those wanted, none that are no text,
   * and of the others as many as there is room for.
   */
  static String write(Map<String, List<String>> headers, Set<String> wanted) {
    Map<String, List<String>> kept = new TreeMap<>();
    int room = MOST_BYTES - 2;
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      boolean isSecret = SECRET.stream().anyMatch(name::contains) && !wanted.contains(name);
      boolean isText = isText(name) && header.getValue().stream().allMatch(KeptHeaders::isText);
      if (isSecret || !isText) {
        continue;
      }
      int bytes = bytes(Map.of(name, header.getValue()));
      if (bytes <= room) {
        kept.put(name, header.getValue());
        room -= bytes;
      }
    }
    return Json.write(kept);
  }

  /** Counts a comma in the place of the braces, one byte too many. */
  private static int bytes(Map<String, List<String>> header) {
    return Json.write(header).getBytes(StandardCharsets.UTF_8).length;
  }

  private static boolean isText(String text) {
    return text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
  }

  /** Returns what {@link #write} wrote; looking a header up ignores the case of its name. */
  static Map<String, List<String>> read(String json) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (Json.read(json) instanceof Map<?, ?> map) {
      map.forEach(
          (name, values) ->
              headers.put(
                  (String) name, ((List<?>) values).stream().map(String::valueOf).toList()));
    }
    return headers;
  }
}
