package io.crmkit.storage.jdbc;

import io.crmkit.storage.jdbc.Table.Column;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MariaDB from version 10.6 on. */
final class MariaDbDialect extends Dialect {
  /** Longer texts are indexed by their beginning. */
  private static final int LONGEST_KEY = 700;

  private static final int KEY_PREFIX = 250;
  private static final int SHORT_TEXT = 255;

  private static final int DUPLICATE_KEY = 1062;
  private static final int ROW_IS_REFERENCED = 1451;
  private static final int NO_REFERENCED_ROW = 1452;
  private static final int DEADLOCK = 1213;
  private static final int LOCK_TIMEOUT = 1205;
  private static final int RECORD_CHANGED = 1020;
  private static final int SHUTDOWN = 1053;

  private static final Pattern KEY = Pattern.compile("for key '([^']*)'");

  @Override
  String folder() {
    return "mariadb";
  }

  @Override
  String quote(String name) {
    return '`' + name + '`';
  }

  @Override
  String type(Column column) {
    return switch (column.kind()) {
      case TEXT -> text(column) + " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";
      case BOOLEAN -> "TINYINT(1)";
      case ID -> "BINARY(16)";
      case BYTES -> "BINARY(" + column.length() + ")";
      case SMALL -> "SMALLINT";
      case SERIAL -> "BIGINT NOT NULL AUTO_INCREMENT";
      case LIVE -> "TINYINT GENERATED ALWAYS AS (IF(`deleted_at` IS NULL, 1, NULL)) STORED";
      default -> "BIGINT";
    };
  }

  private static String text(Column column) {
    boolean isShort =
        column.length() > 0 && column.length() <= (column.isKey() ? LONGEST_KEY : SHORT_TEXT);
    return isShort ? "VARCHAR(" + column.length() + ")" : "LONGTEXT";
  }

  @Override
  boolean isType(Column column, String actual) {
    String name = actual.toUpperCase(Locale.ROOT);
    return switch (column.kind()) {
      case TEXT -> text(column).startsWith(name);
      case BOOLEAN, LIVE ->
          name.startsWith("TINYINT") || name.equals("BIT") || name.equals("BOOLEAN");
      case ID, BYTES -> name.startsWith("BINARY");
      case SMALL -> name.startsWith("SMALLINT");
      default -> name.startsWith("BIGINT");
    };
  }

  @Override
  String tableOptions(Table table) {
    return " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";
  }

  @Override
  String indexed(Table table, String column) {
    boolean isLong =
        table
            .column(column)
            .filter(each -> each.kind() == Kind.TEXT && text(each).equals("LONGTEXT"))
            .isPresent();
    return quote(column) + (isLong ? "(" + KEY_PREFIX + ")" : "");
  }

  @Override
  boolean hasPartialIndexes() {
    return false;
  }

  @Override
  String insertIfAbsent(String into) {
    return "INSERT IGNORE INTO " + into; // the only form whose count of rows tells which it was
  }

  @Override
  void lookUp(Sql sql, Sql ids, String table, String alias, Sql condition) {
    sql.add(" FROM (").add(ids).add(") w STRAIGHT_JOIN ").add(table).add(" ").add(alias);
    sql.add(" ON ").add(alias).add(".`id` = w.`id` AND ").add(condition);
  }

  @Override
  @Nullable String violatedKey(SQLException failure) {
    if (failure.getErrorCode() != DUPLICATE_KEY) {
      return null;
    }
    Matcher matcher = KEY.matcher(String.valueOf(failure.getMessage()));
    String key = "";
    while (matcher.find()) {
      key = matcher.group(1); // the last one; a value may look like a key
    }
    return key;
  }

  @Override
  boolean isReferenceViolation(SQLException failure) {
    return failure.getErrorCode() == ROW_IS_REFERENCED
        || failure.getErrorCode() == NO_REFERENCED_ROW;
  }

  @Override
  boolean isRetryable(SQLException failure) {
    int code = failure.getErrorCode();
    return code == DEADLOCK || code == LOCK_TIMEOUT || code == RECORD_CHANGED;
  }

  @Override
  boolean leavesCommitOpen(SQLException failure) {
    return super.leavesCommitOpen(failure) || failure.getErrorCode() == SHUTDOWN;
  }

  @Override
  boolean isUnavailable(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return failure instanceof java.sql.SQLTransientConnectionException
        || failure instanceof java.sql.SQLNonTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("70100")
        || failure.getErrorCode() == 1021 // disk full
        || failure.getErrorCode() == SHUTDOWN
        || failure.getErrorCode() == 1290; // read only
  }
}
