package io.crmkit.testkit;

import static io.crmkit.testkit.Samples.PATRON;
import static io.crmkit.testkit.Samples.VENUE;
import static io.crmkit.testkit.StorageBench.id;
import static io.crmkit.testkit.StorageBench.sorted;
import static io.crmkit.testkit.StorageBench.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Condition;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Note;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.UniqueKeyException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Units of work: all or nothing, one after the other. */
interface UnitContract extends StorageBench {

  @Test
  default void transact_workReturns_returnsItsResult() {
    String result = storage().transact(ORGANIZATION, unit -> "done");

    assertThat(result).isEqualTo("done");
  }

  @Test
  default void transact_workThrows_throwsTheSame() {
    IllegalArgumentException mistake = new IllegalArgumentException("no such day");

    assertThatThrownBy(
            () ->
                storage()
                    .transact(
                        ORGANIZATION,
                        unit -> {
                          throw mistake;
                        }))
        .isSameAs(mistake);
  }

  @Test
  default void transact_notCommittedYet_isSeenInsideOnly() {
    Indexed row = Rows.of(VENUE, "name", "Sorano");
    LogEntry event = Rows.event(ORGANIZATION, "venue", id(row), 1);
    List<Object> outside = new ArrayList<>();

    List<Object> inside =
        storage()
            .transact(
                ORGANIZATION,
                unit -> {
                  unit.insert(VENUE, List.of(row));
                  unit.append(List.of(event));
                  unit.putNote(new Note("answer", "1", "{}", null));
                  outside.addAll(everything(reads(), row));
                  return everything(unit, row);
                });

    assertThat(outside).isEmpty();
    assertThat(inside).hasSize(6);
    assertThat(everything(reads(), row)).hasSize(6);
  }

  @Test
  default void transact_changedInside_readsTheChange() {
    Indexed first = Rows.of(VENUE, "name", "Sorano", "tags", List.of("jazz"));
    insert(VENUE, first);
    Indexed second = Rows.next(VENUE, first.row(), "name", "Daniel", "tags", List.of("wrestling"));
    Selection byOldWord =
        new Selection(
            Condition.always(),
            List.of("sorano"),
            Selection.of(Condition.always(), 1).sort(),
            null,
            10,
            false);
    Selection byNewTag = Selection.of(Condition.eq("tags", "wrestling"), 10);

    List<List<Row>> seen =
        storage()
            .transact(
                ORGANIZATION,
                unit -> {
                  unit.update(VENUE, first, second);
                  List<List<Row>> found =
                      List.of(
                          unit.findAll(VENUE, List.of(id(first))),
                          unit.select(VENUE, byNewTag).rows(),
                          unit.select(VENUE, byOldWord).rows());
                  unit.delete(VENUE, second);
                  assertThat(unit.find(VENUE, id(first))).isEmpty();
                  assertThat(unit.count(VENUE, byNewTag, 10)).isZero();
                  return found;
                });

    assertThat(seen).containsExactly(List.of(second.row()), List.of(second.row()), List.of());
  }

