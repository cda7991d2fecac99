package io.crmkit.testkit;

import static io.crmkit.testkit.Samples.CURATOR;
import static io.crmkit.testkit.Samples.VENUE;
import static io.crmkit.testkit.StorageBench.id;
import static io.crmkit.testkit.StorageBench.sorted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Condition;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a queue needs: rows that are posted with a change, and taken up by one of many. */
interface QueueContract extends StorageBench {
  Selection BY_NAME = sorted(Condition.compare("name", Condition.Op.GTE, "A"), 3, "name");

  private boolean post(UUID organization, Indexed curator, Indexed... venues) {
    return storage()
        .transact(
            organization,
            unit -> {
              unit.insert(VENUE, List.of(venues));
              return unit.post(CURATOR, curator.row());
            });
  }

  @Test
  default void post_inAnOrganization_isCommittedWithTheChange() {
    Indexed curator = Rows.of(CURATOR, "name", "Awa", "email", "awa@example.org");
    Indexed venue = Rows.of(VENUE, "name", "Sorano");

    assertThat(post(ORGANIZATION, curator, venue)).isTrue();

    assertThat(storage().readPlatform().find(CURATOR, id(curator))).contains(curator.row());
    assertThat(reads().find(VENUE, id(venue))).isPresent();
  }

  @Test
  default void post_unitFails_leavesNothing() {
    Indexed curator = Rows.of(CURATOR, "name", "Awa");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                storage()
                    .transact(
                        ORGANIZATION,
                        unit -> {
                          unit.post(CURATOR, curator.row());
                          throw new IllegalStateException("changed its mind");
                        }));

