package io.crmkit.testkit;

import static io.crmkit.testkit.Samples.PATRON;
import static io.crmkit.testkit.Samples.VENUE;
import static io.crmkit.testkit.StorageBench.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Condition;
import io.crmkit.record.Condition.All;
import io.crmkit.record.Condition.Any;
import io.crmkit.record.Condition.Not;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Id;
import io.crmkit.record.Json;
import io.crmkit.record.Money;
import io.crmkit.record.Ref;
import io.crmkit.storage.Indexed;
import io.crmkit.testkit.Samples.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions: three-valued, exact, the same for every kind of value. */
interface ConditionContract extends StorageBench {
  /** The patron whom conditions on references name. */
  UUID LOW_ID = UUID.fromString("0195a000-0000-7000-8000-0000000000a1");

  /** Another patron, whose id is greater; as a signed number it would be less. */
  UUID HIGH_ID = UUID.fromString("f195a000-0000-7000-8000-0000000000a2");

  /**
   * Two values of a path, the first being less.
   *
   * @param path the path
   * @param low what one row has
   * @param high what another row has
   * @param operand what a comparison with the first names
   */
  record Pair(String path, Object low, Object high, Object operand) {
    static Pair of(String path, Object low, Object high) {
      return new Pair(path, low, high, low);
    }

    static Pair ofEntries(String path, Object low, Object high, Object entry) {
      return new Pair(path, low, high, entry);
    }

    @Override
    public String toString() {
      return path + " " + operand;
    }
  }

  static List<Pair> pairs() {
    String custom = "{\"%s\":%s}";
    return List.of(
        Pair.of("slug", "Z", "a"),
        Pair.of("slug", "a", "a-"),
        Pair.of("slug", "\uFFFD", "\uD83D\uDE00"),
        Pair.of("level", Level.MEDIUM, Level.LARGE),
        Pair.of("visitors", -5L, 6_000_000_000L),
        Pair.of("rating", new BigDecimal("1.5"), new BigDecimal("1.5001")),
        Pair.of("rating", new BigDecimal("9"), new BigDecimal("10")),
        Pair.of("fee", Money.of("9.99", "EUR"), Money.of("10", "XOF")),
        new Pair("fee", Money.of("-3", "XOF"), Money.of("0", "XOF"), new BigDecimal("-3.000")),
        new Pair("fee", Money.of("100", "XOF"), Money.of("101", "XOF"), Money.of("100", "EUR")),
        Pair.of("patronId", new Id<>(LOW_ID), new Id<>(HIGH_ID)),
        Pair.of("source", new Ref("patron", LOW_ID), new Ref("patron", HIGH_ID)),
        Pair.of(
            "times.opensAt",
            Instant.parse("2026-01-01T00:00:00.000001Z"),
            Instant.parse("2026-01-01T00:00:00.000002Z")),
        Pair.of("times.foundedOn", LocalDate.of(999, 12, 31), LocalDate.of(1000, 1, 1)),
        Pair.of("times.visit", Duration.ofMinutes(90), Duration.ofHours(2)),
        Pair.of("times.zone", ZoneId.of("Africa/Dakar"), ZoneId.of("Europe/Paris")),
        Pair.of("times.language", Locale.FRENCH, Locale.forLanguageTag("wo")),
        Pair.of("times.currency", Currency.getInstance("EUR"), Currency.getInstance("XOF")),
        Pair.of("contact.email", "a@example.org", "b@example.org"),
        Pair.of("contact.story", "A tale", "a tale"),
        Pair.ofEntries("tags", List.of("Jazz"), List.of("jazz"), "Jazz"),
        Pair.ofEntries("tags", List.of("\uFFFD"), List.of("\uD83D\uDE00"), "\uFFFD"),
        Pair.ofEntries("friends", List.of(new Id<>(LOW_ID)), List.of(new Id<>(HIGH_ID)), LOW_ID),
        Pair.ofEntries("levels", List.of(Level.MEDIUM), List.of(Level.LARGE), 1L),
        Pair.ofEntries("custom", custom.formatted("size", "9"), custom.formatted("size", "10"), 9L),
        Pair.ofEntries(
            "custom", custom.formatted("color", "\"B\""), custom.formatted("color", "\"a\""), "B"),
        Pair.ofEntries(
            "custom", custom.formatted("vip", "false"), custom.formatted("vip", "true"), false),
        Pair.ofEntries(
            "custom",
            custom.formatted("agent", "\"" + LOW_ID + "\""),
            custom.formatted("agent", "\"" + HIGH_ID + "\""),
            LOW_ID));
  }

  private static String pathOf(Pair pair) {
    return pair.path().equals("custom")
        ? "custom." + String.valueOf(pair.low()).replaceAll("[{\"]+(\\w+)\".*", "$1")
        : pair.path();
  }

