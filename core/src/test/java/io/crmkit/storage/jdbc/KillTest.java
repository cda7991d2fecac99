package io.crmkit.storage.jdbc;

import static io.crmkit.testkit.Samples.VENUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmkit.record.Condition;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Selection;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  @TempDir private Path folder;

  @Test
  void transact_killedTwiceOnSqlite_losesNothingAcknowledged() throws Exception {
    killOnSqlite(2, 300);
  }

  @Test
  @Tag("slow")
  void transact_killedOftenOnSqlite_losesNothingAcknowledged() throws Exception {
    killOnSqlite(20, 3_000);
  }

  @Test
  void transact_killedOnPostgres_losesNothingAcknowledged() throws Exception {
    String url = PostgresServer.newDatabase();
    Set<String> acknowledged = writeAndKill(url, 300);

    try (JdbcStorage storage = PostgresServer.storage(url)) {
      verify(storage, acknowledged);
    }
    assertThat(ChainCheck.brokenLinks(url, "postgres", "postgres")).isEmpty();
  }

  private void killOnSqlite(int kills, int atLeast) throws Exception {
    Path file = folder.resolve("crm.db");
    Set<String> acknowledged = new HashSet<>();
    for (int i = 0; i < kills; i++) {
      acknowledged.addAll(writeAndKill(file.toString(), atLeast));
      try (JdbcStorage storage = JdbcStorage.sqlite(file)) {
        verify(storage, acknowledged);
      }
      assertThat(ChainCheck.brokenLinks("jdbc:sqlite:" + file, "", "")).isEmpty();
    }
  }

  private static void verify(JdbcStorage storage, Set<String> acknowledged) {
    storage.open(Samples.SCHEMA);
    long rows = 0;
    for (UUID organization : List.of(FIRST, SECOND)) {
      List<UUID> ids = new ArrayList<>();
      for (String each : acknowledged) {
        if (each.endsWith(organization.toString())) {
          ids.add(UUID.fromString(each.substring(0, 36)));
        }
      }
      assertThat(storage.read(organization).findAll(VENUE, ids)).hasSize(ids.size());
      Selection all = Selection.of(Condition.always(), 1);
      rows += storage.read(organization).count(VENUE, all, ALL);
    }
    long expected = rows;
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> storage.feed(null, 0, ALL).size() >= expected);
    List<LogEntry> feed = storage.feed(null, 0, ALL);
    assertThat(feed).hasSize((int) rows);
    assertThat(feed.get(feed.size() - 1).position()).isEqualTo(rows);
    assertThat(feed.stream().map(LogEntry::id).distinct()).hasSize(feed.size());
  }

  /** Runs a writer, kills it after so many commits at least, and returns what it acknowledged. */
  private static Set<String> writeAndKill(String target, int atLeast)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledWriter.class.getName(),
                target,
                FIRST.toString(),
                SECOND.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Set<String> acknowledged = new HashSet<>();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.length() == 73) { // a line may be cut short
          acknowledged.add(line);
        }
        if (acknowledged.size() == atLeast) {
          writer.toHandle().destroyForcibly(); // what it printed before stays readable
        }
      }
    }
    writer.waitFor();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(atLeast);
    return acknowledged;
  }
}
