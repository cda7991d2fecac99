package io.crmkit.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.storage.Note;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notes that have expired do not pile up. */
final class NotesTest {
  private static final UUID ORGANIZATION = Rows.newId();
  private static final Instant PAST = Instant.parse("2001-01-01T00:00:00Z");

  @TempDir private Path folder;

  private static void addAndSweep(JdbcStorage storage) {
    try (storage) {
      storage.open(Samples.SCHEMA);
      add(storage, "kept", null);
      add(storage, "future", Instant.parse("9999-01-01T00:00:00Z"));
      add(storage, "fresh", Instant.now().minusSeconds(60));
      for (int i = 0; i < 1_000; i++) {
        add(storage, "gone" + i, PAST.plusSeconds(i));
      }
      assertThat(storage.read(ORGANIZATION).note("answer", "kept")).isPresent();
      assertThat(storage.read(ORGANIZATION).note("answer", "future")).isPresent();
    }
  }

  private static void add(JdbcStorage storage, String key, @Nullable Instant expiresAt) {
    storage.transact(
        ORGANIZATION,
        unit -> {
          unit.addNote(new Note("answer", key, "{}", expiresAt));
          return key;
        });
  }

  private static long count(String url, String user, String password) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT COUNT(*) FROM crmkit_note WHERE kind = 'answer'")) {
      result.next();
      return result.getLong(1);
    }
  }

  @Test
  void addNote_overTime_sweepsExpiredOnesOnSqlite() throws SQLException {
    Path file = folder.resolve("crm.db");

    addAndSweep(JdbcStorage.sqlite(file));

    assertThat(count("jdbc:sqlite:" + file, "", "")).isBetween(3L, 203L);
  }

  @Test
  void addNote_overTime_sweepsExpiredOnesOnPostgres() throws SQLException {
    String url = PostgresServer.newDatabase();

    addAndSweep(PostgresServer.storage(url));

    assertThat(count(url, "postgres", "postgres")).isBetween(3L, 203L);
  }

  @Test
  void addNote_overTime_sweepsExpiredOnesOnMariaDb() throws SQLException {
    String url = MariaDbServer.newDatabase();

    addAndSweep(MariaDbServer.storage(url));

    assertThat(count(url, "root", "")).isBetween(3L, 203L);
  }
}
