package io.crmkit.storage.jdbc;

import io.crmkit.storage.jdbc.Table.Column;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SQLite, as org.xerial's driver speaks it. */
final class SqliteDialect extends Dialect {
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READ_ONLY = 8;
  private static final int IO_ERROR = 10;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int CONSTRAINT = 19;

  private static final String UNIQUE = "UNIQUE constraint failed: ";

  @Override
  String folder() {
    return "sqlite";
  }

  @Override
  String quote(String name) {
    return '"' + name + '"';
  }

  @Override
  String type(Column column) {
    return switch (column.kind()) {
      case TEXT -> "TEXT";
      case ID, BYTES -> "BLOB";
      default -> "INTEGER";
    };
  }

  @Override
  boolean isType(Column column, String actual) {
    return actual.toUpperCase(Locale.ROOT).equals(type(column));
  }

  @Override
  String tableOptions(Table table) {
    return table.name().equals(KernelTables.WORD) ? " STRICT, WITHOUT ROWID" : " STRICT";
  }

  @Override
  boolean hasOneWriter() {
    return true;
  }

  @Override
  boolean plansBlindly() {
    return true;
  }

  @Override
  String lock() {
    return "";
  }

  @Override
  void lookUp(Sql sql, Sql ids, String table, String alias, Sql condition) {
    sql.add(" FROM (").add(ids).add(") w CROSS JOIN ").add(table).add(" ").add(alias);
    sql.add(" ON ").add(alias).add(".\"id\" = w.\"id\" AND ").add(condition);
  }

  @Override
  List<String> sum(String expression) {
    return List.of("SUM(" + expression + " / 1000000000)", "SUM(" + expression + " % 1000000000)");
  }

  @Override
  @Nullable String violatedKey(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    int at = message.indexOf(UNIQUE);
    return at < 0 ? null : message.substring(at + UNIQUE.length()).replaceFirst("\\)$", "");
  }

  @Override
  boolean isReferenceViolation(SQLException failure) {
    return code(failure) == CONSTRAINT
        && String.valueOf(failure.getMessage()).contains("FOREIGN KEY");
  }

  @Override
  boolean isRetryable(SQLException failure) {
    return false;
  }

  @Override
  boolean isUnavailable(SQLException failure) {
    return switch (code(failure)) {
      case BUSY, LOCKED, READ_ONLY, IO_ERROR, FULL, CANNOT_OPEN -> true;
      default -> false;
    };
  }

  @Override
  boolean leavesCommitOpen(SQLException failure) {
    return code(failure) == IO_ERROR; // the log may hold it already
  }

  /** Returns the primary result code; an extended one holds it in its low byte. */
  private static int code(SQLException failure) {
    return failure.getErrorCode() & 0xff;
  }
}
