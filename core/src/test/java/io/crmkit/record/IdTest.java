package io.crmkit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdTest {
  private static final String TEXT = "0195a000-0000-7000-8000-00000000000a";
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");

  @Test
  void of_usualForm_isReadInAnyCase() {
    assertThat(Id.of(TEXT)).hasToString(TEXT);
    assertThat(Id.of(TEXT.toUpperCase(java.util.Locale.ROOT))).isEqualTo(Id.of(TEXT));
    assertThat(Id.of(TEXT).as(Object.class)).isEqualTo(Id.of(TEXT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-2-3-4-5",
        "0195a000-0000-7000-8000-00000000000g",
        "0195a000-0000-7000-8000-0000000000-a",
        "0195a000x0000-7000-8000-00000000000a",
        "0195a000-0000-7000-8000-00000000000\uFF11",
        "0195a00000000-7000-8000-00000000000a"
      })
  void of_otherForm_isRefused(String text) {
    assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> Id.of(text));
  }

  @Test
  void compareTo_highestBit_isNoSign() {
    List<UUID> ids =
        new ArrayList<>(List.of(new UUID(-1, 0), new UUID(0, -1), new UUID(1, 0), new UUID(0, 1)));

    ids.sort(Id::compare);

    assertThat(ids)
        .containsExactly(new UUID(0, 1), new UUID(0, -1), new UUID(1, 0), new UUID(-1, 0));
    assertThat(new Id<>(ids.get(0)).compareTo(new Id<>(ids.get(1)))).isNegative();
  }

  @Test
  void ref_typeAndId_areReadBack() {
    Ref ref = Ref.to("account", Id.of(TEXT));

    assertThat(ref).hasToString("account:" + TEXT);
    assertThat(Ref.of(ref.toString())).isEqualTo(ref);
    assertThat(ref.compareTo(new Ref("lead", ref.id()))).isNegative();
    assertThat(ref.compareTo(new Ref("account", new UUID(-1, 0)))).isNegative();
  }

  @ParameterizedTest
  @ValueSource(strings = {"account", ":" + TEXT, "account:", "account:1", TEXT})
  void ref_otherForm_isRefused(String text) {
    assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> Ref.of(text));
  }

  @Test
  void next_oneMillisecond_risesBeyondItsCounter() {
    TimeOrderedIds source = new TimeOrderedIds();
    UUID before = source.next(NOW);
    for (int i = 0; i < 20_000; i++) {
      UUID next = source.next(NOW);

      assertThat(Id.compare(before, next)).isNegative();
      assertThat(next.version()).isEqualTo(7);
      assertThat(next.variant()).isEqualTo(2);
      before = next;
    }
  }

  @Test
  void next_clockGoesBackABit_stillRises() {
    TimeOrderedIds source = new TimeOrderedIds();
    UUID before = source.next(NOW);

    UUID after = source.next(NOW.minusMillis(900));

    assertThat(Id.compare(before, after)).isNegative();
  }

  @Test
  void next_past_sortsByItsInstant() {
    TimeOrderedIds source = new TimeOrderedIds();
    UUID now = source.next(NOW);
    UUID past = source.next(NOW.minusSeconds(3_600));
    UUID longPast = source.next(Instant.parse("1960-01-01T00:00:00Z"));

    assertThat(Id.compare(past, now)).isNegative();
    assertThat(past.getMostSignificantBits() >>> 16)
        .isEqualTo(NOW.minusSeconds(3_600).toEpochMilli());
    assertThat(Id.compare(longPast, past)).isNegative();
    assertThat(Id.compare(now, source.next(NOW))).isNegative();
  }
}
