package io.crmkit.storage.jdbc;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement that is run once for each of many rows of values.
 *
 * @param kinds of the values, in their order
 */
record RowStatement(String text, List<Kind> kinds) {
  RowStatement {
    kinds = List.copyOf(kinds);
  }

  /** Renders an INSERT of these columns. */
  static RowStatement insert(
      Dialect dialect, String table, List<String> columns, List<Kind> kinds) {
    return new RowStatement("INSERT INTO " + into(dialect, table, columns), kinds);
  }

  /** Renders an INSERT that passes over rows whose key is there. */
  static RowStatement insertIfAbsent(
      Dialect dialect, String table, List<String> columns, List<Kind> kinds) {
    return new RowStatement(dialect.insertIfAbsent(into(dialect, table, columns)), kinds);
  }

  private static String into(Dialect dialect, String table, List<String> columns) {
    return dialect.quote(table)
        + columns.stream().map(dialect::quote).collect(Collectors.joining(", ", " (", ")"))
        + " VALUES ("
        + String.join(", ", Collections.nCopies(columns.size(), "?"))
        + ")";
  }

  /** Renders a DELETE of the rows with these values. */
  static RowStatement delete(
      Dialect dialect, String table, List<String> columns, List<Kind> kinds) {
    return new RowStatement(
        "DELETE FROM "
            + dialect.quote(table)
            + columns.stream()
                .map(column -> dialect.quote(column) + " = ?")
                .collect(Collectors.joining(" AND ", " WHERE ", "")),
        kinds);
  }
}
