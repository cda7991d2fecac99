package io.crmkit.engine.transfer;

import io.crmkit.record.Field;
import io.crmkit.record.Json;
import io.crmkit.record.SearchText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guesses what headings mean: as an export of ours writes them, as other programs write theirs, in
 * English and French. A program is recognized by headings that only it has.
 */
final class Headings {
  private static final Map<String, List<String>> SYNONYMS = new HashMap<>();
  private static final List<Program> PROGRAMS = new ArrayList<>();

  /** Another program's export: headings that tell it, and what its headings mean. */
  private record Program(Set<String> marks, Map<String, List<String>> meanings) {}

  static {
    Map<?, ?> known = load();
    part(known, "words")
        .forEach(
            (path, words) ->
                ((List<?>) words)
                    .forEach(
                        word ->
                            SYNONYMS
                                .computeIfAbsent(fold((String) word), key -> new ArrayList<>())
                                .add(path)));
    for (Object each : (List<?>) Objects.requireNonNull(known.get("programs"))) {
      Map<?, ?> program = (Map<?, ?>) each;
      Set<String> marks = new HashSet<>();
      ((List<?>) Objects.requireNonNull(program.get("marks")))
          .forEach(mark -> marks.add(fold((String) mark)));
      Map<String, List<String>> meanings = new LinkedHashMap<>();
      part(program, "columns")
          .forEach(
              (heading, paths) -> {
                List<String> all = new ArrayList<>();
                ((List<?>) paths).forEach(path -> all.add((String) path));
                meanings.put(fold(heading), all);
              });
      PROGRAMS.add(new Program(marks, meanings));
    }
  }

  private final Targets targets;
  private final @Nullable Program program;

  /** Guesses for the headings of one file. */
  Headings(Targets targets, List<String> headings) {
    this.targets = targets;
    Set<String> folded = new HashSet<>();
    headings.forEach(heading -> folded.add(fold(heading)));
    this.program =
        PROGRAMS.stream()
            .filter(each -> each.marks().stream().anyMatch(folded::contains))
            .findFirst()
            .orElse(null);
  }

  private static Map<?, ?> load() {
    try (InputStream json = Headings.class.getResourceAsStream("headings.json")) {
      byte[] bytes = Objects.requireNonNull(json, "headings.json").readAllBytes();
      return (Map<?, ?>) Objects.requireNonNull(Json.read(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> part(Map<?, ?> json, String name) {
    Map<String, Object> part = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(json.get(name)))
        .forEach((key, value) -> part.put((String) key, Objects.requireNonNull(value)));
    return part;
  }

  /** Returns what the heading stands for, or null if that cannot be told. */
  @Nullable Target guess(String heading) {
    String folded = fold(heading);
    if (program != null) {
      List<String> meant = program.meanings().get(folded);
      if (meant != null) {
        return first(meant);
      }
    }
    Target exact = targets.exactly(heading);
    if (exact == null) {
      exact = first(SYNONYMS.getOrDefault(folded, List.of()));
    }
    if (exact == null) {
      exact = targets.byLastName(folded);
    }
    return exact != null ? exact : ofType(folded);
  }

  private @Nullable Target first(List<String> paths) {
    for (String path : paths) {
      Target target = targets.exactly(path);
      if (target != null && target.isWritable()) {
        return target;
      }
    }
    return null;
  }

  /** Understands {@code account}, {@code account name} and {@code account city} of an account. */
  private @Nullable Target ofType(String folded) {
    String type = fold(targets.type().name());
    Field key = targets.type().naturalKey();
    if (key != null && (folded.equals(type) || folded.equals(type + " name"))) {
      return targets.exactly(key.path());
    }
    if (folded.startsWith(type + " ")) {
      String rest = folded.substring(type.length() + 1);
      Target exact = targets.exactly(rest);
      return exact != null ? exact : targets.byLastName(rest);
    }
    if (folded.endsWith(" name")) {
      Target named = targets.byLastName(folded.substring(0, folded.length() - 5));
      return named != null && named.isReference() ? named : null;
    }
    return null;
  }

  /** Returns the headings trimmed, nameless ones numbered, repeated ones told apart. */
  static List<String> numbered(List<String> cells) {
    Map<String, Integer> times = new HashMap<>();
    List<String> headings = new ArrayList<>(cells.size());
    for (String cell : cells) {
      String heading = Formulas.unescape(cell.strip());
      if (heading.isEmpty()) {
        heading = "Column " + (headings.size() + 1);
      }
      int time = times.merge(heading, 1, Integer::sum);
      headings.add(time == 1 ? heading : heading + " (" + time + ")");
    }
    return headings;
  }

  /** Returns the words of a name in lower case, without accents and signs. */
  static String fold(String name) {
    StringBuilder words = new StringBuilder(name.length() + 8);
    String text = SearchText.fold(parted(name));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        words.append(c);
      } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
        words.append(' ');
      }
    }
    return words.toString().strip();
  }

  /** Returns {@code Address postal code} for {@code address.postalCode}. */
  static String sentence(String path) {
    String words = parted(path).replace('.', ' ').toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String parted(String name) {
    StringBuilder parted = new StringBuilder(name.length() + 8);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isBump =
          i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1));
      parted.append(isBump ? " " : "").append(c);
    }
    return parted.toString();
  }
}
