package io.crmkit.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values into paths, so that none of them can change where a path leads. */
final class Paths {
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

  private Paths() {}

  /** Returns the parts between the slashes, not yet encoded. */
  static List<String> segments(String path, String... values) {
    if (!path.startsWith("/") || path.contains("?") || path.contains("#")) {
      throw new IllegalArgumentException("a path begins with / and has no query: " + path);
    }
    List<String> segments = new ArrayList<>();
    int used = 0;
    for (String part : path.substring(1).split("/", -1)) {
      Matcher place = PLACE.matcher(part);
      StringBuilder segment = new StringBuilder();
      boolean hasValue = false;
      while (place.find()) {
        if (used == values.length) {
          throw new IllegalArgumentException("too few values for " + path);
        }
        place.appendReplacement(segment, Matcher.quoteReplacement(values[used++]));
        hasValue = true;
      }
      place.appendTail(segment);
      if (hasValue && isNoName(segment.toString())) {
        throw new IllegalArgumentException("an empty value or dots in " + path);
      }
      segments.add(segment.toString());
    }
    if (used < values.length) {
      throw new IllegalArgumentException("too many values for " + path);
    }
    return segments;
  }

  private static boolean isNoName(String segment) {
    return segment.isBlank() || segment.equals(".") || segment.equals("..");
  }
}
