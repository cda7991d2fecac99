package io.crmkit.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection and, where its driver does not do so itself, the statements that were prepared on
 * it. Used by one thread at a time.
 */
final class Session {
  private static final int MOST_KEPT = 400;

  /** A kept statement walks, at each later batch, through the room that its largest one took. */
  private static final int MOST_IN_KEPT = 100;

  /** Makes something of the row at which a result stands. */
  @FunctionalInterface
  interface Reader<R> {
    R read(ResultSet result) throws SQLException;
  }

  /** Is called at a row of a result. */
  @FunctionalInterface
  interface Visitor {
    void visit(ResultSet result) throws SQLException;
  }

  private final Connection connection;
  private final Dialect dialect;
  private final @Nullable Map<String, PreparedStatement> kept;

  Session(Connection connection, Dialect dialect, boolean keepsStatements) {
    this.connection = connection;
    this.dialect = dialect;
    this.kept = keepsStatements ? new LinkedHashMap<>(64, 0.75f, true) : null;
  }

  Connection connection() {
    return connection;
  }

  Dialect dialect() {
    return dialect;
  }

  <R> List<R> list(Sql sql, Reader<R> reader) {
    List<R> rows = new ArrayList<>();
    each(sql, result -> rows.add(reader.read(result)));
    return rows;
  }

  /** Calls a visitor at each row. */
  void each(Sql sql, Visitor visitor) {
    run(
        sql.text(),
        statement -> {
          sql.bind(dialect, statement);
          try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
              visitor.visit(result);
            }
          }
          return true;
        });
  }

  /** Runs a text of as many queries as there are visitors, each called at the rows of its own. */
  void each(Sql sql, Visitor... visitors) {
    run(
        sql.text(),
        statement -> {
          sql.bind(dialect, statement);
          statement.execute();
          for (Visitor visitor : visitors) {
            try (ResultSet result = statement.getResultSet()) {
              while (result.next()) {
                visitor.visit(result);
              }
            }
            statement.getMoreResults();
          }
          return true;
        });
  }

  <R> Optional<R> find(Sql sql, Reader<R> reader) {
    List<R> rows = list(sql, reader);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  long number(Sql sql) {
    return find(sql, result -> result.getLong(1)).orElse(0L);
  }

  /** Returns the number of changed rows. */
  int update(Sql sql) {
    return run(
        sql.text(),
        statement -> {
          sql.bind(dialect, statement);
          return statement.executeUpdate();
        });
  }

  /** Runs statements of one text together, and returns the number of rows that each changed. */
  int[] updateAll(List<Sql> alike) {
    return run(
        alike.get(0).text(),
        statement -> {
          for (Sql sql : alike) {
            sql.bind(dialect, statement);
            statement.addBatch();
          }
          return statement.executeBatch();
        });
  }

  /** Runs a statement of several, of which no answer is expected. */
  void execute(Sql sql) {
    run(
        sql.text(),
        statement -> {
          sql.bind(dialect, statement);
          return statement.execute();
        });
  }

  /** Runs a statement once for each row of values. */
  void batch(RowStatement each, List<@Nullable Object[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<Kind> kinds = each.kinds();
    run(
        each.text(),
        statement -> {
          if (rows.size() == 1) {
            bind(statement, kinds, rows.get(0));
            return statement.executeUpdate();
          }
          int open = 0;
          for (@Nullable Object[] row : rows) {
            bind(statement, kinds, row);
            statement.addBatch();
            if (++open == MOST_IN_KEPT && kept != null) {
              statement.executeBatch();
              open = 0;
            }
          }
          return open == 0 ? new int[0] : statement.executeBatch();
        });
  }

  private void bind(PreparedStatement statement, List<Kind> kinds, @Nullable Object[] row)
      throws SQLException {
    for (int i = 0; i < row.length; i++) {
      dialect.bind(statement, i + 1, row[i], kinds.get(i));
    }
  }

  /** Runs a statement that has no arguments and is not worth keeping. */
  void command(String text) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  private <R> R run(String text, Work<R> work) {
    try {
      if (kept != null) {
        return work.run(prepared(kept, text));
      }
      try (PreparedStatement statement = connection.prepareStatement(text)) {
        return work.run(statement);
      }
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  private PreparedStatement prepared(Map<String, PreparedStatement> statements, String text)
      throws SQLException {
    PreparedStatement known = statements.get(text);
    if (known != null) {
      return known;
    }
    if (statements.size() >= MOST_KEPT) {
      var oldest = statements.entrySet().iterator();
      oldest.next().getValue().close();
      oldest.remove();
    }
    PreparedStatement statement = connection.prepareStatement(text);
    statements.put(text, statement);
    return statement;
  }

  /** Ends the connection. */
  void close() {
    try {
      if (kept != null) {
        for (PreparedStatement statement : kept.values()) {
          statement.close();
        }
        kept.clear();
      }
      connection.close();
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  @FunctionalInterface
  private interface Work<R> {
    R run(PreparedStatement statement) throws SQLException;
  }
}
