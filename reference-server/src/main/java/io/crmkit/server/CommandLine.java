package io.crmkit.server;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A command line: words, and options with their values. Used by one thread. */
final class CommandLine {
  /** Options that stand alone. */
  private static final Set<String> FLAGS = Set.of("--dry-run", "--help");

  private final List<String> words = new ArrayList<>();
  private final List<String> options = new ArrayList<>();

  CommandLine(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        words.add(argument);
        continue;
      }
      boolean hasNext = i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--");
      if (FLAGS.contains(argument)) {
        options.add(argument + "=true");
      } else if (argument.contains("=") || !hasNext) {
        options.add(argument);
      } else {
        i++;
        options.add(argument + "=" + arguments.get(i));
      }
    }
  }

  List<String> words() {
    return words;
  }

  /** Returns the options that were not taken yet, as {@code --name=value}. */
  List<String> options() {
    return options;
  }

  /**
   * Takes an option of a command away, so that what is left are settings.
   *
   * @return its value, or null if it is not given
   * @throws IllegalArgumentException if it has none
   */
  @Nullable String take(String option) {
    String value = null;
    Iterator<String> all = options.iterator();
    while (all.hasNext()) {
      String given = all.next();
      if (given.equals(option)) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      if (given.startsWith(option + "=")) {
        value = given.substring(option.length() + 1).strip();
        all.remove();
      }
    }
    return value;
  }

  /** Takes an option away that is given or not. */
  boolean takeFlag(String option) {
    String value = take(option);
    if (value != null && !value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(option + " takes no value");
    }
    return "true".equals(value);
  }
}
