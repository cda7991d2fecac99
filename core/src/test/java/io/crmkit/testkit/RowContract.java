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
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Ref;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Row;
import io.crmkit.storage.UniqueKeyException;
import io.crmkit.testkit.Samples.Contact;
import io.crmkit.testkit.Samples.Level;
import io.crmkit.testkit.Samples.Patron;
import io.crmkit.testkit.Samples.Times;
import io.crmkit.testkit.Samples.Venue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Single rows: what was put in comes out. */
interface RowContract extends StorageBench {

  @Test
  default void find_everyKindOfField_isAsInserted() {
    Indexed friend = Rows.of(PATRON, "name", "Awa");
    insert(PATRON, friend);
    Id<Patron> friendId = new Id<>(id(friend));
    Venue venue =
        new Venue(
            "Théâtre Daniel Sorano",
            "daniel-sorano",
            Level.LARGE,
            true,
            7,
            6_000_000_000L,
            new BigDecimal("4.1235"),
            Money.of("12500", "XOF"),
            friendId,
            new Ref("patron", id(friend)),
            List.of("jazz", "théâtre, danse", "a\\b"),
            List.of(friendId),
            List.of(Level.SMALL, Level.LARGE),
            new Times(
                Instant.parse("2026-03-01T10:00:00.000001Z"),
                LocalDate.of(1965, 7, 17),
                Duration.ofMillis(5_400_001),
                ZoneId.of("Africa/Dakar"),
                Locale.forLanguageTag("fr-SN"),
                Currency.getInstance("XOF")),
            new Contact(
                "info@sorano.example",
                "+221338222222",
                "https://sorano.example/programme?mois=3",
                "sorano.example",
                "0123456789abcdef",
                "0 8 * * 1",
                "{\"b\":1,\"a\":[true,null,1.50]}",
                "Dakar",
                "line\none\ttab"));
    String custom = "{\"size\":3,\"color\":\"rouge\",\"a\":true}";
    Row row =
        new Row(
            Rows.newId(),
            1,
            Rows.MADE_AT,
            Rows.MADE_AT.plusNanos(1_000),
            null,
            VENUE.values(venue),
            custom);

    insert(VENUE, Rows.indexed(VENUE, row));

    Row found = reads().find(VENUE, row.id()).orElseThrow();
    assertThat(found).isEqualTo(row);
    assertThat(VENUE.value(found.values())).isEqualTo(venue);
  }

