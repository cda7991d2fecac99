package io.crmkit.testkit;

import static io.crmkit.testkit.Samples.HALL;
import static io.crmkit.testkit.Samples.PATRON;
import static io.crmkit.testkit.Samples.VENUE;
import static io.crmkit.testkit.StorageBench.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Has;
import io.crmkit.record.Condition.Not;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Id;
import io.crmkit.record.Ref;
import io.crmkit.storage.Indexed;
import org.junit.jupiter.api.Test;

/** Conditions on the row that a field refers to. Only a living one counts. */
interface ReferenceContract extends StorageBench {
  /** Holds for young patrons; unknown where there is no age. */
  Condition YOUNG = new Condition.Compare("age", Op.LT, 30);

  private Indexed patron(Object... pathsAndValues) {
    Indexed patron = Rows.of(PATRON, pathsAndValues);
    insert(PATRON, patron);
    return patron;
  }

  private Indexed venueOf(Indexed patron) {
    Indexed venue = Rows.of(VENUE, "patronId", new Id<>(id(patron)));
    insert(VENUE, venue);
    return venue;
  }

  @Test
  default void select_has_judgesTheReferredRow() {
    Indexed ofYoung = venueOf(patron("age", 20));
    Indexed ofOld = venueOf(patron("age", 60));
    Indexed ofUnknown = venueOf(patron("name", "ageless"));
    Indexed ofNobody = Rows.of(VENUE);
    insert(VENUE, ofNobody);

    assertThat(ids(VENUE, new Has("patronId", YOUNG))).containsExactly(id(ofYoung));
    assertThat(ids(VENUE, new Not(new Has("patronId", YOUNG))))
        .containsExactly(id(ofOld), id(ofUnknown), id(ofNobody));
    assertThat(ids(VENUE, new Has("patronId", new Not(YOUNG)))).containsExactly(id(ofOld));
    assertThat(ids(VENUE, new Has("patronId", Condition.always())))
        .containsExactly(id(ofYoung), id(ofOld), id(ofUnknown));
    assertThat(ids(VENUE, new Has("patronId", Condition.never()))).isEmpty();
  }

  @Test
  default void select_hasOfSoftlyDeleted_doesNotHold() {
    Indexed patron = patron("age", 20);
    Indexed venue = venueOf(patron);

    update(PATRON, patron, Rows.deleted(PATRON, patron.row()));

    assertThat(ids(VENUE, new Has("patronId", YOUNG))).isEmpty();
    assertThat(ids(VENUE, new Not(new Has("patronId", YOUNG)))).containsExactly(id(venue));
    assertThat(ids(VENUE, new Not(new Has("patronId", Condition.always()))))
        .containsExactly(id(venue));
  }

  @Test
  default void select_hasWithinHas_goesOn() {
    Indexed guide = patron("age", 20, "name", "guide");
    Indexed guided = patron("age", 60, "guideId", new Id<>(id(guide)));
    Indexed venue = venueOf(guided);
    Indexed hall = Rows.of(HALL, "venueId", new Id<>(id(venue)), "name", "Main");
    insert(HALL, hall);
    venueOf(guide);
    Condition byGuide = new Has("patronId", new Has("guideId", YOUNG));

    assertThat(ids(VENUE, byGuide)).containsExactly(id(venue));
    assertThat(ids(HALL, new Has("venueId", byGuide))).containsExactly(id(hall));
    assertThat(ids(PATRON, new Has("guideId", new Not(new Has("guideId", YOUNG)))))
        .containsExactly(id(guided));
  }

  @Test
  default void select_hasOfLink_looksAtTheTypeThatItNames() {
    Indexed patron = patron("name", "Awa");
    Indexed venue = Rows.of(VENUE, "name", "Awa");
    insert(VENUE, venue);
    Indexed toPatron = Rows.of(VENUE, "source", new Ref("patron", id(patron)));
    Indexed toVenue = Rows.of(VENUE, "source", new Ref("venue", id(venue)));
    Indexed toNone = Rows.of(VENUE, "source", new Ref("venue", id(patron)));
    insert(VENUE, toPatron, toVenue, toNone);
    Condition isAwa = new Has("source", Condition.eq("name", "Awa"));

    assertThat(ids(VENUE, isAwa)).containsExactly(id(toPatron), id(toVenue));
    assertThat(ids(VENUE, new Not(isAwa))).containsExactly(id(venue), id(toNone));
  }

  @Test
  default void select_hasOnListOrCustomFieldOfTheReferred_isJudged() {
    Indexed venue = Rows.of(VENUE, "tags", java.util.List.of("jazz"), "custom", "{\"size\":3}");
    insert(VENUE, venue, Rows.of(VENUE, "tags", java.util.List.of("rock")));
    Indexed hall = Rows.of(HALL, "venueId", new Id<>(id(venue)), "name", "Main");
    insert(HALL, hall);

    assertThat(ids(HALL, new Has("venueId", Condition.eq("tags", "jazz"))))
        .containsExactly(id(hall));
    assertThat(ids(HALL, new Has("venueId", Condition.eq("tags", "rock")))).isEmpty();
    assertThat(ids(HALL, new Has("venueId", Condition.eq("custom.size", 3L))))
        .containsExactly(id(hall));
  }
}
