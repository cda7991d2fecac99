package io.crmkit.storage.jdbc;

import io.crmkit.storage.jdbc.Table.Column;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What differs between the databases. */
abstract class Dialect {

  /** Returns the folder of the migrations. */
  abstract String folder();

  abstract String quote(String name);

  /** Returns the type of a column. */
  abstract String type(Column column);

  /** Returns whether the driver's name of a column's type is that of {@link #type}. */
  abstract boolean isType(Column column, String actual);

  String tableOptions(Table table) {
    return "";
  }

  /** Returns a column as it stands in an index. */
  String indexed(Table table, String column) {
    return quote(column);
  }

  /** Returns what stands behind a key in ORDER BY: nulls first ascending, last descending. */
  String direction(boolean isDescending, boolean isNullable) {
    return isDescending ? " DESC" : "";
  }

  boolean hasPartialIndexes() {
    return true;
  }

  /** Returns whether all writes go through one connection of one process. */
  boolean hasOneWriter() {
    return false;
  }

  /** Returns whether the planner knows nothing of how many rows meet a condition. */
  boolean plansBlindly() {
    return false;
  }

  /** Returns what is added to a SELECT so that it keeps others from changing the rows. */
  String lock() {
    return " FOR UPDATE";
  }

  /** Returns an INSERT that passes over a row whose key is there, from the table's name on. */
  String insertIfAbsent(String into) {
    return "INSERT INTO " + into + " ON CONFLICT DO NOTHING";
  }

  /** Returns the test whether the word stands at the beginning of a word of the text. */
  String holds(String text) {
    return "instr(" + text + ", ?) > 0";
  }

  /** Returns what renews the planner's knowledge of a table, or null if the database does so. */
  @Nullable String analyze(String table) {
    return null;
  }

  /** Adds the test that an expression is, or is not, one of the operands. */
  void in(Sql sql, String expression, List<?> operands, boolean isNegated) {
    int padded = Integer.highestOneBit(Math.max(1, operands.size() - 1)) * 2;
    sql.add(expression).add(isNegated ? " NOT IN (" : " IN (");
    for (int i = 0; i < (operands.size() == 1 ? 1 : padded); i++) {
      sql.add(i == 0 ? "" : ", ").arg(operands.get(Math.min(i, operands.size() - 1)));
    }
    sql.add(")");
  }

  /**
   * Adds FROM with the rows of a table whose ids a query of one column {@code id} gives, looked up
   * one by one in that order, whatever the planner thinks.
   */
  abstract void lookUp(Sql sql, Sql ids, String table, String alias, Sql condition);

  /** Returns the exact sum as one or two expressions, high and low, of the base 1,000,000,000. */
  List<String> sum(String expression) {
    return List.of("SUM(" + expression + ")");
  }

  /** Returns MIN or MAX of a column. */
  String extreme(String function, String column, Kind kind) {
    return function + "(" + column + ")";
  }

  void bind(PreparedStatement statement, int index, @Nullable Object value, Kind kind)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, sqlType(kind));
      return;
    }
    switch (kind) {
      case TEXT -> statement.setString(index, (String) value);
      case BOOLEAN -> statement.setBoolean(index, (Boolean) value);
      case ID -> statement.setBytes(index, bytes((UUID) value));
      case BYTES -> statement.setBytes(index, (byte[]) value);
      default -> statement.setLong(index, ((Number) value).longValue());
    }
  }

  int sqlType(Kind kind) {
    return switch (kind) {
      case TEXT -> Types.VARCHAR;
      case BOOLEAN -> Types.BOOLEAN;
      case ID, BYTES -> Types.VARBINARY;
      default -> Types.BIGINT;
    };
  }

  @Nullable Object read(ResultSet result, int index, Kind kind) throws SQLException {
    return switch (kind) {
      case TEXT -> result.getString(index);
      case ID -> id(result.getBytes(index));
      case BYTES -> result.getBytes(index);
      case BOOLEAN -> {
        boolean flag = result.getBoolean(index);
        yield flag || !result.wasNull() ? (Object) flag : null; // only false may stand for null
      }
      default -> {
        long number = result.getLong(index);
        yield number != 0 || !result.wasNull() ? (Object) number : null; // and only zero
      }
    };
  }

  private static @Nullable UUID id(byte @Nullable [] bytes) {
    return bytes == null ? null : uuid(bytes);
  }

  UUID readId(ResultSet result, int index) throws SQLException {
    return uuid(result.getBytes(index));
  }

  /**
   * Returns what a violated unique key is called: the name of its index, or its columns as {@code
   * table.column, table.column}; null if the failure is no such violation.
   */
  abstract @Nullable String violatedKey(SQLException failure);

  /** Returns whether a foreign key was violated. */
  abstract boolean isReferenceViolation(SQLException failure);

  /** Returns whether the whole unit may succeed when it is run again. */
  abstract boolean isRetryable(SQLException failure);

  /** Returns whether the database cannot be reached or cannot write now. */
  abstract boolean isUnavailable(SQLException failure);

  /** Returns whether, after a COMMIT failed so, the unit may be committed all the same. */
  boolean leavesCommitOpen(SQLException failure) {
    return failure instanceof java.sql.SQLNonTransientConnectionException
        || failure instanceof java.sql.SQLRecoverableException
        || String.valueOf(failure.getSQLState()).startsWith("08");
  }

  /** Returns what ends a SELECT that locks its rows and passes over those that others hold. */
  String lockUnheld() {
    return hasOneWriter() ? "" : " FOR UPDATE SKIP LOCKED";
  }

  /**
   * Returns what ends an INSERT that adds nothing where a unique value is taken, if a failed
   * statement would end the transaction.
   */
  String unlessTaken() {
    return "";
  }

  /** Whether statements that are sent together tell how many rows each changed, and gain by it. */
  boolean countsBatches() {
    return false;
  }

  /** Whether a query can gather values in an array, and join what it finds by them. */
  boolean hasArrays() {
    return false;
  }

  /** Returns what sends the buffered rows of a unit. */
  Flush flush() {
    return new BatchFlush(this);
  }

  /** Returns the tables that give events their order. */
  OrderTables orderTables() {
    return new BatchOrderTables(this);
  }

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static UUID uuid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
