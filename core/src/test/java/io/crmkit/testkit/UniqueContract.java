package io.crmkit.testkit;

import static io.crmkit.testkit.Samples.CURATOR;
import static io.crmkit.testkit.Samples.HALL;
import static io.crmkit.testkit.Samples.VENUE;
import static io.crmkit.testkit.StorageBench.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.UniqueKeyException;
import io.crmkit.testkit.Samples.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values that no two living rows of an organization share. */
interface UniqueContract extends StorageBench {

  @Test
  default void insert_valueOfLivingRow_isRefusedNamingTheField() {
    insert(VENUE, Rows.of(VENUE, "slug", "sorano"));

    assertThatExceptionOfType(UniqueKeyException.class)
        .isThrownBy(() -> insert(VENUE, Rows.of(VENUE, "slug", "sorano")))
        .satisfies(
            taken -> {
              assertThat(taken.type()).isEqualTo("venue");
              assertThat(taken.fields()).containsExactly("slug");
            });
    assertThat(ids(VENUE, Condition.always())).hasSize(1);
  }

  @Test
  default void insert_sameValueTwiceAtOnce_isRefused() {
    assertThatExceptionOfType(UniqueKeyException.class)
        .isThrownBy(() -> insert(VENUE, Rows.of(VENUE, "slug", "a"), Rows.of(VENUE, "slug", "a")));
    assertThat(ids(VENUE, Condition.always())).isEmpty();
  }

  @Test
  default void insert_differsInCaseOrAccentOnly_isAccepted() {
    insert(VENUE, Rows.of(VENUE, "slug", "sorano"));

    insert(
        VENUE,
        Rows.of(VENUE, "slug", "Sorano"),
        Rows.of(VENUE, "slug", "s\u00F3rano"),
        Rows.of(VENUE, "slug", "so\u0301rano"));

    assertThat(ids(VENUE, Condition.eq("slug", "sorano"))).hasSize(1);
    assertThat(ids(VENUE, Condition.always())).hasSize(4);
  }

  @Test
  default void insert_severalWithoutValue_isAccepted() {
    insert(VENUE, Rows.of(VENUE), Rows.of(VENUE), Rows.of(VENUE));

    assertThat(ids(VENUE, Condition.always())).hasSize(3);
  }

  @Test
  default void insert_togetherUniqueOneDiffers_isAccepted() {
    insert(VENUE, Rows.of(VENUE, "contact.city", "Dakar", "level", Level.SMALL));

    insert(
        VENUE,
        Rows.of(VENUE, "contact.city", "Dakar", "level", Level.LARGE),
        Rows.of(VENUE, "contact.city", "Thiès", "level", Level.SMALL),
        Rows.of(VENUE, "contact.city", "Dakar"),
        Rows.of(VENUE, "contact.city", "Dakar"),
        Rows.of(VENUE, "level", Level.SMALL),
        Rows.of(VENUE, "level", Level.SMALL));

    assertThat(ids(VENUE, Condition.always())).hasSize(7);
  }

  @Test
  default void insert_togetherUniqueAllEqual_isRefusedNamingTheFields() {
    insert(VENUE, Rows.of(VENUE, "contact.city", "Dakar", "level", Level.SMALL));

    assertThatExceptionOfType(UniqueKeyException.class)
        .isThrownBy(
            () -> insert(VENUE, Rows.of(VENUE, "contact.city", "Dakar", "level", Level.SMALL)))
        .satisfies(taken -> assertThat(taken.fields()).containsExactly("contact.city", "level"));
  }

  @Test
  default void insert_partsOfDifferentParents_mayShareAName() {
    Indexed one = Rows.of(VENUE);
    Indexed two = Rows.of(VENUE);
    insert(VENUE, one, two);
    insert(HALL, Rows.of(HALL, "venueId", new Id<>(id(one)), "name", "Main"));

    insert(HALL, Rows.of(HALL, "venueId", new Id<>(id(two)), "name", "Main"));

    assertThatExceptionOfType(UniqueKeyException.class)
        .isThrownBy(
            () -> insert(HALL, Rows.of(HALL, "venueId", new Id<>(id(two)), "name", "Main")));
  }

