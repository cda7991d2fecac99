package io.crmkit.testkit;

import static io.crmkit.testkit.Samples.CURATOR;
import static io.crmkit.testkit.Samples.PATRON;
import static io.crmkit.testkit.Samples.VENUE;
import static io.crmkit.testkit.StorageBench.id;
import static io.crmkit.testkit.StorageBench.sorted;
import static io.crmkit.testkit.StorageBench.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Aggregation.Measure;
import io.crmkit.record.Aggregation.Op;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Note;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Selection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Organizations never see each other, and neither sees the platform. */
interface TenantContract extends StorageBench {

  @Test
  default void read_rowsOfAnotherOrganization_areNotThere() {
    Indexed row =
        Rows.of(
            VENUE,
            "name",
            "Sorano",
            "slug",
            "sorano",
            "tags",
            List.of("jazz"),
            "custom",
            "{\"size\":3}");
    insert(VENUE, row);
    append(ORGANIZATION, Rows.event(ORGANIZATION, "venue", id(row), 1));
    storage()
        .transact(
            ORGANIZATION,
            unit -> {
              unit.putNote(new Note("answer", "1", "{}", null));
              return row;
            });

    assertSeesNothing(storage().read(OTHER), row);
    storage()
        .transact(
            OTHER,
            unit -> {
              assertSeesNothing(unit, row);
              return row;
            });
  }

  private static void assertSeesNothing(Reads reads, Indexed row) {
    Selection all = sorted(Condition.always(), 10, "id");
    Selection byWord =
        new Selection(Condition.always(), List.of("sorano"), all.sort(), null, 10, false);
    assertThat(reads.find(VENUE, id(row))).isEmpty();
    assertThat(reads.findAll(VENUE, List.of(id(row)))).isEmpty();
    assertThat(walk(reads, VENUE, all)).isEmpty();
    assertThat(walk(reads, VENUE, byWord)).isEmpty();
    assertThat(walk(reads, VENUE, sorted(Condition.eq("tags", "jazz"), 10, "id"))).isEmpty();
    assertThat(walk(reads, VENUE, sorted(Condition.eq("custom.size", 3L), 10, "id"))).isEmpty();
    assertThat(walk(reads, VENUE, sorted(new Condition.Not(Condition.never()), 10, "id")))
        .isEmpty();
    assertThat(reads.count(VENUE, all, 10)).isZero();
    assertThat(reads.aggregate(VENUE, all, List.of("name"), List.of(new Measure(Op.COUNT, null))))
        .isEmpty();
    assertThat(reads.history("venue", id(row), null, 10)).isEmpty();
    assertThat(reads.note("answer", "1")).isEmpty();
  }

  @Test
  default void insert_sameIdAndValuesInTwoOrganizations_keepsBothApart() {
    UUID id = Rows.newId();
    Indexed here = Rows.of(VENUE, id, "name", "here", "slug", "same", "tags", List.of("t"));
    Indexed there = Rows.of(VENUE, id, "name", "there", "slug", "same", "tags", List.of("t"));

    insertInto(ORGANIZATION, VENUE, here);
    insertInto(OTHER, VENUE, there);
    Indexed changed = Rows.next(VENUE, here.row(), "name", "changed", "tags", List.of());
    update(VENUE, here, changed);

    assertThat(reads().find(VENUE, id)).contains(changed.row());
    assertThat(storage().read(OTHER).find(VENUE, id)).contains(there.row());
    Selection tagged = sorted(Condition.eq("tags", "t"), 10, "id");
    assertThat(walk(storage().read(OTHER), VENUE, tagged)).containsExactly(there.row());
    delete(VENUE, changed);
    assertThat(storage().read(OTHER).find(VENUE, id)).contains(there.row());
    assertThat(walk(storage().read(OTHER), VENUE, tagged)).containsExactly(there.row());
  }

  @Test
  default void update_rowOfAnotherOrganization_isStale() {
    Indexed row = Rows.of(VENUE, "name", "Sorano");
    insert(VENUE, row);

    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(
            () ->
                storage()
                    .transact(
                        OTHER,
                        unit -> {
                          unit.update(VENUE, row, Rows.next(VENUE, row.row(), "name", "stolen"));
                          return row;
                        }));
    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(
            () ->
                storage()
                    .transact(
                        OTHER,
                        unit -> {
                          unit.delete(VENUE, row);
                          return row;
                        }));
    assertThat(reads().find(VENUE, id(row))).contains(row.row());
  }

  @Test
  default void lock_rowOfAnotherOrganization_isPassedOver() {
    Indexed row = Rows.of(VENUE, "name", "Sorano");
    insert(VENUE, row);

    boolean isFound =
        storage()
            .transact(
                OTHER,
                unit -> {
                  unit.lock(VENUE, List.of(id(row)));
                  return unit.find(VENUE, id(row)).isPresent();
                });

    assertThat(isFound).isFalse();
  }

  @Test
  default void select_referredRowOfAnotherOrganization_doesNotCount() {
    UUID patronId = Rows.newId();
    insertInto(OTHER, PATRON, Rows.of(PATRON, patronId, "name", "Awa"));
    insertInto(ORGANIZATION, PATRON, Rows.of(PATRON, patronId, "name", "Binta"));
    Indexed venue = Rows.of(VENUE, "patronId", new Id<>(patronId));
    insert(VENUE, venue);

    assertThat(ids(VENUE, new Condition.Has("patronId", Condition.eq("name", "Awa")))).isEmpty();
    assertThat(ids(VENUE, new Condition.Has("patronId", Condition.eq("name", "Binta"))))
        .containsExactly(id(venue));
  }

  @Test
  default void platform_rowsAndNotes_standApartFromOrganizations() {
    Indexed curator = Rows.of(CURATOR, "name", "Awa");
    storage()
        .platform(
            unit -> {
              unit.insert(CURATOR, List.of(curator));
              unit.putNote(new Note("answer", "1", "platform", null));
              return curator;
            });

    assertThat(storage().readPlatform().find(CURATOR, id(curator))).contains(curator.row());
    assertThat(storage().readPlatform().note("answer", "1")).map(Note::value).contains("platform");
    assertThat(reads().note("answer", "1")).isEmpty();
  }

  @Test
  default void platform_events_standUnderTheNilId() {
    UUID nil = new UUID(0, 0);
    LogEntry event = Rows.event(nil, "curator", Rows.newId(), 1);

    storage()
        .platform(
            unit -> {
              unit.append(List.of(event));
              return event;
            });

    assertThat(storage().readPlatform().history("curator", event.recordId(), null, 10))
        .extracting(LogEntry::id)
        .containsExactly(event.id());
    assertThat(LogContract.awaitFeed(storage(), nil, 1))
        .extracting(LogEntry::id)
        .containsExactly(event.id());
    assertThat(reads().history("curator", event.recordId(), null, 10)).isEmpty();
  }
}
