package io.crmkit.http;

import java.util.Locale;

/** How names of headers are compared and values of them are checked. */
final class Names {
  private Names() {}

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Refuses what could end a header and begin another; the value may be a secret, and is kept. */
  static String checkedValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c > '~') {
        throw new IllegalArgumentException(
            "the value of header " + name + " has a character that no header may have");
      }
    }
    return value;
  }
}