  @Test
  default void find_nothingButTheRequired_isAsInserted() {
    Indexed row = Rows.of(VENUE, "name", "Sorano");

    insert(VENUE, row);

    Row found = reads().find(VENUE, id(row)).orElseThrow();
    assertThat(found).isEqualTo(row.row());
    Venue venue = VENUE.value(found.values());
    assertThat(venue.contact()).isNull();
    assertThat(venue.tags()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.crmkit.testkit.RowContract#extremes")
  default void find_extremeValue_isAsInserted(String path, Object value) {
    Indexed row = Rows.of(VENUE, path, value);

    insert(VENUE, row);

    Row found = reads().find(VENUE, id(row)).orElseThrow();
    assertThat(found.get(VENUE.field(path))).isEqualTo(value);
    assertThat(found).isEqualTo(row.row());
  }

  static List<Arguments> extremes() {
    StringBuilder planes = new StringBuilder();
    for (int plane = 0; plane <= 16; plane++) {
      for (int c : new int[] {0x1, 0x9, 0x27, 0x5C, 0x25, 0xE9, 0xD7FF, 0xE000, 0xFFFD}) {
        planes.appendCodePoint((plane << 16) + c);
      }
    }
    return List.of(
        Arguments.of("name", "x" + planes),
        Arguments.of("name", "é".repeat(200)),
        Arguments.of("name", "\uD83D\uDE00".repeat(200)),
        Arguments.of("name", "e\u0301 \u00E9 \u200B ß ẞ İ ı 가 \u1100\u1161 한자 漢字 עברית"),
        Arguments.of("contact.story", "0123456789".repeat(100_000)),
        Arguments.of("contact.story", "\uD83D\uDE00".repeat(100_000)),
        Arguments.of("contact.story", "'; DROP TABLE venue; -- \\ \" ` % _ ? :name ${x} {d}"),
        Arguments.of("tags", List.of("a,b", "\\", "\"", "[", "é", "\uD83D\uDE00")),
        Arguments.of("tags", List.of("b", "a", "b")),
        Arguments.of("order", Integer.MIN_VALUE),
        Arguments.of("order", Integer.MAX_VALUE),
        Arguments.of("visitors", Long.MIN_VALUE),
        Arguments.of("visitors", Long.MAX_VALUE),
        Arguments.of("rating", new BigDecimal("-0.0001")),
        Arguments.of("rating", new BigDecimal("922337203685477.5807")),
        Arguments.of("rating", BigDecimal.ZERO),
        Arguments.of("rating", new BigDecimal("1000")),
        Arguments.of("fee", Money.of("-899999999999999", "XOF")),
        Arguments.of("fee", Money.of("-0.01", "EUR")),
        Arguments.of("fee", Money.of("0.001", "KWD")),
        Arguments.of("fee", Money.of("0.0001", "CLF")),
        Arguments.of("fee", Money.of("0", "XOF")),
        Arguments.of("times.opensAt", Instant.parse("0001-01-01T00:00:00Z")),
        Arguments.of("times.opensAt", Instant.parse("9999-12-31T23:59:59.999999Z")),
        Arguments.of("times.opensAt", Instant.parse("1969-12-31T23:59:59.999999Z")),
        Arguments.of("times.opensAt", Instant.parse("1582-10-10T12:00:00.5Z")),
        Arguments.of("times.foundedOn", LocalDate.of(1, 1, 1)),
        Arguments.of("times.foundedOn", LocalDate.of(9999, 12, 31)),
        Arguments.of("times.foundedOn", LocalDate.of(1582, 10, 10)),
        Arguments.of("times.visit", Duration.ofMillis(-1)),
        Arguments.of("times.visit", Duration.ofDays(100_000)),
        Arguments.of("times.zone", ZoneId.of("America/Argentina/ComodRivadavia")),
        Arguments.of("times.zone", ZoneId.of("+05:30")),
        Arguments.of("times.language", Locale.forLanguageTag("zh-Hant-TW")),
        Arguments.of("contact.json", "{\"\uD83D\uDE00\":[1.10,\"\\u0001\",{}]}"));
  }

  @Test
  default void find_idsOfAllBits_areAsInserted() {
    List<UUID> ids =
        List.of(
            new UUID(0, 1),
            new UUID(Long.MAX_VALUE, -1),
            new UUID(Long.MIN_VALUE, 0),
            new UUID(-1, -1));

    ids.forEach(id -> insert(VENUE, Rows.of(VENUE, id)));

    assertThat(ids(VENUE, Condition.always())).containsExactlyElementsOf(ids);
  }

  @Test
  default void find_unknown_isEmpty() {
    assertThat(reads().find(VENUE, Rows.newId())).isEmpty();
  }

  @Test
  default void find_softlyDeleted_isFound() {
    Indexed row = Rows.of(VENUE, "name", "Sorano");
    insert(VENUE, row);
    Indexed deleted = Rows.deleted(VENUE, row.row());

    update(VENUE, row, deleted);

    assertThat(reads().find(VENUE, id(row))).contains(deleted.row());
    assertThat(reads().findAll(VENUE, List.of(id(row)))).containsExactly(deleted.row());
  }

  @Test
  default void findAll_someUnknownSomeTwice_returnsEachExistingOnce() {
    Indexed one = Rows.of(VENUE, "name", "one");
    Indexed two = Rows.of(VENUE, "name", "two");
    insert(VENUE, one, two, Rows.of(VENUE, "name", "three"));

    List<Row> found = reads().findAll(VENUE, List.of(id(two), Rows.newId(), id(one), id(two)));

    assertThat(found).containsExactlyInAnyOrder(one.row(), two.row());
    assertThat(reads().findAll(VENUE, List.of())).isEmpty();
  }

  @Test
  default void insert_aThousandAtOnce_findsThemAll() {
    List<Indexed> rows = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      rows.add(
          Rows.of(VENUE, "name", "Venue " + i, "slug", "venue-" + i, "tags", List.of("t" + i)));
    }

    insert(VENUE, rows.toArray(Indexed[]::new));

    List<UUID> ids = rows.stream().map(StorageBench::id).toList();
    assertThat(reads().findAll(VENUE, ids)).hasSize(1_000);
    assertThat(walk(reads(), VENUE, sorted(Condition.always(), 400, "id")))
        .isEqualTo(rows.stream().map(Indexed::row).toList());
    assertThat(ids(VENUE, Condition.eq("tags", "t999"))).containsExactly(ids.get(999));
  }

  @Test
  default void insert_none_changesNothing() {
    insert(VENUE);

    assertThat(ids(VENUE, Condition.always())).isEmpty();
  }

  @Test
  default void insert_idTaken_isRefused() {
    Indexed row = Rows.of(VENUE, "name", "first");
    insert(VENUE, row);

    assertThatExceptionOfType(UniqueKeyException.class)
        .isThrownBy(() -> insert(VENUE, Rows.of(VENUE, id(row), "name", "second")));
    assertThat(reads().find(VENUE, id(row))).contains(row.row());
  }

  @Test
  default void update_currentVersion_overwritesEveryField() {
    Indexed before =
        Rows.of(
            VENUE,
            "name",
            "Sorano",
            "slug",
            "sorano",
            "fee",
            Money.of("1", "XOF"),
            "tags",
            List.of("a", "b"),
            "custom",
            "{\"size\":3}");
    insert(VENUE, before);
    Indexed after =
        Rows.next(
            VENUE,
            before.row(),
            "name",
            "Daniel",
            "slug",
            null,
            "fee",
            null,
            "tags",
            List.of("b", "c"),
            "custom",
            "{\"color\":\"red\"}");

    update(VENUE, before, after);

    assertThat(reads().find(VENUE, id(before))).contains(after.row());
    assertThat(ids(VENUE, Condition.eq("tags", "a"))).isEmpty();
    assertThat(ids(VENUE, Condition.eq("tags", "c"))).containsExactly(id(before));
    assertThat(ids(VENUE, Condition.eq("custom.size", 3L))).isEmpty();
    assertThat(ids(VENUE, Condition.eq("custom.color", "red"))).containsExactly(id(before));
  }

  @Test
  default void update_staleVersion_keepsTheFirstWrite() {
    Indexed first = Rows.of(VENUE, "name", "first", "tags", List.of("a"));
    insert(VENUE, first);
    Indexed second = Rows.next(VENUE, first.row(), "name", "second");
    update(VENUE, first, second);

    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(() -> update(VENUE, first, Rows.next(VENUE, first.row(), "tags", List.of("b"))))
        .withMessageContaining("version 1");
    assertThat(reads().find(VENUE, id(first))).contains(second.row());
    assertThat(ids(VENUE, Condition.eq("tags", "b"))).isEmpty();
  }

  @Test
  default void update_underTheSameVersion_overwrites() {
    Indexed first = Rows.of(VENUE, "name", "first");
    insert(VENUE, first);
    Row next = Rows.next(VENUE, first.row(), "name", "second").row();
    Row same =
        new Row(
            next.id(),
            1,
            first.row().createdAt(),
            first.row().updatedAt(),
            null,
            next.values(),
            null);

    update(VENUE, first, new Indexed(same, first.words(), first.entries()));

    assertThat(reads().find(VENUE, id(first))).contains(same);
  }

  @Test
  default void update_goneRow_isStale() {
    Indexed row = Rows.of(VENUE, "name", "Sorano");

    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(() -> update(VENUE, row, Rows.next(VENUE, row.row())));
    assertThat(reads().find(VENUE, id(row))).isEmpty();
  }

  @Test
  default void update_twiceInOneUnit_keepsTheLast() {
    Indexed first = Rows.of(VENUE, "name", "first");
    Indexed second = Rows.next(VENUE, first.row(), "name", "second", "tags", List.of("a"));
    Indexed third = Rows.next(VENUE, second.row(), "name", "third", "tags", List.of("b"));

    storage()
        .transact(
            ORGANIZATION,
            unit -> {
              unit.insert(VENUE, List.of(first));
              unit.update(VENUE, first, second);
              unit.update(VENUE, second, third);
              return third;
            });

    assertThat(reads().find(VENUE, id(first))).contains(third.row());
    assertThat(ids(VENUE, Condition.eq("tags", "a"))).isEmpty();
    assertThat(ids(VENUE, Condition.eq("tags", "b"))).containsExactly(id(first));
  }

  @Test
  default void delete_currentVersion_leavesNothing() {
    Indexed row = Rows.of(VENUE, "name", "Sorano", "slug", "s", "tags", List.of("a"));
    insert(VENUE, row);

    delete(VENUE, row);

    assertThat(reads().find(VENUE, id(row))).isEmpty();
    assertThat(ids(VENUE, Condition.eq("tags", "a"))).isEmpty();
    insert(VENUE, row);
    assertThat(reads().find(VENUE, id(row))).contains(row.row());
  }

  @Test
  default void delete_staleVersion_isRefused() {
    Indexed first = Rows.of(VENUE, "name", "first");
    insert(VENUE, first);
    Indexed second = Rows.next(VENUE, first.row(), "name", "second");
    update(VENUE, first, second);

    assertThatExceptionOfType(StaleVersionException.class).isThrownBy(() -> delete(VENUE, first));
    assertThat(reads().find(VENUE, id(first))).contains(second.row());
  }

  @Test
  default void delete_goneRow_isStale() {
    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(() -> delete(VENUE, Rows.of(VENUE, "name", "Sorano")));
  }

  @Test
  default void platform_row_livesThroughAllOperations() {
    Indexed first = Rows.of(CURATOR, "name", "Awa", "email", "awa@example.org");
    Indexed second = Rows.next(CURATOR, first.row(), "name", "Binta");

    storage()
        .platform(
            unit -> {
              unit.insert(CURATOR, List.of(first));
              unit.lock(CURATOR, List.of(id(first)));
              unit.update(CURATOR, first, second);
              return second;
            });
    Optional<Row> found = storage().readPlatform().find(CURATOR, id(first));
    storage()
        .platform(
            unit -> {
              unit.delete(CURATOR, second);
              return second;
            });

    assertThat(found).contains(second.row());
    assertThat(storage().readPlatform().find(CURATOR, id(first))).isEmpty();
  }
}
