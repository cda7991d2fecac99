package io.crmkit.testkit;

import static io.crmkit.testkit.Samples.VENUE;
import static io.crmkit.testkit.StorageBench.id;
import static io.crmkit.testkit.StorageBench.sorted;
import static io.crmkit.testkit.StorageBench.walk;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Condition;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Search by words, and counting. */
interface SearchContract extends StorageBench {

  private List<UUID> search(String... words) {
    return StorageBench.ids(walk(reads(), VENUE, searching(Condition.always(), words)));
  }

  private static Selection searching(Condition where, String... words) {
    return new Selection(where, List.of(words), sorted(where, 1, "id").sort(), null, 2, false);
  }

  @Test
  default void select_word_findsItAsPrefix() {
    Indexed sorano = Rows.of(VENUE, "name", "Théâtre Daniel Sorano");
    Indexed soracom = Rows.of(VENUE, "name", "Soracom", "contact.email", "info@sora.example");
    insert(VENUE, sorano, soracom, Rows.of(VENUE, "name", "Grand Théâtre"));

    assertThat(search("sorano")).containsExactly(id(sorano));
    assertThat(search("sora")).containsExactly(id(sorano), id(soracom));
    assertThat(search("s")).containsExactly(id(sorano), id(soracom));
    assertThat(search("theatre")).hasSize(2);
    assertThat(search("info")).containsExactly(id(soracom));
    assertThat(search("orano")).isEmpty();
    assertThat(search("soranos")).isEmpty();
  }

  @Test
  default void select_severalWords_mustAllBeFound() {
    Indexed both = Rows.of(VENUE, "name", "Théâtre Daniel Sorano");
    insert(VENUE, both, Rows.of(VENUE, "name", "Sorano"), Rows.of(VENUE, "name", "Daniel"));

    assertThat(search("dan", "sor")).containsExactly(id(both));
    assertThat(search("sor", "dan", "theatre")).containsExactly(id(both));
    assertThat(search("sor", "sorano", "s")).hasSize(2);
    assertThat(search("sor", "nobody")).isEmpty();
  }

  @Test
  default void select_noWords_findsAll() {
    insert(VENUE, Rows.of(VENUE, "name", "Sorano"), Rows.of(VENUE, "name", "!?"));

    assertThat(search()).hasSize(2);
    assertThat(search("x")).isEmpty();
  }

  @Test
  default void select_wordsOfAllScripts_areFound() {
    Indexed chinese = Rows.of(VENUE, "name", "北京大剧院");
    Indexed emoji = Rows.of(VENUE, "name", "\uD835\uDD04 \uD840\uDC00");
    Indexed arabic = Rows.of(VENUE, "name", "مسرح");
    insert(VENUE, chinese, emoji, arabic);

    assertThat(search("京", "院")).containsExactly(id(chinese));
    assertThat(search("\uD840\uDC00")).containsExactly(id(emoji));
    assertThat(search("مسر")).containsExactly(id(arabic));
  }

  @Test
  default void select_wordsAndCondition_mustBothHold() {
    Indexed open = Rows.of(VENUE, "name", "Sorano one", "open", true);
    insert(VENUE, open, Rows.of(VENUE, "name", "Sorano two"));

    Selection selection = searching(Condition.eq("open", true), "sorano");

    assertThat(walk(reads(), VENUE, selection)).containsExactly(open.row());
    assertThat(reads().count(VENUE, selection, 10)).isEqualTo(1);
  }

  @Test
  default void select_searchedInEveryOrder_pagesThroughAll() {
    List<UUID> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Indexed row = Rows.of(VENUE, "name", i % 5 == 0 ? "rare common" : "common", "order", -i);
      insert(VENUE, row);
      if (i % 5 == 0) {
        expected.add(0, id(row));
      }
    }

    Selection selection =
        new Selection(
            Condition.always(),
            List.of("com", "rare"),
            sorted(Condition.always(), 1, "order").sort(),
            null,
            3,
            false);

    assertThat(StorageBench.ids(walk(reads(), VENUE, selection))).isEqualTo(expected);
  }

  @Test
  default void select_wordsOfDeletedRows_findThemOnlyWhenAskedFor() {
    Indexed row = Rows.of(VENUE, "name", "Sorano");
    insert(VENUE, row);
    Indexed deleted = Rows.deleted(VENUE, row.row());
    update(VENUE, row, deleted);
    Selection living = searching(Condition.always(), "sorano");
    Selection gone = new Selection(living.where(), living.words(), living.sort(), null, 10, true);

    assertThat(walk(reads(), VENUE, living)).isEmpty();
    assertThat(walk(reads(), VENUE, gone)).containsExactly(deleted.row());
  }

  @Test
  default void update_nameChanged_isFoundByTheNewWordsOnly() {
    Indexed before = Rows.of(VENUE, "name", "Old Stage");
    insert(VENUE, before);

    update(VENUE, before, Rows.next(VENUE, before.row(), "name", "New Stage"));

    assertThat(search("old")).isEmpty();
    assertThat(search("new")).containsExactly(id(before));
    assertThat(search("stage")).containsExactly(id(before));
  }

  @Test
  default void insert_thousandsOfWords_areAllFound() {
    Indexed row = Rows.of(VENUE);
    var words = new java.util.TreeSet<String>();
    for (int i = 0; i < 2_000; i++) {
      words.add("word" + i);
    }
    insert(VENUE, new Indexed(row.row(), words, List.of()));

    assertThat(search("word0", "word1999")).containsExactly(id(row));
    assertThat(search("word2000")).isEmpty();
  }

  @Test
  default void count_moreThanAskedFor_stops() {
    for (int i = 0; i < 5; i++) {
      insert(VENUE, Rows.of(VENUE, "visitors", (long) i));
    }
    Selection all = sorted(Condition.always(), 1, "id");
    Selection some = sorted(Condition.in("visitors", List.of(1L, 2L)), 1, "-visitors");

    assertThat(reads().count(VENUE, all, 100)).isEqualTo(5);
    assertThat(reads().count(VENUE, all, 5)).isEqualTo(5);
    assertThat(reads().count(VENUE, all, 3)).isEqualTo(3);
    assertThat(reads().count(VENUE, some, 100)).isEqualTo(2);
  }

  @Test
  default void count_fromAPosition_countsAll() {
    insert(VENUE, Rows.of(VENUE), Rows.of(VENUE), Rows.of(VENUE));
    Selection all = sorted(Condition.always(), 1, "id");

    Selection later = all.from(reads().select(VENUE, all).next());

    assertThat(reads().count(VENUE, later, 100)).isEqualTo(3);
  }
}
