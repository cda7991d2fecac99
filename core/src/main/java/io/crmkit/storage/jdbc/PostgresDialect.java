package io.crmkit.storage.jdbc;

import io.crmkit.storage.jdbc.Table.Column;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL from version 14 on. */
final class PostgresDialect extends Dialect {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String FOREIGN_KEY_VIOLATION = "23503";

  @Override
  String folder() {
    return "postgresql";
  }

  @Override
  String quote(String name) {
    return '"' + name + '"';
  }

  @Override
  String type(Column column) {
    return switch (column.kind()) {
      case TEXT -> "text COLLATE \"C\"";
      case BOOLEAN -> "boolean";
      case ID -> "uuid";
      case BYTES -> "bytea";
      case SMALL -> "smallint";
      case SERIAL -> "bigint GENERATED ALWAYS AS IDENTITY";
      default -> "bigint";
    };
  }

  @Override
  boolean isType(Column column, String actual) {
    return switch (column.kind()) {
      case TEXT -> actual.equals("text");
      case BOOLEAN -> actual.equals("bool");
      case ID -> actual.equals("uuid");
      case BYTES -> actual.equals("bytea");
      case SMALL -> actual.equals("int2");
      default -> actual.equals("int8") || actual.equals("bigserial");
    };
  }

  @Override
  String indexed(Table table, String column) {
    return quote(column) + (table.isNullable(column) ? " NULLS FIRST" : "");
  }

  @Override
  String direction(boolean isDescending, boolean isNullable) {
    String nulls = isDescending ? " NULLS LAST" : " NULLS FIRST";
    return (isDescending ? " DESC" : "") + (isNullable ? nulls : "");
  }

  @Override
  String lock() {
    return " FOR NO KEY UPDATE"; // does not hold up those who only refer to the row
  }

  @Override
  String holds(String text) {
    return "strpos(" + text + ", ?) > 0";
  }

  @Override
  String analyze(String table) {
    return "ANALYZE " + quote(table);
  }

  @Override
  void in(Sql sql, String expression, List<?> operands, boolean isNegated) {
    if (operands.size() == 1) {
      sql.add(expression).add(isNegated ? " <> " : " = ").arg(operands.get(0));
      return;
    }
    sql.add(expression).add(isNegated ? " <> ALL (" : " = ANY (").arg(operands.toArray()).add(")");
  }

  @Override
  void lookUp(Sql sql, Sql ids, String table, String alias, Sql condition) {
    sql.add(" FROM (").add(ids).add(") w CROSS JOIN LATERAL (SELECT * FROM ").add(table);
    sql.add(" ").add(alias).add(" WHERE ").add(alias).add(".\"id\" = w.\"id\" AND ");
    sql.add(condition).add(" OFFSET 0) ").add(alias);
  }

  @Override
  String extreme(String function, String column, Kind kind) {
    return switch (kind) {
      case BOOLEAN -> (function.equals("MIN") ? "bool_and(" : "bool_or(") + column + ")";
      case ID -> function + "(" + column + "::text COLLATE \"C\")::uuid";
      default -> super.extreme(function, column, kind);
    };
  }

  @Override
  void bind(PreparedStatement statement, int index, @Nullable Object value, Kind kind)
      throws SQLException {
    if (value instanceof UUID) {
      statement.setObject(index, value);
    } else if (value instanceof Object[] values) {
      String type = elementType(values.getClass().getComponentType(), values[0]);
      statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    } else {
      super.bind(statement, index, value, kind);
    }
  }

  private static String elementType(Class<?> declared, Object first) {
    Class<?> type = declared == Object.class ? first.getClass() : declared;
    if (type == String.class) {
      return "text";
    }
    if (type == UUID.class) {
      return "uuid";
    }
    if (type == Boolean.class) {
      return "bool";
    }
    if (type == byte[].class) {
      return "bytea";
    }
    return type == Short.class ? "int2" : "int8";
  }

  @Override
  int sqlType(Kind kind) {
    return kind == Kind.ID ? Types.OTHER : super.sqlType(kind);
  }

  @Override
  @Nullable Object read(ResultSet result, int index, Kind kind) throws SQLException {
    return kind == Kind.ID ? result.getObject(index, UUID.class) : super.read(result, index, kind);
  }

  @Override
  UUID readId(ResultSet result, int index) throws SQLException {
    return Objects.requireNonNull(result.getObject(index, UUID.class));
  }

  @Override
  @Nullable String violatedKey(SQLException failure) {
    if (!UNIQUE_VIOLATION.equals(failure.getSQLState())) {
      return null;
    }
    for (Throwable each = failure; each != null; each = each.getCause()) {
      ServerErrorMessage message =
          each instanceof PSQLException known ? known.getServerErrorMessage() : null;
      if (message != null && message.getConstraint() != null) {
        return message.getConstraint();
      }
    }
    return "";
  }

  @Override
  boolean isReferenceViolation(SQLException failure) {
    return FOREIGN_KEY_VIOLATION.equals(failure.getSQLState());
  }

  @Override
  boolean isRetryable(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.equals("40001") || state.equals("40P01");
  }

  @Override
  boolean isUnavailable(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return failure instanceof java.sql.SQLTransientConnectionException
        || failure instanceof java.sql.SQLNonTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || state.startsWith("58")
        || state.equals("25006");
  }

  @Override
  boolean leavesCommitOpen(SQLException failure) {
    return super.leavesCommitOpen(failure)
        || String.valueOf(failure.getSQLState()).startsWith("57P"); // ended, shut down, crashed
  }

  @Override
  String unlessTaken() {
    return " ON CONFLICT DO NOTHING";
  }

  @Override
  boolean countsBatches() {
    return true;
  }

  @Override
  boolean hasArrays() {
    return true;
  }

  @Override
  Flush flush() {
    return new PostgresFlush();
  }

  @Override
  OrderTables orderTables() {
    return new PostgresOrderTables(this);
  }
}
