package io.crmkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.storage.Note;
import io.crmkit.storage.Transaction;
import io.crmkit.storage.UniqueKeyException;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Small facts of the kernel. */
interface NoteContract extends StorageBench {
  /** Long gone by whatever clock the storage has. */
  Instant PAST = Instant.parse("2001-01-01T00:00:00Z");

  /** Far ahead of whatever clock the storage has. */
  Instant FUTURE = Instant.parse("9999-12-31T23:59:59.999999Z");

  private void change(Consumer<Transaction> work) {
    storage()
        .transact(
            ORGANIZATION,
            unit -> {
              work.accept(unit);
              return unit;
            });
  }

  @Test
  default void addNote_free_isKept() {
    Note note = new Note("answer", "key-1", "{\"a\":\"\uD83D\uDE00\"}", FUTURE);

    change(unit -> unit.addNote(note));

    assertThat(reads().note("answer", "key-1")).contains(note);
    assertThat(reads().note("answer", "key-2")).isEmpty();
    assertThat(reads().note("other", "key-1")).isEmpty();
    assertThat(reads().note("answer", "KEY-1")).isEmpty();
  }

  @Test
  default void addNote_longKeyAndValue_areKept() {
    Note note = new Note("answer", "k".repeat(200), "v".repeat(1_000_000), null);

    change(unit -> unit.addNote(note));

    assertThat(reads().note("answer", note.key())).contains(note);
  }

  @Test
  default void addNote_livingOne_isRefusedNamingTheKind() {
    Note first = new Note("answer", "1", "first", null);
    change(unit -> unit.addNote(first));

    assertThatExceptionOfType(UniqueKeyException.class)
        .isThrownBy(() -> change(unit -> unit.addNote(new Note("answer", "1", "second", null))))
        .satisfies(taken -> assertThat(taken.type()).isEqualTo("answer"));
    assertThat(reads().note("answer", "1")).contains(first);
  }

  @Test
  default void addNote_twiceInOneUnit_isRefused() {
    assertThatExceptionOfType(UniqueKeyException.class)
        .isThrownBy(
            () ->
                change(
                    unit -> {
                      unit.addNote(new Note("answer", "1", "first", null));
                      unit.addNote(new Note("answer", "1", "second", null));
                    }));
    assertThat(reads().note("answer", "1")).isEmpty();
  }

  @Test
  default void addNote_sameKeyOfAnotherOrganization_isAccepted() {
    change(unit -> unit.addNote(new Note("answer", "1", "here", null)));

    storage()
        .transact(
            OTHER,
            unit -> {
              unit.addNote(new Note("answer", "1", "there", null));
              return unit;
            });

    assertThat(reads().note("answer", "1")).map(Note::value).contains("here");
    assertThat(storage().read(OTHER).note("answer", "1")).map(Note::value).contains("there");
  }

  @Test
  default void addNote_expiredOne_takesItsPlace() {
    change(unit -> unit.addNote(new Note("answer", "1", "expired", PAST)));
    boolean wasThere = reads().note("answer", "1").isPresent();
    Note second = new Note("answer", "1", "second", FUTURE);

    change(unit -> unit.addNote(second));

    assertThat(wasThere).isFalse();
    assertThat(reads().note("answer", "1")).contains(second);
  }

  @Test
  default void putNote_again_replacesIt() {
    change(unit -> unit.putNote(new Note("cursor", "feed", "1", FUTURE)));
    Note second = new Note("cursor", "feed", "2", null);

    change(unit -> unit.putNote(second));

    assertThat(reads().note("cursor", "feed")).contains(second);
  }

  @Test
  default void note_expired_isGone() {
    change(unit -> unit.putNote(new Note("answer", "1", "expired", PAST)));

    assertThat(reads().note("answer", "1")).isEmpty();
  }
}
