package io.crmkit.storage.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Where connections come from. */
final class Pools {
  private static final long WAIT_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private final Dialect dialect;
  private final DataSource reads;
  private final DataSource writes;
  private final DataSource orders;
  private final List<HikariDataSource> own = new ArrayList<>();

  /** Takes the host's connections. */
  Pools(Dialect dialect, DataSource dataSource) {
    this.dialect = dialect;
    this.reads = dataSource;
    this.writes = dataSource;
    this.orders = dataSource;
  }

  /** Makes connections of its own: one that orders events, which no crowd of callers holds up. */
  Pools(String url, String user, String password, int most) {
    this.dialect = dialectOf(url);
    // a unit may need what is read beside it, and would wait for itself if all were writing
    HikariConfig reading = config(url, user, password, Math.max(1, most / 2), "crmkit-reads");
    HikariConfig writing = config(url, user, password, Math.max(1, most / 2), "crmkit-writes");
    writing.setAutoCommit(false);
    HikariConfig ordering = config(url, user, password, 1, "crmkit-order");
    ordering.setAutoCommit(false);
    if (dialect instanceof PostgresDialect) {
      writing.addDataSourceProperty("reWriteBatchedInserts", "true");
      ordering.addDataSourceProperty("reWriteBatchedInserts", "true");
    }
    HikariDataSource readPool = new HikariDataSource(reading);
    own.add(readPool);
    HikariDataSource writePool = new HikariDataSource(writing);
    own.add(writePool);
    HikariDataSource orderPool = new HikariDataSource(ordering);
    own.add(orderPool);
    reads = readPool;
    writes = writePool;
    orders = orderPool;
  }

  private static HikariConfig config(
      String url, String user, String password, int most, String name) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(Math.min(2, most));
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setInitializationFailTimeout(-1); // told when the storage is opened
    config.setPoolName(name);
    // said, as a pool that was to ask its first connection, and lost it, never makes another
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return config;
  }

  private static Dialect dialectOf(String url) {
    String scheme = url.toLowerCase(Locale.ROOT);
    if (scheme.startsWith("jdbc:postgresql:")) {
      Dependencies.require("org.postgresql.Driver", "org.postgresql:postgresql");
      return new PostgresDialect();
    }
    if (scheme.startsWith("jdbc:mariadb:")) {
      Dependencies.require("org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client");
      return new MariaDbDialect();
    }
    throw new IllegalArgumentException(
        "an address begins with jdbc:postgresql: or jdbc:mariadb:, not like "
            + url.replaceAll("//.*", "//…"));
  }

  /** Finds out what the host's connections lead to. */
  static Dialect dialectOf(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      return switch (product.toLowerCase(Locale.ROOT)) {
        case "postgresql" -> new PostgresDialect();
        case "mariadb", "mysql" -> new MariaDbDialect();
        default ->
            throw new IllegalArgumentException(
                product + " is none of PostgreSQL and MariaDB; a SQLite file is given by its path");
      };
    } catch (SQLException e) {
      throw Failures.unavailable(e);
    }
  }

  Dialect dialect() {
    return dialect;
  }

  DataSource dataSource() {
    return reads;
  }

  /** Returns a connection on which every statement stands alone. */
  Connection reading() {
    return connection(reads, true);
  }

  /** Returns a connection on which statements wait for a commit, each seeing what is committed. */
  Connection writing() {
    return connection(writes, false);
  }

  /** Returns a connection like {@link #writing}, for the one who orders events. */
  Connection ordering() {
    return connection(orders, false);
  }

  private Connection connection(DataSource source, boolean isSingle) {
    try {
      Connection connection = source.getConnection();
      try {
        prepare(connection, isSingle);
        return connection;
      } catch (SQLException e) {
        connection.close(); // or a pool would think it in use
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.unavailable(e);
    }
  }

  private void prepare(Connection connection, boolean isSingle) throws SQLException {
    if (connection.getAutoCommit() != isSingle) {
      connection.setAutoCommit(isSingle);
    }
    boolean isForeign = !isSingle && own.isEmpty() && dialect instanceof MariaDbDialect;
    if (isForeign
        && connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  void close() {
    own.forEach(HikariDataSource::close);
  }
}