  @ParameterizedTest
  @MethodSource("io.crmkit.testkit.ConditionContract#pairs")
  default void select_comparison_isThreeValued(Pair pair) {
    insert(PATRON, Rows.of(PATRON, LOW_ID), Rows.of(PATRON, HIGH_ID));
    UUID low = insertedVenue(pair.path(), pair.low());
    UUID high = insertedVenue(pair.path(), pair.high());
    UUID none = insertedVenue("name", "without a value");
    String path = pathOf(pair);
    Condition equal = new Condition.Compare(path, Op.EQ, pair.operand());
    Condition unequal = new Condition.Compare(path, Op.NE, pair.operand());
    Condition in = new Condition.In(path, List.of(pair.operand(), pair.operand()));
    Condition isNull = new Condition.IsNull(path, true);

    assertThat(ids(VENUE, equal)).containsExactly(low);
    assertThat(ids(VENUE, unequal)).containsExactly(high);
    assertThat(ids(VENUE, compare(path, Op.GT, pair))).containsExactly(high);
    assertThat(ids(VENUE, compare(path, Op.GTE, pair))).containsExactly(low, high);
    assertThat(ids(VENUE, compare(path, Op.LT, pair))).isEmpty();
    assertThat(ids(VENUE, compare(path, Op.LTE, pair))).containsExactly(low);
    assertThat(ids(VENUE, in)).containsExactly(low);
    assertThat(ids(VENUE, isNull)).containsExactly(none);
    assertThat(ids(VENUE, new Condition.IsNull(path, false))).containsExactly(low, high);

    assertThat(ids(VENUE, new Not(equal))).containsExactly(high);
    assertThat(ids(VENUE, new Not(unequal))).containsExactly(low);
    assertThat(ids(VENUE, new Not(compare(path, Op.GT, pair)))).containsExactly(low);
    assertThat(ids(VENUE, new Not(compare(path, Op.LT, pair)))).containsExactly(low, high);
    assertThat(ids(VENUE, new Not(in))).containsExactly(high);
    assertThat(ids(VENUE, new Not(isNull))).containsExactly(low, high);
    assertThat(ids(VENUE, new Not(new Not(equal)))).containsExactly(low);

    assertThat(ids(VENUE, new Not(Condition.all(equal, Condition.always())))).containsExactly(high);
    assertThat(ids(VENUE, new Not(Condition.all(equal, Condition.never()))))
        .containsExactly(low, high, none);
    assertThat(ids(VENUE, new Not(Condition.any(equal, Condition.never())))).containsExactly(high);
    assertThat(ids(VENUE, Condition.any(equal, isNull))).containsExactly(low, none);
    assertThat(ids(VENUE, Condition.any(equal, new Not(equal)))).containsExactly(low, high);
  }

  private static Condition compare(String path, Op op, Pair pair) {
    return new Condition.Compare(path, op, pair.operand());
  }

  private UUID insertedVenue(String path, Object value) {
    Indexed row = Rows.of(VENUE, path, value);
    insert(VENUE, row);
    return id(row);
  }

  @Test
  default void select_fieldsThatAreNeverNull_compareAlike() {
    Indexed open = Rows.of(VENUE, "open", true, "order", 1, "name", "a");
    Indexed closed = Rows.of(VENUE, "open", false, "order", -1, "name", "B");
    insert(VENUE, open, closed);

    assertThat(ids(VENUE, Condition.eq("open", true))).containsExactly(id(open));
    assertThat(ids(VENUE, new Condition.Compare("open", Op.NE, true))).containsExactly(id(closed));
    assertThat(ids(VENUE, new Condition.Compare("open", Op.GT, false))).containsExactly(id(open));
    assertThat(ids(VENUE, Condition.in("open", List.of(true, false)))).hasSize(2);
    assertThat(ids(VENUE, new Condition.Compare("order", Op.LT, 0))).containsExactly(id(closed));
    assertThat(ids(VENUE, new Condition.Compare("name", Op.LT, "a"))).containsExactly(id(closed));
    assertThat(ids(VENUE, new Condition.IsNull("open", true))).isEmpty();
    assertThat(ids(VENUE, new Condition.IsNull("name", false))).hasSize(2);
  }

  @Test
  default void select_envelopeFields_compareAlike() {
    Indexed first = Rows.of(VENUE, "createdAt", Rows.MADE_AT.minusNanos(1_000));
    Indexed second = Rows.of(VENUE);
    insert(VENUE, first, second);
    Indexed changed = Rows.next(VENUE, second.row());
    update(VENUE, second, changed);

    assertThat(ids(VENUE, Condition.eq("id", new Id<>(id(first))))).containsExactly(id(first));
    assertThat(ids(VENUE, new Condition.Compare("id", Op.GT, new Id<>(id(first)))))
        .containsExactly(id(second));
    assertThat(ids(VENUE, Condition.eq("version", 2L))).containsExactly(id(second));
    assertThat(ids(VENUE, new Condition.Compare("createdAt", Op.LT, Rows.MADE_AT)))
        .containsExactly(id(first));
    assertThat(ids(VENUE, new Condition.Compare("updatedAt", Op.GT, Rows.MADE_AT)))
        .containsExactly(id(second));
    assertThat(ids(VENUE, Condition.eq("deletedAt", null))).hasSize(2);
  }

