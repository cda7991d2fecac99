package io.crmkit.bench;

import io.crmkit.Crm;
import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.JdbcStorage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A database that flushes each commit to the disk, for CrmKit and for hand-written JDBC beside it.
 * On PostgreSQL both use the same tables; a SQLite file has one owner, so each has a file of its
 * own with the same schema.
 */
final class BenchDatabase implements AutoCloseable {
  private final Path folder;
  private final @Nullable EmbeddedPostgres server;
  private final List<Connection> connections = new ArrayList<>();
  private @Nullable Path file;

  private BenchDatabase(Path folder, @Nullable EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
  }

  /** Starts one by its name: {@code sqlite} or {@code postgresql}. */
  static BenchDatabase start(String name) throws IOException {
    Path folder = Files.createTempDirectory("crmkit-bench");
    if (name.equals("sqlite")) {
      return new BenchDatabase(folder, null);
    }
    if (!name.equals("postgresql")) {
      throw new IllegalArgumentException("neither sqlite nor postgresql: " + name);
    }
    return new BenchDatabase(
        folder,
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("max_wal_size", "4GB")
            .start());
  }

  String name() {
    return server == null ? "SQLite" : "PostgreSQL";
  }

  boolean isPostgres() {
    return server != null;
  }

  /** Returns a new storage; on SQLite, each has a file of its own. */
  Storage storage() {
    if (server == null) {
      file = folder.resolve("crm-" + System.nanoTime() + ".db");
      return JdbcStorage.sqlite(file);
    }
    return JdbcStorage.builder()
        .connect(url(), "postgres", "postgres")
        .schema(JdbcStorage.SchemaMode.CREATE_MISSING)
        .build();
  }

  /**
   * Returns how many bytes each table takes with its indexes, as of the newest storage, which is
   * closed by now.
   */
  Map<String, Long> sizes() throws SQLException {
    String query =
        server == null
            ? "SELECT m.tbl_name, SUM(s.pgsize) FROM dbstat s JOIN sqlite_schema m ON m.name = s.name"
                + " GROUP BY m.tbl_name"
            : "SELECT relname, pg_total_relation_size(oid) FROM pg_class"
                + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";
    Map<String, Long> sizes = new TreeMap<>();
    try (Connection connection =
            server == null
                ? DriverManager.getConnection("jdbc:sqlite:" + file)
                : DriverManager.getConnection(url(), "postgres", "postgres");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        sizes.put(result.getString(1), result.getLong(2));
      }
    }
    return sizes;
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:"
        + java.util.Objects.requireNonNull(server).getPort()
        + "/postgres";
  }

  /** Returns a connection to tables of the same schema, set as well as CrmKit sets its own. */
  Connection connect() throws SQLException {
    Connection connection;
    if (server == null) {
      Path file = folder.resolve("hand.db");
      if (!Files.exists(file)) {
        Crm.builder().storage(JdbcStorage.sqlite(file)).build().close();
      }
      connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute("PRAGMA cache_size = -65536");
        statement.execute("PRAGMA mmap_size = 268435456");
      }
    } else {
      connection =
          DriverManager.getConnection(
              url() + "?reWriteBatchedInserts=true", "postgres", "postgres");
    }
    connections.add(connection);
    return connection;
  }

  @Override
  public void close() throws IOException, SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
    if (server != null) {
      server.close();
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
