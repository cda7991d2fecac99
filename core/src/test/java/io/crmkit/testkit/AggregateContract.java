package io.crmkit.testkit;

import static io.crmkit.testkit.Samples.PATRON;
import static io.crmkit.testkit.Samples.VENUE;
import static io.crmkit.testkit.StorageBench.id;
import static io.crmkit.testkit.StorageBench.sorted;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Aggregation.Group;
import io.crmkit.record.Aggregation.Measure;
import io.crmkit.record.Aggregation.Op;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Ref;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Selection;
import io.crmkit.testkit.Samples.Level;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups and measures. */
interface AggregateContract extends StorageBench {
  /** The number of rows. */
  Measure COUNT = new Measure(Op.COUNT, null);

  private List<Group> aggregate(List<String> keys, Measure... measures) {
    return reads().aggregate(VENUE, everything(), keys, List.of(measures));
  }

  private static Selection everything() {
    return sorted(Condition.always(), 1, "id");
  }

  /** Returns a group whose key is given as path and value in turn. */
  private static Group group(List<Object> key, Object... values) {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (int i = 0; i < key.size(); i += 2) {
      parts.put((String) key.get(i), key.get(i + 1));
    }
    return new Group(parts, Arrays.asList(values));
  }

  @Test
  default void aggregate_noKeys_isOneGroupOfAllRows() {
    insert(VENUE, Rows.of(VENUE, "order", 2), Rows.of(VENUE, "order", 3));

    List<Group> groups = aggregate(List.of(), COUNT, new Measure(Op.SUM, "order"));

    assertThat(groups).containsExactly(group(List.of(), 2L, BigInteger.valueOf(5)));
  }

  @Test
  default void aggregate_noRows_isNoGroupWithKeysAndOneWithout() {
    assertThat(aggregate(List.of("level"), COUNT)).isEmpty();
    assertThat(aggregate(List.of(), COUNT, new Measure(Op.SUM, "order")))
        .containsExactly(group(List.of(), 0L, null));
  }

  @Test
  default void aggregate_nullKeys_areAGroupOfTheirOwn() {
    insert(
        VENUE,
        Rows.of(VENUE, "level", Level.LARGE, "open", true),
        Rows.of(VENUE),
        Rows.of(VENUE, "level", Level.LARGE),
        Rows.of(VENUE));

    assertThat(aggregate(List.of("level"), COUNT))
        .containsExactlyInAnyOrder(
            group(Arrays.asList("level", null), 2L), group(List.of("level", Level.LARGE), 2L));
    assertThat(aggregate(List.of("level", "open"), COUNT))
        .containsExactlyInAnyOrder(
            group(Arrays.asList("level", null, "open", false), 2L),
            group(List.of("level", Level.LARGE, "open", true), 1L),
            group(List.of("level", Level.LARGE, "open", false), 1L));
  }

  @ParameterizedTest
  @MethodSource("io.crmkit.testkit.AggregateContract#keys")
  default void aggregate_keyOfAnyKind_isTheFieldsOwnValue(String path, Object one, Object two) {
    insert(VENUE, Rows.of(VENUE, path, one), Rows.of(VENUE, path, two), Rows.of(VENUE, path, one));

    assertThat(aggregate(List.of(path), COUNT))
        .containsExactlyInAnyOrder(group(List.of(path, one), 2L), group(List.of(path, two), 1L));
  }

  static List<Arguments> keys() {
    return List.of(
        Arguments.of("name", "Élan", "élan"),
        Arguments.of("name", "e\u0301", "\u00E9"),
        Arguments.of("name", "\uD83D\uDE00", "\uD83D\uDE01"),
        Arguments.of("open", true, false),
        Arguments.of("order", 1, 2),
        Arguments.of("visitors", Long.MAX_VALUE, Long.MIN_VALUE),
        Arguments.of("rating", new BigDecimal("1.5"), new BigDecimal("15")),
        Arguments.of("fee", Money.of("5", "EUR"), Money.of("5", "XOF")),
        Arguments.of("source", new Ref("patron", Rows.newId()), new Ref("venue", Rows.newId())),
        Arguments.of("times.opensAt", Rows.MADE_AT, Rows.MADE_AT.plusNanos(1_000)),
        Arguments.of("times.foundedOn", LocalDate.of(1, 1, 1), LocalDate.of(2026, 2, 28)),
        Arguments.of("times.visit", Duration.ofMinutes(1), Duration.ofMinutes(2)),
        Arguments.of("times.zone", ZoneId.of("UTC"), ZoneId.of("Africa/Dakar")),
        Arguments.of("times.language", Locale.FRENCH, Locale.ENGLISH),
        Arguments.of("times.currency", Currency.getInstance("EUR"), Currency.getInstance("XOF")),
        Arguments.of("createdAt", Rows.MADE_AT, Instant.parse("2026-01-01T00:00:00Z")));
  }

  @Test
  default void aggregate_keyIsReference_isAnId() {
    Indexed patron = Rows.of(PATRON);
    insert(PATRON, patron);
    insert(VENUE, Rows.of(VENUE, "patronId", new Id<>(id(patron))));

    assertThat(aggregate(List.of("patronId"), COUNT))
        .containsExactly(group(List.of("patronId", new Id<>(id(patron))), 1L));
  }