  @Test
  default void select_listOfSeveral_holdsIfItHoldsForAnElement() {
    Indexed both = Rows.of(VENUE, "tags", List.of("b", "d", "b"));
    Indexed none = Rows.of(VENUE);
    insert(VENUE, both, none);

    assertThat(ids(VENUE, Condition.eq("tags", "b"))).containsExactly(id(both));
    assertThat(ids(VENUE, Condition.eq("tags", "d"))).containsExactly(id(both));
    assertThat(ids(VENUE, Condition.eq("tags", "c"))).isEmpty();
    assertThat(ids(VENUE, new Condition.Compare("tags", Op.NE, "b"))).containsExactly(id(both));
    assertThat(ids(VENUE, new Not(Condition.eq("tags", "b")))).isEmpty();
    assertThat(ids(VENUE, new Not(Condition.eq("tags", "c")))).containsExactly(id(both));
    assertThat(ids(VENUE, Condition.in("tags", List.of("x", "d")))).containsExactly(id(both));
    assertThat(ids(VENUE, Condition.between("tags", "c", "c"))).containsExactly(id(both));
    assertThat(ids(VENUE, Condition.eq("tags", null))).containsExactly(id(none));
  }

  @Test
  default void select_entryOf600CharactersOfAnyScript_isFound() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      text.appendCodePoint(0x1F300 + random.nextInt(0x300)); // four bytes each, hard to compress
    }
    insert(VENUE, Rows.of(VENUE, "custom", Json.write(Map.of("tags", text.toString()))));

    assertThat(ids(VENUE, Condition.eq("custom.tags", text.toString()))).hasSize(1);
  }

  @Test
  default void select_customFields_areToldApartByKey() {
    Indexed row = Rows.of(VENUE, "custom", "{\"size\":3,\"width\":4,\"tags\":\"x\"}");
    insert(VENUE, row);

    assertThat(ids(VENUE, Condition.eq("custom.size", 3L))).hasSize(1);
    assertThat(ids(VENUE, Condition.eq("custom.width", 3L))).isEmpty();
    assertThat(ids(VENUE, Condition.eq("custom.tags", "x"))).hasSize(1);
    assertThat(ids(VENUE, Condition.eq("tags", "x"))).isEmpty();
    assertThat(
            ids(
                VENUE,
                Condition.all(Condition.eq("custom.size", 3L), Condition.eq("custom.width", 4L))))
        .hasSize(1);
    assertThat(ids(VENUE, new Not(Condition.eq("custom.unheard", 1L)))).isEmpty();
    assertThat(ids(VENUE, Condition.eq("custom.unheard", null))).hasSize(1);
  }

  @Test
  default void select_inOfNothing_isFalseAndUnknownOfNull() {
    Indexed row = Rows.of(VENUE, "slug", "a", "tags", List.of("a"));
    insert(VENUE, row, Rows.of(VENUE));

    assertThat(ids(VENUE, Condition.in("slug", List.of()))).isEmpty();
    assertThat(ids(VENUE, Condition.in("tags", List.of()))).isEmpty();
    assertThat(ids(VENUE, new Not(Condition.in("slug", List.of())))).containsExactly(id(row));
    assertThat(ids(VENUE, new Not(Condition.in("tags", List.of())))).containsExactly(id(row));
  }

  @Test
  default void select_inOfMany_findsThem() {
    Indexed row = Rows.of(VENUE, "visitors", 1_500L, "tags", List.of("t1500"));
    insert(VENUE, row, Rows.of(VENUE, "visitors", -1L, "tags", List.of("none")));
    List<Long> numbers = java.util.stream.LongStream.rangeClosed(1, 2_000).boxed().toList();

    assertThat(ids(VENUE, Condition.in("visitors", numbers))).containsExactly(id(row));
    assertThat(ids(VENUE, Condition.in("tags", numbers.stream().map(n -> "t" + n).toList())))
        .containsExactly(id(row));
  }

  @Test
  default void select_emptyAllAndAny_areTrueAndFalse() {
    insert(VENUE, Rows.of(VENUE), Rows.of(VENUE));

    assertThat(ids(VENUE, new All(List.of()))).hasSize(2);
    assertThat(ids(VENUE, new Any(List.of()))).isEmpty();
    assertThat(ids(VENUE, new Not(new All(List.of())))).isEmpty();
    assertThat(ids(VENUE, new Not(new Any(List.of())))).hasSize(2);
  }

  @Test
  default void select_deeplyNested_isJudged() {
    Indexed row = Rows.of(VENUE, "visitors", 1L);
    insert(VENUE, row, Rows.of(VENUE, "visitors", 2L), Rows.of(VENUE));
    Condition nested = Condition.eq("visitors", 1L);
    for (int i = 0; i < 20; i++) {
      nested = new Not(new All(List.of(new Any(List.of(new Not(nested), Condition.never())))));
    }

    assertThat(ids(VENUE, nested)).containsExactly(id(row));
  }
}
