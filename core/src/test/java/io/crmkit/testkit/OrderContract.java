package io.crmkit.testkit;

import static io.crmkit.testkit.ConditionContract.HIGH_ID;
import static io.crmkit.testkit.ConditionContract.LOW_ID;
import static io.crmkit.testkit.Samples.PATRON;
import static io.crmkit.testkit.Samples.VENUE;
import static io.crmkit.testkit.StorageBench.id;
import static io.crmkit.testkit.StorageBench.sorted;
import static io.crmkit.testkit.StorageBench.walk;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Ref;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Position;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
import io.crmkit.testkit.Samples.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Orders and pages: null first, ties by id, each row exactly once. */
interface OrderContract extends StorageBench {

  /**
   * Values of one path in their order, each twice, after two rows that have none.
   *
   * @param path what is written; {@code custom} for a document of custom fields
   * @param sort what is sorted by
   * @param values the values, least first
   */
  record Scale(String path, String sort, List<?> values) {
    static Scale of(String path, Object... values) {
      return new Scale(path, path, List.of(values));
    }

    @Override
    public String toString() {
      return sort;
    }
  }

  static List<Scale> scales() {
    return List.of(
        Scale.of(
            "contact.story",
            "A",
            "Z",
            "a",
            "a\tb",
            "a b",
            "a-b",
            "ab",
            "e\u0301",
            "\u00E9",
            "\u00EA",
            "\uFB01",
            "\uFFFD",
            "\uD800\uDC00",
            "\uD83D\uDE00"),
        Scale.of("name", "10", "9", "É", "é", "\uE000", "\uD83D\uDE00"),
        Scale.of("level", Level.SMALL, Level.MEDIUM, Level.LARGE),
        Scale.of("open", false, true),
        Scale.of("order", Integer.MIN_VALUE, -1, 9, 10),
        Scale.of("visitors", Long.MIN_VALUE, -1L, 9L, 10L, Long.MAX_VALUE),
        Scale.of("rating", new BigDecimal("-1"), new BigDecimal("9.5"), new BigDecimal("10")),
        Scale.of(
            "fee",
            Money.of("-10", "EUR"),
            Money.of("9.99", "EUR"),
            Money.of("10", "XOF"),
            Money.of("10.001", "KWD")),
        Scale.of("patronId", new Id<>(LOW_ID), new Id<>(HIGH_ID)),
        Scale.of("source", new Ref("venue", LOW_ID), new Ref("patron", HIGH_ID)),
        Scale.of(
            "times.opensAt",
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Instant.parse("1970-01-01T00:00:00Z"),
            Instant.parse("2026-01-01T00:00:00.000001Z")),
        Scale.of(
            "times.foundedOn",
            LocalDate.of(1, 1, 1),
            LocalDate.of(999, 12, 31),
            LocalDate.of(9999, 12, 31)),
        Scale.of(
            "times.visit", Duration.ofMinutes(-1), Duration.ofMinutes(90), Duration.ofHours(2)),
        Scale.of("times.zone", ZoneId.of("Africa/Dakar"), ZoneId.of("UTC")),
        Scale.of("times.language", Locale.FRENCH, Locale.forLanguageTag("wo")),
        Scale.of("times.currency", Currency.getInstance("EUR"), Currency.getInstance("XOF")),
        new Scale(
            "custom", "custom.size", List.of("{\"size\":-1}", "{\"size\":9}", "{\"size\":10}")),
        new Scale("custom", "custom.color", List.of("{\"color\":\"B\"}", "{\"color\":\"a\"}")));
  }

  @ParameterizedTest
  @MethodSource("io.crmkit.testkit.OrderContract#scales")
  default void select_sorted_pagesVisitEachRowOnceInOrder(Scale scale) {
    insert(PATRON, Rows.of(PATRON, LOW_ID), Rows.of(PATRON, HIGH_ID));
    List<UUID> expected = insertShuffled(scale);
    List<UUID> reversed = new ArrayList<>(expected);
    Collections.reverse(reversed);

    for (int limit : new int[] {1, 2, 3, 100}) {
      assertThat(paged(limit, scale.sort())).isEqualTo(expected);
      assertThat(paged(limit, "-" + scale.sort())).isEqualTo(reversed);
    }
  }

