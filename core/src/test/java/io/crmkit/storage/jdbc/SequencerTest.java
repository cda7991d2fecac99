package io.crmkit.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmkit.storage.LogEntry;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The order of events on a server that several processes write to. */
final class SequencerTest {
  private static final UUID ORGANIZATION = Rows.newId();
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int ALL = 10_000;

  private static JdbcStorage opened(String url) {
    JdbcStorage storage = PostgresServer.storage(url);
    storage.open(Samples.SCHEMA);
    return storage;
  }

  private static LogEntry append(JdbcStorage storage, UUID organization) {
    LogEntry event = Rows.event(organization, "venue", Rows.newId(), 1);
    return storage.transact(
        organization,
        unit -> {
          unit.append(List.of(event));
          return event;
        });
  }

  @Test
  void feed_firstToAppendCommitsLast_isNotMissed() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (JdbcStorage storage = opened(PostgresServer.newDatabase())) {
      CountDownLatch hasAppended = new CountDownLatch(1);
      CountDownLatch mayCommit = new CountDownLatch(1);
      LogEntry late = Rows.event(ORGANIZATION, "venue", Rows.newId(), 1);
      Future<Boolean> commit =
          thread.submit(
              () ->
                  storage.transact(
                      ORGANIZATION,
                      unit -> {
                        unit.append(List.of(late));
                        unit.history("venue", late.recordId(), null, 1); // sends the event
                        hasAppended.countDown();
                        return awaitUninterruptibly(mayCommit);
                      }));
      hasAppended.await();
      for (int i = 0; i < 20; i++) {
        append(storage, ORGANIZATION);
      }
      await().atMost(SOON).until(() -> storage.lastPosition() == 20);
      List<LogEntry> before = storage.feed(null, 0, ALL);

      mayCommit.countDown();
      commit.get();

      await().atMost(SOON).until(() -> storage.lastPosition() == 21);
      List<LogEntry> after = storage.feed(null, 20, ALL);
      assertThat(before).hasSize(20);
      assertThat(after).extracting(LogEntry::id).containsExactly(late.id());
      assertThat(storage.feed(null, 0, 20)).isEqualTo(before);
    } finally {
      thread.shutdownNow();
    }
  }

  private static boolean awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void feed_twoStoragesOnOneDatabase_bothSeeAllInTheSameOrder() throws Exception {
    String url = PostgresServer.newDatabase();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (JdbcStorage here = opened(url);
        JdbcStorage there = opened(url)) {
      AtomicInteger heard = new AtomicInteger();
      there.onSequenced(heard::incrementAndGet);
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        JdbcStorage storage = i % 2 == 0 ? here : there;
        UUID organization = i % 3 == 0 ? ORGANIZATION : Rows.newId();
        writers.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < 50; n++) {
                    append(storage, organization);
                  }
                }));
      }
      for (Future<?> each : writers) {
        each.get();
      }

      await().atMost(SOON).until(() -> here.lastPosition() == 400);
      assertThat(there.feed(null, 0, ALL)).hasSize(400).isEqualTo(here.feed(null, 0, ALL));
      assertThat(ChainCheck.brokenLinks(url, "postgres", "postgres")).isEmpty();
      int before = heard.get();
      append(here, ORGANIZATION);
      await().atMost(SOON).until(() -> heard.get() > before);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void open_eventsLeftWithoutPosition_areNumbered() {
    String url = PostgresServer.newDatabase();
    try (JdbcStorage first = opened(url)) {
      append(first, ORGANIZATION);
      await().atMost(SOON).until(() -> first.lastPosition() == 1);
    }
    PostgresServer.run(
        url,
        "WITH gone AS (DELETE FROM crmkit_event_order RETURNING event_id, organization_id)"
            + " INSERT INTO crmkit_event_todo (organization_id, event_id, hash)"
            + " SELECT g.organization_id, g.event_id, e.hash FROM gone g"
            + " JOIN crmkit_event e ON e.id = g.event_id",
        "DELETE FROM crmkit_event_head",
        "UPDATE crmkit_sequencer SET position = 0");

    try (JdbcStorage second = opened(url)) {
      await().atMost(SOON).until(() -> second.lastPosition() == 1);
    }
    assertThat(ChainCheck.brokenLinks(url, "postgres", "postgres")).isEmpty();
  }
}
