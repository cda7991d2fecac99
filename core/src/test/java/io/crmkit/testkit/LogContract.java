package io.crmkit.testkit;

import static io.crmkit.testkit.Samples.VENUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The log of events: one order for all readers, which never goes back. */
interface LogContract extends StorageBench {

  /** Waits until so many events have positions, at most ten seconds, and returns them all. */
  static List<LogEntry> awaitFeed(Storage storage, @Nullable UUID organization, int size) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> storage.feed(organization, 0, ALL).size() >= size);
    return storage.feed(organization, 0, ALL);
  }

  private static List<UUID> ids(List<LogEntry> entries) {
    return entries.stream().map(LogEntry::id).toList();
  }

  private static List<LogEntry> unnumbered(List<LogEntry> entries) {
    return entries.stream()
        .map(
            e ->
                new LogEntry(
                    null,
                    e.id(),
                    e.organization(),
                    e.at(),
                    e.actorKind(),
                    e.actorId(),
                    e.action(),
                    e.type(),
                    e.recordId(),
                    e.version(),
                    e.changes(),
                    e.metadata()))
        .toList();
  }

  @Test
  default void append_committed_appearsInTheFeedAsItWas() {
    LogEntry first = Rows.event(ORGANIZATION, "venue", Rows.newId(), 1);
    LogEntry second = Rows.event(ORGANIZATION, "venue", Rows.newId(), 1);

    append(ORGANIZATION, first);
    append(ORGANIZATION, second);

    List<LogEntry> feed = awaitFeed(storage(), ORGANIZATION, 2);
    assertThat(unnumbered(feed)).containsExactly(first, second);
    assertThat(feed).extracting(LogEntry::position).doesNotContainNull();
    assertThat(feed.get(0).position()).isPositive().isLessThan(feed.get(1).position());
  }

  @Test
  default void append_severalInOneUnit_keepTheirOrder() {
    List<LogEntry> events = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      events.add(0, Rows.event(ORGANIZATION, "venue", Rows.newId(), 1));
    }

    append(ORGANIZATION, events.toArray(LogEntry[]::new));

    assertThat(ids(awaitFeed(storage(), null, 50))).isEqualTo(ids(events));
  }

  @Test
  default void feed_severalOrganizations_eachHasItsOwnAndAllHaveOneOrder() {
    List<UUID> here = new ArrayList<>();
    List<UUID> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      UUID organization = i % 3 == 0 ? OTHER : ORGANIZATION;
      LogEntry event = Rows.event(organization, "venue", Rows.newId(), 1);
      append(organization, event);
      all.add(event.id());
      if (organization.equals(ORGANIZATION)) {
        here.add(event.id());
      }
    }

    List<LogEntry> feed = awaitFeed(storage(), null, 20);

    assertThat(ids(feed)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(ids(storage().feed(ORGANIZATION, 0, ALL))).isEqualTo(here);
    assertThat(storage().feed(OTHER, 0, ALL))
        .isEqualTo(feed.stream().filter(e -> e.organization().equals(OTHER)).toList());
    assertThat(storage().feed(Rows.newId(), 0, ALL)).isEmpty();
    assertThat(storage().lastPosition()).isEqualTo(feed.get(19).position());
  }

  @Test
  default void feed_fromAPositionWithLimit_goesOnBehindIt() {
    for (int i = 0; i < 7; i++) {
      append(ORGANIZATION, Rows.event(ORGANIZATION, "venue", Rows.newId(), 1));
    }
    List<LogEntry> whole = awaitFeed(storage(), ORGANIZATION, 7);

    List<LogEntry> paged = new ArrayList<>();
    List<LogEntry> page = storage().feed(ORGANIZATION, 0, 3);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      paged.addAll(page);
      page = storage().feed(ORGANIZATION, paged.get(paged.size() - 1).position(), 3);
    }

    assertThat(paged).isEqualTo(whole);
    assertThat(storage().feed(null, storage().lastPosition(), 3)).isEmpty();
  }

  @Test
  default void feed_empty_hasNoPosition() {
    assertThat(storage().feed(null, 0, ALL)).isEmpty();
    assertThat(storage().lastPosition()).isZero();
  }

  @Test
  default void feed_readWhileEightThreadsAppend_neverGoesBack() throws Exception {
    int writers = 8;
    int each = 25;
    AtomicInteger committed = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(writers + 2);
    try {
      List<Callable<List<UUID>>> tasks = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        UUID organization = i % 2 == 0 ? ORGANIZATION : OTHER;
        tasks.add(
            () -> {
              for (int n = 0; n < each; n++) {
                append(organization, Rows.event(organization, "venue", Rows.newId(), 1));
                committed.incrementAndGet();
              }
              return List.of();
            });
      }
      tasks.add(() -> follow(null, writers * each));
      tasks.add(() -> follow(ORGANIZATION, writers * each / 2));
      List<Future<List<UUID>>> done = threads.invokeAll(tasks);

      assertThat(committed).hasValue(writers * each);
      assertThat(done.get(writers).get()).isEqualTo(ids(storage().feed(null, 0, ALL)));
      assertThat(done.get(writers + 1).get()).isEqualTo(ids(storage().feed(ORGANIZATION, 0, ALL)));
    } finally {
      threads.shutdownNow();
    }
  }

  /** Reads on from the last position seen, until so many events came. */
  private List<UUID> follow(@Nullable UUID organization, int size) {
    List<UUID> seen = Collections.synchronizedList(new ArrayList<>());
    long[] after = {0};
    await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              for (LogEntry entry : storage().feed(organization, after[0], 5)) {
                assertThat(entry.position()).isGreaterThan(after[0]);
                after[0] = entry.position();
                seen.add(entry.id());
              }
              return seen.size() >= size;
            });
    return seen;
  }

  @Test
  default void onSequenced_eventsGotPositions_callsTheListener() {
    List<Long> heard = Collections.synchronizedList(new ArrayList<>());
    storage().onSequenced(() -> heard.add(storage().lastPosition()));

    append(ORGANIZATION, Rows.event(ORGANIZATION, "venue", Rows.newId(), 1));

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> heard.stream().anyMatch(position -> position > 0));
  }

  @Test
  default void history_rightAfterCommit_isCompleteNewestFirst() {
    UUID record = Rows.newId();
    LogEntry first = Rows.event(ORGANIZATION, "venue", record, 1);
    LogEntry second = Rows.event(ORGANIZATION, "venue", record, 2);
    LogEntry twin = Rows.event(ORGANIZATION, "venue", record, 2);

    append(ORGANIZATION, second, Rows.event(ORGANIZATION, "venue", Rows.newId(), 1));
    append(ORGANIZATION, Rows.event(ORGANIZATION, "patron", record, 1), twin);
    append(ORGANIZATION, first);

    assertThat(unnumbered(reads().history("venue", record, null, 10)))
        .containsExactly(twin, second, first);
  }

  @Test
  default void history_behindAnEvent_goesOnThere() {
    UUID record = Rows.newId();
    List<UUID> newestFirst = new ArrayList<>();
    for (int version = 1; version <= 7; version++) {
      LogEntry event = Rows.event(ORGANIZATION, "venue", record, version);
      append(ORGANIZATION, event);
      newestFirst.add(0, event.id());
    }

    List<UUID> paged = new ArrayList<>();
    UUID before = null;
    do {
      List<LogEntry> page = reads().history("venue", record, before, 2);
      before = page.isEmpty() ? null : page.get(page.size() - 1).id();
      paged.addAll(ids(page));
    } while (before != null && paged.size() < 100);

    assertThat(paged).isEqualTo(newestFirst);
    assertThat(reads().history("venue", Rows.newId(), null, 10)).isEmpty();
  }

  @Test
  default void history_insideTheUnit_hasItsOwnEvents() {
    LogEntry event = Rows.event(ORGANIZATION, "venue", Rows.newId(), 1);

    List<LogEntry> inside =
        storage()
            .transact(
                ORGANIZATION,
                unit -> {
                  unit.insert(VENUE, List.of(Rows.of(VENUE)));
                  unit.append(List.of(event));
                  return unit.history("venue", event.recordId(), null, 10);
                });

    assertThat(unnumbered(inside)).containsExactly(event);
  }
}