  private List<UUID> paged(int limit, String... sort) {
    List<UUID> ids = new ArrayList<>();
    Position next = null;
    do {
      Slice slice = reads().select(VENUE, sorted(Condition.always(), limit, sort).from(next));
      assertThat(slice.rows().size()).isLessThanOrEqualTo(limit);
      ids.addAll(StorageBench.ids(slice.rows()));
      next = slice.next();
    } while (next != null && ids.size() < 1_000);
    return ids;
  }

  /** Inserts rows in another order than that in which they are returned. */
  private List<UUID> insertShuffled(Scale scale) {
    List<Indexed> rows = new ArrayList<>();
    boolean isNullable = VENUE.find(scale.path()).map(f -> !f.isRequired()).orElse(true);
    if (isNullable) {
      rows.add(Rows.of(VENUE));
      rows.add(Rows.of(VENUE));
    }
    for (Object value : scale.values()) {
      rows.add(Rows.of(VENUE, scale.path(), value));
      rows.add(Rows.of(VENUE, scale.path(), value));
    }
    List<UUID> expected = rows.stream().map(StorageBench::id).toList();
    Collections.shuffle(rows, new java.util.Random(7));
    insert(VENUE, rows.toArray(Indexed[]::new));
    return expected;
  }

  @Test
  default void select_twoKeysOfMixedDirections_sortsByBothThenId() {
    Indexed largeOld = Rows.of(VENUE, "level", Level.LARGE, "visitors", 1L);
    Indexed largeNew = Rows.of(VENUE, "level", Level.LARGE, "visitors", 2L);
    Indexed largeNone = Rows.of(VENUE, "level", Level.LARGE);
    Indexed small = Rows.of(VENUE, "level", Level.SMALL, "visitors", 2L);
    Indexed none = Rows.of(VENUE, "visitors", 9L);
    Indexed noneTwin = Rows.of(VENUE, "visitors", 9L);
    insert(VENUE, small, noneTwin, largeNone, none, largeNew, largeOld);

    for (int limit = 1; limit <= 3; limit++) {
      assertThat(paged(limit, "level", "-visitors"))
          .containsExactly(
              id(noneTwin), id(none), id(small), id(largeNew), id(largeOld), id(largeNone));
      assertThat(paged(limit, "-level", "visitors"))
          .containsExactly(
              id(largeNone), id(largeOld), id(largeNew), id(small), id(none), id(noneTwin));
      assertThat(paged(limit, "-level", "visitors", "-id"))
          .containsExactly(
              id(largeNone), id(largeOld), id(largeNew), id(small), id(noneTwin), id(none));
    }
  }

  @Test
  default void select_byEnvelope_sorts() {
    Indexed oldest = Rows.of(VENUE, "createdAt", Rows.MADE_AT.minusSeconds(1));
    Indexed middle = Rows.of(VENUE);
    Indexed newest = Rows.of(VENUE);
    insert(VENUE, newest, oldest, middle);
    Indexed changed = Rows.next(VENUE, middle.row());
    update(VENUE, middle, changed);

    assertThat(reads().select(VENUE, Selection.of(Condition.always(), 2)).rows())
        .containsExactly(newest.row(), changed.row());
    assertThat(paged(1, "createdAt")).containsExactly(id(oldest), id(middle), id(newest));
    assertThat(paged(1, "-version")).containsExactly(id(middle), id(newest), id(oldest));
    assertThat(paged(2, "updatedAt", "-id")).containsExactly(id(newest), id(oldest), id(middle));
    assertThat(paged(1, "-id")).containsExactly(id(newest), id(middle), id(oldest));
  }

