package io.crmkit.storage.memory;

import static io.crmkit.testkit.Samples.CURATOR;
import static io.crmkit.testkit.Samples.VENUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.crmkit.record.Aggregation.Measure;
import io.crmkit.record.Aggregation.Op;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Schema;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Note;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Storage;
import io.crmkit.storage.Transaction;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import io.crmkit.testkit.StorageContract;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class MemoryStorageTest extends StorageContract {
  private static final UUID SOMEBODY = Rows.newId();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Override
  protected Storage emptyStorage() {
    return new MemoryStorage();
  }

  @Test
  void transact_withinWork_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> storage().transact(SOMEBODY, unit -> storage().platform(inner -> inner)))
        .withMessageContaining("must not open another");
  }

  @Test
  void transact_unitKeptBeyondItsEnd_isRefused() {
    List<Transaction> kept = new ArrayList<>();
    storage().transact(SOMEBODY, kept::add);

    assertThatIllegalStateException()
        .isThrownBy(() -> kept.get(0).putNote(new Note("kind", "key", "value", null)));
    assertThatIllegalStateException().isThrownBy(() -> kept.get(0).note("kind", "key"));
  }

  @Test
  void transact_nilOrganization_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> storage().transact(new UUID(0, 0), unit -> unit));
    assertThatIllegalArgumentException().isThrownBy(() -> storage().read(new UUID(0, 0)));
  }

  @Test
  void find_acrossThePlatformsBorder_isRefused() {
    UUID id = Rows.newId();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> storage().read(SOMEBODY).find(CURATOR, id))
        .withMessage("curator stands outside of organizations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> storage().readPlatform().find(VENUE, id))
        .withMessage("venue does not stand outside of organizations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> storage().read(SOMEBODY).find(Declaration.of(Samples.Venue.class), id));
  }

  @Test
  void append_eventOfAnotherOrganization_isRefused() {
    LogEntry event = Rows.event(Rows.newId(), "venue", Rows.newId(), 1);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                storage()
                    .transact(
                        SOMEBODY,
                        unit -> {
                          unit.append(List.of(event));
                          return unit;
                        }));
  }

  @Test
  void aggregate_mean_isRefused() {
    storage()
        .transact(
            SOMEBODY,
            unit -> {
              unit.insert(VENUE, List.of(Rows.of(VENUE)));
              return unit;
            });
    Selection all = Selection.of(Condition.always(), 1);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                storage()
                    .read(SOMEBODY)
                    .aggregate(VENUE, all, List.of(), List.of(new Measure(Op.AVG, "order"))));
  }

  @Test
  void onSequenced_listenerFails_leavesTheUnitCommitted() {
    List<String> heard = new ArrayList<>();
    storage()
        .onSequenced(
            () -> {
              throw new IllegalStateException("broken listener");
            });
    storage()
        .onSequenced(() -> heard.add(storage().transact(SOMEBODY, unit -> "outside of locks")));
    LogEntry event = Rows.event(SOMEBODY, "venue", Rows.newId(), 1);

    storage()
        .transact(
            SOMEBODY,
            unit -> {
              unit.append(List.of(event));
              return unit;
            });

    assertThat(storage().feed(SOMEBODY, 0, 1)).containsExactly(event.at(1));
    assertThat(heard).containsExactly("outside of locks");
  }

  @Test
  void note_clockReachesItsEnd_isGone() {
    SettableClock clock = new SettableClock();
    try (MemoryStorage storage = new MemoryStorage(clock)) {
      storage.open(Samples.SCHEMA);
      Note note = new Note("kind", "key", "value", NOON.plusSeconds(1));
      storage.transact(
          SOMEBODY,
          unit -> {
            unit.addNote(note);
            return unit;
          });
      Reads reads = storage.read(SOMEBODY);

      assertThat(reads.note("kind", "key")).contains(note);
      clock.now = NOON.plusSeconds(1);
      assertThat(reads.note("kind", "key")).isEmpty();
    }
  }

  @Test
  void open_twiceOrNever_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> storage().open(new Schema(List.of())))
        .withMessageContaining("open already");
    try (MemoryStorage unopened = new MemoryStorage()) {
      assertThat(unopened.isAvailable()).isFalse();
      assertThatIllegalStateException().isThrownBy(() -> unopened.read(SOMEBODY));
    }
  }

  @Test
  void read_closed_isRefused() {
    Reads kept = storage().read(SOMEBODY);

    storage().close();

    assertThatIllegalStateException().isThrownBy(() -> kept.note("kind", "key"));
    assertThatIllegalStateException().isThrownBy(() -> storage().transact(SOMEBODY, unit -> unit));
  }

  private static final class SettableClock extends Clock {
    private Instant now = NOON;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
