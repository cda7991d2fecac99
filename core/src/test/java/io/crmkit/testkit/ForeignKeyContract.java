package io.crmkit.testkit;

import static io.crmkit.testkit.Samples.HALL;
import static io.crmkit.testkit.Samples.PATRON;
import static io.crmkit.testkit.Samples.VENUE;
import static io.crmkit.testkit.StorageBench.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.error.ConflictException;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Ref;
import io.crmkit.storage.Indexed;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** References to one type always point to a stored row. */
interface ForeignKeyContract extends StorageBench {
  private static void assertBroken(ThrowingCallable work) {
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(work)
        .satisfies(conflict -> assertThat(conflict.code()).isEqualTo("REFERENCE_BROKEN"));
  }

  @Test
  default void insert_referringToNothing_isRefused() {
    assertBroken(() -> insert(VENUE, Rows.of(VENUE, "patronId", new Id<>(Rows.newId()))));
    assertBroken(() -> insert(HALL, Rows.of(HALL, "venueId", new Id<>(Rows.newId()))));

    assertThat(ids(VENUE, Condition.always())).isEmpty();
    assertThat(ids(HALL, Condition.always())).isEmpty();
  }

  @Test
  default void insert_referringToARowOfAnotherOrganization_isRefused() {
    Indexed patron = Rows.of(PATRON);
    insertInto(OTHER, PATRON, patron);

    assertBroken(() -> insert(VENUE, Rows.of(VENUE, "patronId", new Id<>(id(patron)))));
  }

  @Test
  default void insert_behindWhatItRefersToInOneUnit_isAccepted() {
    Indexed guide = Rows.of(PATRON);
    Indexed patron = Rows.of(PATRON, "guideId", new Id<>(id(guide)));
    Indexed venue = Rows.of(VENUE, "patronId", new Id<>(id(patron)));

    storage()
        .transact(
            ORGANIZATION,
            unit -> {
              unit.insert(PATRON, List.of(guide, patron));
              unit.insert(VENUE, List.of(venue));
              return venue;
            });

    assertThat(ids(VENUE, Condition.always())).containsExactly(id(venue));
  }

  @Test
  default void insert_listOrLinkToNothing_isAccepted() {
    Indexed venue =
        Rows.of(
            VENUE,
            "friends",
            List.of(new Id<>(Rows.newId())),
            "source",
            new Ref("patron", Rows.newId()));

    insert(VENUE, venue);

    assertThat(ids(VENUE, Condition.always())).containsExactly(id(venue));
  }

  @Test
  default void update_toNothing_isRefused() {
    Indexed venue = Rows.of(VENUE);
    insert(VENUE, venue);

    assertBroken(
        () ->
            update(
                VENUE, venue, Rows.next(VENUE, venue.row(), "patronId", new Id<>(Rows.newId()))));
    assertThat(reads().find(VENUE, id(venue))).contains(venue.row());
  }

  @Test
  default void delete_rowReferredTo_isRefused() {
    Indexed patron = Rows.of(PATRON);
    insert(PATRON, patron);
    Indexed venue = Rows.of(VENUE, "patronId", new Id<>(id(patron)));
    insert(VENUE, venue);

    assertBroken(() -> delete(PATRON, patron));
    assertThat(reads().find(PATRON, id(patron))).contains(patron.row());
  }

  @Test
  default void delete_rowReferredToByASoftlyDeletedOne_isRefused() {
    Indexed patron = Rows.of(PATRON);
    insert(PATRON, patron);
    Indexed venue = Rows.of(VENUE, "patronId", new Id<>(id(patron)));
    insert(VENUE, venue);
    update(VENUE, venue, Rows.deleted(VENUE, venue.row()));

    assertBroken(() -> delete(PATRON, patron));
  }

  @Test
  default void delete_togetherWithWhatReferredToIt_isAccepted() {
    Indexed patron = Rows.of(PATRON);
    insert(PATRON, patron);
    Indexed venue = Rows.of(VENUE, "patronId", new Id<>(id(patron)));
    insert(VENUE, venue);

    storage()
        .transact(
            ORGANIZATION,
            unit -> {
              unit.delete(VENUE, venue);
              unit.delete(PATRON, patron);
              return patron;
            });

    assertThat(ids(PATRON, Condition.always())).isEmpty();
  }

  @Test
  default void delete_rowReferredToByAListOrLinkOnly_isAccepted() {
    Indexed patron = Rows.of(PATRON);
    insert(PATRON, patron);
    insert(
        VENUE,
        Rows.of(
            VENUE,
            "friends",
            List.of(new Id<>(id(patron))),
            "source",
            new Ref("patron", id(patron))));

    delete(PATRON, patron);

    assertThat(ids(PATRON, Condition.always())).isEmpty();
  }
}