  @Test
  default void select_entryPathOfSeveral_sortsByTheLeast() {
    Indexed both = withSizes(5L, 1L);
    Indexed one = withSizes(3L);
    Indexed none = withSizes();
    insert(VENUE, one, both, none);

    assertThat(paged(1, "custom.size")).containsExactly(id(none), id(both), id(one));
    assertThat(paged(1, "-custom.size")).containsExactly(id(one), id(both), id(none));
  }

  private static Indexed withSizes(Long... sizes) {
    Indexed row = Rows.of(VENUE);
    List<Indexed.Entry> entries = new ArrayList<>();
    for (Long size : sizes) {
      entries.add(new Indexed.Entry("custom.size", size));
    }
    return new Indexed(row.row(), row.words(), entries);
  }

  @Test
  default void select_conditionAndPosition_countBoth() {
    List<UUID> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Indexed row = Rows.of(VENUE, "visitors", (long) (i % 4), "order", i);
      insert(VENUE, row);
      if (i % 4 == 2) {
        expected.add(id(row));
      }
    }

    List<Row> rows = walk(reads(), VENUE, sorted(Condition.eq("visitors", 2L), 2, "order"));

    assertThat(StorageBench.ids(rows)).isEqualTo(expected);
  }

  @Test
  default void select_softlyDeleted_onlyWhenAskedFor() {
    Indexed living = Rows.of(VENUE, "name", "living");
    Indexed deleted = Rows.of(VENUE, "name", "deleted");
    insert(VENUE, living, deleted);
    Indexed after = Rows.deleted(VENUE, deleted.row());
    update(VENUE, deleted, after);
    Selection all = sorted(Condition.always(), 1, "name");
    Selection gone = new Selection(Condition.always(), List.of(), all.sort(), null, 1, true);

    assertThat(walk(reads(), VENUE, all)).containsExactly(living.row());
    assertThat(walk(reads(), VENUE, gone)).containsExactly(after.row());
    assertThat(reads().count(VENUE, all, 10)).isEqualTo(1);
    assertThat(reads().count(VENUE, gone, 10)).isEqualTo(1);
  }

  @Test
  default void select_rowsComeAndGoMeanwhile_visitsEachLastingOneOnce() {
    List<Indexed> lasting = new ArrayList<>();
    List<Indexed> passing = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      lasting.add(Rows.of(VENUE, "visitors", (long) (i % 5), "name", "lasting"));
      passing.add(Rows.of(VENUE, "visitors", (long) (i % 5), "name", "passing"));
    }
    insert(VENUE, lasting.toArray(Indexed[]::new));
    insert(VENUE, passing.toArray(Indexed[]::new));
    List<UUID> visited = new ArrayList<>();
    Position next = null;
    do {
      Slice slice = reads().select(VENUE, sorted(Condition.always(), 2, "-visitors").from(next));
      visited.addAll(StorageBench.ids(slice.rows()));
      next = slice.next();
      if (!passing.isEmpty()) {
        delete(VENUE, passing.remove(passing.size() / 2));
        insert(VENUE, Rows.of(VENUE, "visitors", (long) (passing.size() % 5), "name", "new"));
      }
    } while (next != null && visited.size() < 1_000);

    Set<UUID> lastingIds = new HashSet<>(lasting.stream().map(StorageBench::id).toList());
    assertThat(visited).doesNotHaveDuplicates();
    assertThat(visited).containsAll(lastingIds);
  }

  @Test
  default void select_nothingFollows_nextIsNull() {
    insert(VENUE, Rows.of(VENUE), Rows.of(VENUE));

    assertThat(reads().select(VENUE, sorted(Condition.never(), 2, "id")).next()).isNull();
    assertThat(reads().select(VENUE, sorted(Condition.always(), 2, "id")).next()).isNull();
    assertThat(reads().select(VENUE, sorted(Condition.always(), 1, "id")).next()).isNotNull();
  }
}