  @Test
  default void lockNames_concurrentUnits_takeTurns() throws Exception {
    Callable<Boolean> adder =
        () -> {
          for (int i = 0; i < 10; i++) {
            storage()
                .transact(
                    ORGANIZATION,
                    unit -> {
                      unit.lockNames(List.of("other", "counter", "counter"));
                      long value =
                          unit.note("count", "1").map(Note::value).map(Long::parseLong).orElse(0L);
                      unit.putNote(new Note("count", "1", Long.toString(value + 1), null));
                      return value;
                    });
          }
          return true;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(4, adder))) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(reads().note("count", "1").orElseThrow().value()).isEqualTo("40");
  }

  @Test
  default void transact_workThrowsAfterWriting_leavesNothing() {
    Indexed kept = Rows.of(VENUE, "name", "Sorano", "tags", List.of("jazz"));
    insert(VENUE, kept);
    Indexed dropped = Rows.of(VENUE, "name", "Daniel", "custom", "{\"size\":3}");
    Indexed changed = Rows.next(VENUE, kept.row(), "name", "Other", "tags", List.of("none"));

    assertThatThrownBy(
            () ->
                storage()
                    .transact(
                        ORGANIZATION,
                        unit -> {
                          unit.insert(VENUE, List.of(dropped));
                          unit.update(VENUE, kept, changed);
                          unit.append(List.of(Rows.event(ORGANIZATION, "venue", id(dropped), 1)));
                          unit.putNote(new Note("answer", "1", "{}", null));
                          throw new IllegalStateException("changed my mind");
                        }))
        .hasMessage("changed my mind");

    assertThat(everything(reads(), dropped)).isEmpty();
    assertThat(ids(VENUE, Condition.eq("custom.size", 3L))).isEmpty();
    assertThat(ids(VENUE, Condition.eq("tags", "none"))).isEmpty();
    assertThat(ids(VENUE, Condition.eq("tags", "jazz"))).containsExactly(id(kept));
    assertThat(reads().find(VENUE, id(kept))).contains(kept.row());
    LogEntry later = Rows.event(ORGANIZATION, "venue", id(kept), 2);
    append(ORGANIZATION, later);
    assertThat(LogContract.awaitFeed(storage(), null, 1))
        .extracting(LogEntry::id)
        .containsExactly(later.id());
  }

  /** An operation that failed ends the unit, so going on regardless commits nothing. */
  @Test
  default void transact_failureCaughtByTheWork_commitsNothing() {
    insert(VENUE, Rows.of(VENUE, "slug", "taken"));
    Indexed before = Rows.of(VENUE, "name", "Sorano");

    assertThatThrownBy(
            () ->
                storage()
                    .transact(
                        ORGANIZATION,
                        unit -> {
                          unit.insert(VENUE, List.of(before));
                          try {
                            unit.insert(VENUE, List.of(Rows.of(VENUE, "slug", "taken")));
                          } catch (UniqueKeyException e) {
                            return "never mind";
                          }
                          return "not refused yet";
                        }))
        .isInstanceOf(RuntimeException.class);
    assertThat(reads().find(VENUE, id(before))).isEmpty();
  }

  @Test
  default void transact_eightThreadsIncrementOneRow_loseNothing() throws Exception {
    int rounds = 20;
    Indexed row = Rows.of(PATRON, "name", "Awa", "age", 0);
    insert(PATRON, row);

    onEightThreads(
        () -> {
          for (int i = 0; i < rounds; ) {
            i += increment(row) ? 1 : 0;
          }
          return rounds;
        });

    Row last = reads().find(PATRON, id(row)).orElseThrow();
    assertThat(last.get(PATRON.field("age"))).isEqualTo(8 * rounds);
    assertThat(last.version()).isEqualTo(1 + 8 * rounds);
  }

  @Test
  default void lock_eightThreadsReadAndIncrement_noneIsStale() throws Exception {
    Indexed row = Rows.of(PATRON, "name", "Awa", "age", 0);
    insert(PATRON, row);

    List<Long> versions =
        onEightThreads(
            () ->
                storage()
                    .transact(
                        ORGANIZATION,
                        unit -> {
                          unit.lock(PATRON, List.of(id(row), Rows.newId()));
                          Row read = unit.find(PATRON, id(row)).orElseThrow();
                          Indexed next =
                              Rows.next(
                                  PATRON, read, "age", 1 + (Integer) read.get(PATRON.field("age")));
                          unit.update(PATRON, Rows.indexed(PATRON, read), next);
                          return next.row().version();
                        }));

    assertThat(versions).containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  default void transact_eightThreadsClaimOneUniqueValue_oneWins() throws Exception {
    List<Boolean> won =
        onEightThreads(
            () -> {
              while (true) {
                try {
                  insert(PATRON, Rows.of(PATRON, "email", "awa@example.org"));
                  return true;
                } catch (UniqueKeyException e) {
                  return false;
                } catch (StaleVersionException e) {
                  // lost a race: try again
                }
              }
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(ids(PATRON, Condition.eq("email", "awa@example.org"))).hasSize(1);
  }

  @Test
  default void transact_twoReadBeforeOneWrites_theOtherIsStale() {
    Indexed first = Rows.of(VENUE, "name", "Sorano");
    insert(VENUE, first);
    Indexed won = Rows.next(VENUE, first.row(), "name", "won");
    update(VENUE, first, won);

    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(() -> update(VENUE, first, Rows.next(VENUE, first.row(), "name", "lost")));
    assertThat(reads().find(VENUE, id(first))).contains(won.row());
  }

  private boolean increment(Indexed row) {
    try {
      return storage()
          .transact(
              ORGANIZATION,
              unit -> {
                Row read = unit.find(PATRON, id(row)).orElseThrow();
                Object age = 1 + (Integer) read.get(PATRON.field("age"));
                unit.update(
                    PATRON, Rows.indexed(PATRON, read), Rows.next(PATRON, read, "age", age));
                return true;
              });
    } catch (StaleVersionException e) {
      return false;
    }
  }

  private static <R> List<R> onEightThreads(Callable<R> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<R> results = new ArrayList<>();
      for (Future<R> each : threads.invokeAll(java.util.Collections.nCopies(8, work))) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Returns one thing for each way in which the row, its event or the note can be seen. */
  private static List<Object> everything(Reads reads, Indexed row) {
    List<Object> seen = new ArrayList<>();
    reads.find(VENUE, id(row)).ifPresent(seen::add);
    seen.addAll(reads.findAll(VENUE, List.of(id(row))));
    Condition isName = Condition.eq("name", row.row().get(VENUE.field("name")));
    seen.addAll(walk(reads, VENUE, sorted(isName, 10, "name")));
    Selection byWord =
        new Selection(
            Condition.always(),
            List.copyOf(row.words()),
            sorted(isName, 1, "id").sort(),
            null,
            10,
            false);
    if (reads.count(VENUE, byWord, 10) > 0) {
      seen.add(byWord);
    }
    seen.addAll(reads.history("venue", id(row), null, 10));
    reads.note("answer", "1").ifPresent(seen::add);
    return seen;
  }
}
