package io.crmkit.engine.transfer;

/**
 * Keeps spreadsheets from running text: an apostrophe goes before what they would take for a
 * formula, and before what looks as if it had got one already, so that taking it off gives the
 * text.
 */
final class Formulas {
  private Formulas() {}

  static String escape(String text) {
    return isRisky(text) ? "'" + text : text;
  }

  static String unescape(String cell) {
    return !cell.isEmpty() && cell.charAt(0) == '\'' && isRisky(cell) ? cell.substring(1) : cell;
  }

  private static boolean isRisky(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) == '\'') {
      i++;
    }
    return i < text.length() && "=+-@\t\r".indexOf(text.charAt(i)) >= 0;
  }
}
