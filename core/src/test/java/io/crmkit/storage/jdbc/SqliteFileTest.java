package io.crmkit.storage.jdbc;

import static io.crmkit.testkit.Samples.VENUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.crmkit.error.UnavailableException;
import io.crmkit.record.Condition;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Selection;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is special about a file of one's own: groups of commits, the lock, other programs. */
final class SqliteFileTest {
  private static final UUID ORGANIZATION = Rows.newId();
  private static final int ALL = 10_000;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("crm.db");
  }

  private JdbcStorage opened() {
    JdbcStorage storage = JdbcStorage.sqlite(file);
    storage.open(Samples.SCHEMA);
    return storage;
  }

  private static void write(JdbcStorage storage, String name, boolean isFailing) {
    storage.transact(
        ORGANIZATION,
        unit -> {
          Indexed row = Rows.of(VENUE, "name", name);
          unit.insert(VENUE, List.of(row));
          unit.append(List.of(Rows.event(ORGANIZATION, "venue", row.row().id(), 1)));
          if (isFailing) {
            throw new IllegalArgumentException("not this one");
          }
          return name;
        });
  }

  @Test
  void open_openAlready_isRefused() {
    try (JdbcStorage first = opened()) {
      assertThatIllegalStateException()
          .isThrownBy(this::opened)
          .withMessageContaining("is open already");
      write(first, "still works", false);
    }
    opened().close();
  }

  @Test
  void open_again_findsEverythingAndGoesOnNumbering() {
    try (JdbcStorage first = opened()) {
      write(first, "one", false);
    }

    try (JdbcStorage second = opened()) {
      write(second, "two", false);

      assertThat(second.read(ORGANIZATION).count(VENUE, selection(), ALL)).isEqualTo(2);
      assertThat(second.feed(null, 0, ALL)).extracting(LogEntry::position).containsExactly(1L, 2L);
    }
    assertThat(ChainCheck.brokenLinks("jdbc:sqlite:" + file, "", "")).isEmpty();
  }

  @Test
  void transact_manyAtOnceSomeFailing_keepsTheOthersInOneOrder() throws Exception {
    try (JdbcStorage storage = opened()) {
      ExecutorService threads = Executors.newFixedThreadPool(32);
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        String name = "venue " + i;
        boolean isFailing = i % 7 == 0;
        calls.add(
            () -> {
              try {
                write(storage, name, isFailing);
                return true;
              } catch (IllegalArgumentException e) {
                return false;
              }
            });
      }
      int written = 0;
      for (Future<Boolean> each : threads.invokeAll(calls)) {
        written += each.get() ? 1 : 0;
      }
      threads.shutdown();

      List<LogEntry> feed = storage.feed(null, 0, ALL);
      assertThat(written).isEqualTo(600 - 86);
      assertThat(feed).hasSize(written);
      assertThat(feed.get(written - 1).position()).isEqualTo(written);
      assertThat(storage.read(ORGANIZATION).count(VENUE, selection(), ALL)).isEqualTo(written);
      assertThat(ChainCheck.brokenLinks("jdbc:sqlite:" + file, "", "")).isEmpty();
    }
  }

  private static Selection selection() {
    return Selection.of(Condition.always(), 10);
  }

  @Test
  void transact_fileLockedByAnotherProgram_isUnavailableAndRecovers() throws Exception {
    try (JdbcStorage storage = opened();
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> write(storage, "while locked", false));
      statement.execute("ROLLBACK");
      write(storage, "afterwards", false);

      assertThat(storage.feed(null, 0, ALL)).hasSize(1);
      assertThat(storage.read(ORGANIZATION).count(VENUE, selection(), ALL)).isEqualTo(1);
    }
  }

  @Test
  void transact_withinWork_isRefused() {
    try (JdbcStorage storage = opened()) {
      assertThatIllegalStateException()
          .isThrownBy(
              () -> storage.transact(ORGANIZATION, unit -> storage.platform(inner -> inner)))
          .withMessageContaining("must not open another");
    }
  }
}