  @Test
  default void update_toTakenValue_isRefused() {
    Indexed other = Rows.of(VENUE, "slug", "b");
    insert(VENUE, Rows.of(VENUE, "slug", "a"), other);

    assertThatExceptionOfType(UniqueKeyException.class)
        .isThrownBy(() -> update(VENUE, other, Rows.next(VENUE, other.row(), "slug", "a")));
    assertThat(reads().find(VENUE, id(other))).contains(other.row());
  }

  @Test
  default void update_keepingItsOwnValue_isAccepted() {
    Indexed row = Rows.of(VENUE, "slug", "a", "name", "old");
    insert(VENUE, row);

    update(VENUE, row, Rows.next(VENUE, row.row(), "name", "new"));

    assertThat(ids(VENUE, Condition.eq("slug", "a"))).containsExactly(id(row));
  }

  @Test
  default void update_valueGivenUp_freesIt() {
    Indexed row = Rows.of(VENUE, "slug", "a");
    insert(VENUE, row);

    storage()
        .transact(
            ORGANIZATION,
            unit -> {
              unit.update(VENUE, row, Rows.next(VENUE, row.row(), "slug", "b"));
              unit.insert(VENUE, List.of(Rows.of(VENUE, "slug", "a")));
              return row;
            });

    assertThat(ids(VENUE, Condition.in("slug", List.of("a", "b")))).hasSize(2);
  }

  @Test
  default void delete_rowWithValue_freesIt() {
    Indexed row = Rows.of(VENUE, "slug", "a");
    insert(VENUE, row);

    storage()
        .transact(
            ORGANIZATION,
            unit -> {
              unit.delete(VENUE, row);
              unit.insert(VENUE, List.of(Rows.of(VENUE, "slug", "a")));
              return row;
            });

    assertThat(ids(VENUE, Condition.eq("slug", "a"))).hasSize(1).doesNotContain(id(row));
  }

  @Test
  default void update_softlyDeleted_freesTheValueAndRevivalIsRefused() {
    Indexed row = Rows.of(VENUE, "slug", "a", "contact.city", "Dakar", "level", Level.SMALL);
    insert(VENUE, row);
    Indexed deleted = Rows.deleted(VENUE, row.row());

    update(VENUE, row, deleted);
    Indexed successor = Rows.of(VENUE, "slug", "a");
    insert(VENUE, successor);

    assertThatExceptionOfType(UniqueKeyException.class)
        .isThrownBy(() -> update(VENUE, deleted, Rows.revived(VENUE, deleted.row())));
    assertThat(reads().find(VENUE, id(row))).contains(deleted.row());
    assertThat(ids(VENUE, Condition.eq("slug", "a"))).containsExactly(id(successor));
  }

  @Test
  default void update_severalSoftlyDeletedShareAValue_isAccepted() {
    for (int i = 0; i < 3; i++) {
      Indexed row = Rows.of(VENUE, "slug", "a");
      insert(VENUE, row);
      update(VENUE, row, Rows.deleted(VENUE, row.row()));
    }

    assertThatCode(() -> insert(VENUE, Rows.of(VENUE, "slug", "a"))).doesNotThrowAnyException();
  }

  @Test
  default void update_revivedWhileTheValueIsFree_livesAgain() {
    Indexed row = Rows.of(VENUE, "slug", "a");
    insert(VENUE, row);
    Indexed deleted = Rows.deleted(VENUE, row.row());
    update(VENUE, row, deleted);

    update(VENUE, deleted, Rows.revived(VENUE, deleted.row()));

    assertThat(ids(VENUE, Condition.eq("slug", "a"))).containsExactly(id(row));
    assertThatExceptionOfType(UniqueKeyException.class)
        .isThrownBy(() -> insert(VENUE, Rows.of(VENUE, "slug", "a")));
  }

  @Test
  default void insert_platformValueTaken_isRefused() {
    Indexed first = Rows.of(CURATOR, "email", "awa@example.org");
    storage()
        .platform(
            unit -> {
              unit.insert(CURATOR, List.of(first));
              return first;
            });

    assertThatExceptionOfType(UniqueKeyException.class)
        .isThrownBy(
            () ->
                storage()
                    .platform(
                        unit -> {
                          unit.insert(
                              CURATOR, List.of(Rows.of(CURATOR, "email", "awa@example.org")));
                          return first;
                        }))
        .satisfies(taken -> assertThat(taken.fields()).containsExactly("email"));
  }
}
