package io.crmkit.storage.jdbc;

import static io.crmkit.testkit.Samples.VENUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmkit.storage.LogEntry;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged survives {@code kill -9}, and the order of events has no gap. */
final class KillTest {
  private static final UUID FIRST = Rows.newId();
  private static final UUID SECOND = Rows.newId();
  private static final int ALL = 1_000_000;
  private static final int OFTEN = 20;
  private static final int MANY = 600;

  @TempDir private Path folder;

  private final Set<String> acknowledged = new HashSet<>();

  /** Where is written, and how it is looked at past the storage. */
  private record Target(String argument, String url, String user) {
    static Target sqlite(Path file) {
      return new Target(file.toString(), "jdbc:sqlite:" + file, "");
    }

    static Target postgres(String url) {
      return new Target(url, url, "postgres");
    }

    JdbcStorage storage() {
      return argument.startsWith("jdbc:")
          ? PostgresServer.storage(url)
          : JdbcStorage.sqlite(Path.of(argument));
    }

    long number(String query) {
      try (Connection connection = DriverManager.getConnection(url, user, user);
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(query)) {
        result.next();
        return result.getLong(1);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void transact_killedTwiceOnSqlite_losesNothingAcknowledged() throws Exception {
    killWriters(Target.sqlite(folder.resolve("crm.db")), 2, 300);
  }

  @Test
  @Tag("slow")
  void transact_killedOftenOnSqlite_losesNothingAcknowledged() throws Exception {
    killWriters(Target.sqlite(folder.resolve("crm.db")), OFTEN, MANY);
  }

  @Test
  void transact_killedOnPostgres_losesNothingAcknowledged() throws Exception {
    killWriters(Target.postgres(PostgresServer.newDatabase()), 1, 300);
  }

  @Test
  @Tag("slow")
  void transact_killedOftenOnPostgres_losesNothingAcknowledged() throws Exception {
    try (RestartablePostgres server = new RestartablePostgres(folder)) {
      Target target = Target.postgres(server.url());
      assertThat(
              target.number(
                  "SELECT COUNT(*) FROM pg_settings WHERE name = 'fsync' AND setting = 'on'"))
          .isEqualTo(1);

      killWriters(target, OFTEN, MANY);
    }
  }

  @Test
  @Tag("slow")
  void transact_serverKilledOften_losesNothingAcknowledged() throws Exception {
    try (RestartablePostgres server = new RestartablePostgres(folder)) {
      Target target = Target.postgres(server.url());
      for (int i = 0; i < OFTEN; i++) {
        writeUntil(target, MANY, server::kill);
        server.start();
        verify(target);
      }
      report("server", target, OFTEN);
    }
  }

  private void killWriters(Target target, int kills, int atLeast) throws Exception {
    for (int i = 0; i < kills; i++) {
      writeUntil(target, atLeast, () -> {});
      verify(target);
    }
    report("writer", target, kills);
  }

  private void report(String killed, Target target, int kills) {
    System.out.printf(
        "%s of %s killed %d times: %d writes acknowledged, 0 lost, 0 half records,"
            + " 0 events without row, %d rows%n",
        killed,
        target.url().replaceAll("^jdbc:([a-z]+):.*", "$1"),
        kills,
        acknowledged.size(),
        target.number("SELECT COUNT(*) FROM venue"));
  }

  private void verify(Target target) {
    try (JdbcStorage storage = target.storage()) {
      storage.open(Samples.SCHEMA);
      for (UUID organization : List.of(FIRST, SECOND)) {
        List<UUID> ids = new ArrayList<>();
        for (String each : acknowledged) {
          if (each.endsWith(organization.toString())) {
            ids.add(UUID.fromString(each.substring(0, 36)));
          }
        }
        assertThat(storage.read(organization).findAll(VENUE, ids)).hasSize(ids.size());
      }
      long rows = target.number("SELECT COUNT(*) FROM venue");
      await().atMost(Duration.ofSeconds(20)).until(() -> storage.feed(null, 0, ALL).size() >= rows);
      List<LogEntry> feed = storage.feed(null, 0, ALL);
      assertThat(feed).hasSize((int) rows);
      assertThat(feed.get(feed.size() - 1).position()).isEqualTo(rows);
      assertThat(feed.stream().map(LogEntry::id).distinct()).hasSize(feed.size());
    }
    assertThat(without(target, "SELECT id FROM venue", "SELECT record_id FROM crmkit_event"))
        .as("rows without event")
        .isZero();
    assertThat(without(target, "SELECT id FROM venue", "SELECT id FROM crmkit_word"))
        .as("rows that are not found by their words")
        .isZero();
    assertThat(without(target, "SELECT record_id FROM crmkit_event", "SELECT id FROM venue"))
        .as("events without row")
        .isZero();
    assertThat(without(target, "SELECT id FROM crmkit_word", "SELECT id FROM venue"))
        .as("words without row")
        .isZero();
    assertThat(ChainCheck.brokenLinks(target.url(), target.user(), target.user())).isEmpty();
  }

  private static long without(Target target, String these, String those) {
    return target.number("SELECT COUNT(*) FROM (" + these + " EXCEPT " + those + ") x");
  }

  /** Runs a writer, kills it after so many commits at least, and keeps what it acknowledged. */
  private void writeUntil(Target target, int atLeast, Runnable before)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledWriter.class.getName(),
                target.argument(),
                FIRST.toString(),
                SECOND.toString())
            .redirectError(folder.resolve("writer.log").toFile())
            .start();
    Set<String> now = new HashSet<>();
    boolean isKilled = false;
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.length() == 73) { // a line may be cut short
          now.add(line);
        }
        if (now.size() >= atLeast && !isKilled) {
          isKilled = true;
          before.run();
          writer.toHandle().destroyForcibly(); // what it printed before stays readable
        }
      }
    }
    writer.waitFor();
    assertThat(now).hasSizeGreaterThanOrEqualTo(atLeast);
    acknowledged.addAll(now);
  }
}