  @Test
  default void aggregate_money_isMeasuredByCurrency() {
    insert(
        VENUE,
        Rows.of(VENUE, "fee", Money.of("10.50", "EUR")),
        Rows.of(VENUE, "fee", Money.of("-0.25", "EUR")),
        Rows.of(VENUE, "fee", Money.of("1250", "XOF")),
        Rows.of(VENUE));

    List<Group> groups =
        aggregate(
            List.of("fee.currency"),
            COUNT,
            new Measure(Op.SUM, "fee"),
            new Measure(Op.MIN, "fee"),
            new Measure(Op.MAX, "fee"));

    assertThat(groups)
        .containsExactlyInAnyOrder(
            group(
                List.of("fee.currency", "EUR"),
                2L,
                BigInteger.valueOf(102_500),
                Money.of("-0.25", "EUR"),
                Money.of("10.50", "EUR")),
            group(
                List.of("fee.currency", "XOF"),
                1L,
                BigInteger.valueOf(12_500_000),
                Money.of("1250", "XOF"),
                Money.of("1250", "XOF")),
            group(Arrays.asList("fee.currency", null), 1L, null, null, null));
  }

  @Test
  default void aggregate_sumBeyondLong_isExact() {
    for (int i = 0; i < 3; i++) {
      insert(
          VENUE,
          Rows.of(
              VENUE,
              "visitors",
              Long.MAX_VALUE,
              "fee",
              Money.of("899999999999999", "XOF"),
              "rating",
              new BigDecimal("922337203685477.5807")));
    }
    BigInteger three = BigInteger.valueOf(3);

    List<Group> groups =
        aggregate(
            List.of("fee.currency"),
            new Measure(Op.SUM, "visitors"),
            new Measure(Op.SUM, "fee"),
            new Measure(Op.SUM, "rating"));

    assertThat(groups)
        .containsExactly(
            group(
                List.of("fee.currency", "XOF"),
                BigInteger.valueOf(Long.MAX_VALUE).multiply(three),
                new BigInteger("8999999999999990000").multiply(three),
                BigInteger.valueOf(Long.MAX_VALUE).multiply(three)));
  }

  @ParameterizedTest
  @MethodSource("io.crmkit.testkit.AggregateContract#measured")
  default void aggregate_leastAndGreatest_areValuesOfTheField(
      String path, Object least, Object greatest) {
    insert(
        VENUE,
        Rows.of(VENUE, path, greatest),
        Rows.of(VENUE, path, least),
        Rows.of(VENUE, path, greatest));

    assertThat(aggregate(List.of(), new Measure(Op.MIN, path), new Measure(Op.MAX, path)))
        .containsExactly(group(List.of(), least, greatest));
  }

  static List<Arguments> measured() {
    return List.of(
        Arguments.of("name", "Z", "a"),
        Arguments.of("name", "\uFFFD", "\uD83D\uDE00"),
        Arguments.of("order", -1, 1),
        Arguments.of("visitors", 9L, 10L),
        Arguments.of("rating", new BigDecimal("-1.5"), new BigDecimal("0.25")),
        Arguments.of("level", Level.MEDIUM, Level.LARGE),
        Arguments.of("times.opensAt", Rows.MADE_AT, Rows.MADE_AT.plusNanos(1_000)),
        Arguments.of("times.foundedOn", LocalDate.of(999, 1, 1), LocalDate.of(1000, 1, 1)),
        Arguments.of("times.visit", Duration.ofMinutes(90), Duration.ofHours(2)));
  }

  @Test
  default void aggregate_someValuesMissing_measuresTheOthers() {
    insert(VENUE, Rows.of(VENUE, "rating", new BigDecimal("1.5")), Rows.of(VENUE));

    List<Group> groups =
        aggregate(
            List.of(),
            COUNT,
            new Measure(Op.COUNT, "rating"),
            new Measure(Op.SUM, "rating"),
            new Measure(Op.MAX, "rating"),
            new Measure(Op.MAX, "visitors"));

    assertThat(groups)
        .containsExactly(
            group(List.of(), 2L, 1L, BigInteger.valueOf(15_000), new BigDecimal("1.5"), null));
  }

  @Test
  default void aggregate_conditionWordsAndDeleted_areKept() {
    Indexed deleted = Rows.of(VENUE, "name", "Sorano deleted", "order", 100);
    insert(
        VENUE,
        Rows.of(VENUE, "name", "Sorano one", "order", 1, "tags", List.of("a", "b")),
        Rows.of(VENUE, "name", "Sorano two", "order", 10),
        Rows.of(VENUE, "order", 5),
        deleted);
    update(VENUE, deleted, Rows.deleted(VENUE, deleted.row()));
    Measure sum = new Measure(Op.SUM, "order");
    Condition small = new Condition.Compare("order", Condition.Op.LT, 10);
    Selection words = new Selection(small, List.of("sor"), everything().sort(), null, 1, false);
    Selection gone =
        new Selection(Condition.always(), List.of(), everything().sort(), null, 1, true);
    Selection tagged = sorted(new Condition.Compare("tags", Condition.Op.GTE, "a"), 1, "id");

    assertThat(reads().aggregate(VENUE, words, List.of(), List.of(COUNT, sum)))
        .containsExactly(group(List.of(), 1L, BigInteger.ONE));
    assertThat(reads().aggregate(VENUE, gone, List.of(), List.of(COUNT, sum)))
        .containsExactly(group(List.of(), 1L, BigInteger.valueOf(100)));
    assertThat(reads().aggregate(VENUE, tagged, List.of(), List.of(COUNT, sum)))
        .containsExactly(group(List.of(), 1L, BigInteger.ONE));
  }
}
