package io.crmkit.engine.transfer;

import java.util.ArrayList;
import java.util.List;

/**
 * Several values in one cell: parted by commas or semicolons, as {@code a, b; c}, or by {@code :::}
 * as Google does. A backslash takes the sign behind it as it is.
 */
final class Lists {
  private static final String TRIPLE = ":::";

  private Lists() {}

  static List<String> split(String cell) {
    List<String> parts = new ArrayList<>();
    boolean isTriple = cell.contains(" " + TRIPLE + " ");
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == '\\' && i + 1 < cell.length() && "\\,;:".indexOf(cell.charAt(i + 1)) >= 0) {
        part.append(cell.charAt(++i));
      } else if (isTriple ? cell.startsWith(TRIPLE, i) : c == ',' || c == ';') {
        add(part, parts);
        i += isTriple ? TRIPLE.length() - 1 : 0;
      } else {
        part.append(c);
      }
    }
    add(part, parts);
    return parts;
  }

  private static void add(StringBuilder part, List<String> parts) {
    if (!part.toString().isBlank()) {
      parts.add(part.toString().strip());
    }
    part.setLength(0);
  }

  static String join(List<String> values) {
    StringBuilder cell = new StringBuilder();
    for (String value : values) {
      cell.append(cell.isEmpty() ? "" : ", ");
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        cell.append("\\,;:".indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return cell.toString();
  }
}