    assertThat(storage().readPlatform().find(CURATOR, id(curator))).isEmpty();
  }

  @Test
  default void post_valueTaken_addsNothingAndTheUnitGoesOn() {
    Indexed first = Rows.of(CURATOR, "name", "Awa", "email", "awa@example.org");
    Indexed second = Rows.of(CURATOR, "name", "Binta", "email", "awa@example.org");
    Indexed venue = Rows.of(VENUE, "name", "Sorano");
    post(OTHER, first);

    boolean isAdded =
        storage()
            .transact(
                ORGANIZATION,
                unit -> {
                  boolean added = unit.post(CURATOR, second.row());
                  unit.insert(VENUE, List.of(venue));
                  return added;
                });

    assertThat(isAdded).isFalse();
    assertThat(storage().readPlatform().find(CURATOR, id(second))).isEmpty();
    assertThat(reads().find(VENUE, id(venue))).isPresent();
  }

  @Test
  default void post_sameValueAtOnce_addsOne() throws Exception {
    Callable<Boolean> poster =
        () -> post(ORGANIZATION, Rows.of(CURATOR, "name", "Awa", "email", "awa@example.org"));

    List<Boolean> added = atOnce(Collections.nCopies(8, poster));

    assertThat(added).containsOnlyOnce(true);
  }

  @Test
  default void post_typeOfOrganizations_isRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                storage()
                    .transact(
                        ORGANIZATION,
                        unit -> unit.post(VENUE, Rows.of(VENUE, "name", "Sorano").row())));
  }

  @Test
  default void post_lookedForInTheSameUnit_isThere() {
    Indexed awa = Rows.of(CURATOR, "name", "Awa");
    Indexed binta = Rows.of(CURATOR, "name", "Binta");
    Indexed coumba = Rows.of(CURATOR, "name", "Coumba");
    Indexed daba = Rows.next(CURATOR, coumba.row(), "name", "Daba");

    List<Row> claimed =
        storage()
            .platform(
                unit -> {
                  unit.post(CURATOR, awa.row());
                  assertThat(unit.find(CURATOR, id(awa))).contains(awa.row());
                  unit.post(CURATOR, binta.row());
                  unit.delete(CURATOR, binta);
                  unit.post(CURATOR, coumba.row());
                  unit.updateAll(CURATOR, List.of(coumba), List.of(daba));
                  return unit.claim(CURATOR, BY_NAME);
                });

    assertThat(claimed).containsExactly(awa.row(), daba.row());
  }

  @Test
  default void updateAll_rows_overwritesEachOrNone() {
    Indexed first = Rows.of(CURATOR, "name", "Awa");
    Indexed second = Rows.of(CURATOR, "name", "Binta");
    post(ORGANIZATION, first);
    post(ORGANIZATION, second);
    Indexed firstNext = Rows.next(CURATOR, first.row(), "name", "Coumba");
    Indexed secondNext = Rows.next(CURATOR, second.row(), "name", "Daba");

    updateAll(List.of(first, second), List.of(firstNext, secondNext));

    assertThat(storage().readPlatform().findAll(CURATOR, List.of(id(first), id(second))))
        .containsExactlyInAnyOrder(firstNext.row(), secondNext.row());
    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(
            () ->
                updateAll(
                    List.of(firstNext, second),
                    List.of(Rows.next(CURATOR, firstNext.row(), "name", "Eva"), secondNext)));
    assertThat(storage().readPlatform().find(CURATOR, id(first))).contains(firstNext.row());
  }

  private void updateAll(List<Indexed> before, List<Indexed> after) {
    storage()
        .platform(
            unit -> {
              unit.updateAll(CURATOR, before, after);
              return before;
            });
  }

  @Test
  default void claim_page_returnsItInOrder() {
    List<Row> rows = new ArrayList<>();
    for (String name : List.of("Daba", "Awa", "Coumba", "Binta")) {
      Indexed row = Rows.of(CURATOR, "name", name);
      rows.add(row.row());
      post(ORGANIZATION, row);
    }

    List<Row> claimed = storage().platform(unit -> unit.claim(CURATOR, BY_NAME));

    assertThat(claimed).containsExactly(rows.get(1), rows.get(3), rows.get(2));
  }

  @Test
  default void claim_concurrentUnits_getDifferentRows() throws Exception {
    for (int i = 0; i < 40; i++) {
      post(ORGANIZATION, Rows.of(CURATOR, "name", "Awa " + i));
    }
    Callable<List<UUID>> claimer =
        () -> {
          List<UUID> taken = new ArrayList<>();
          List<Row> claimed;
          do {
            claimed =
                storage()
                    .platform(
                        unit -> {
                          List<Row> rows = unit.claim(CURATOR, BY_NAME);
                          rows.forEach(
                              row ->
                                  unit.delete(
                                      CURATOR,
                                      new Indexed(row, Collections.emptySortedSet(), List.of())));
                          return rows;
                        });
            taken.addAll(StorageBench.ids(claimed));
          } while (!claimed.isEmpty() || storage().readPlatform().count(CURATOR, BY_NAME, 1) > 0);
          return taken;
        };

    List<UUID> all =
        atOnce(Collections.nCopies(4, claimer)).stream().flatMap(List::stream).toList();

    assertThat(all).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  default void claim_rowHeldByAnother_isPassedOverOrWaitedFor() throws Exception {
    Indexed held = Rows.of(CURATOR, "name", "Awa");
    Indexed free = Rows.of(CURATOR, "name", "Binta");
    post(ORGANIZATION, held);
    post(ORGANIZATION, free);
    CountDownLatch isHeld = new CountDownLatch(1);
    CountDownLatch isAsked = new CountDownLatch(1);
    Callable<List<UUID>> holder =
        () ->
            storage()
                .platform(
                    unit -> {
                      unit.lock(CURATOR, List.of(id(held)));
                      isHeld.countDown();
                      awaitQuietly(isAsked);
                      unit.delete(CURATOR, held);
                      return List.of();
                    });
    Callable<List<UUID>> claimer =
        () -> {
          isHeld.await();
          isAsked.countDown();
          return StorageBench.ids(storage().platform(unit -> unit.claim(CURATOR, BY_NAME)));
        };

    List<List<UUID>> claimed = atOnce(List.of(holder, claimer));

    assertThat(claimed.get(1)).containsExactly(id(free));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <R> List<R> atOnce(List<? extends Callable<R>> works) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(works.size());
    try {
      List<R> results = new ArrayList<>();
      for (Future<R> done : threads.invokeAll(works)) {
        results.add(done.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
