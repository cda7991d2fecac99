package io.crmkit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ValueTypesTest {
  private enum Shade {
    LIGHT_BLUE,
    DARK
  }

  private static final UUID ID = UUID.fromString("0195a000-0000-7000-8000-000000000001");
  private static final ValueType<Shade> SHADE = ValueTypes.choice(Shade.class);
  private static final ValueType<BigDecimal> DECIMAL = ValueTypes.decimal(4);

  static List<Arguments> values() {
    return List.of(
        Arguments.of(ValueTypes.BOOLEAN, true, true, "true"),
        Arguments.of(ValueTypes.INT, Integer.MIN_VALUE, -2147483648L, "-2147483648"),
        Arguments.of(ValueTypes.LONG, Long.MAX_VALUE, Long.MAX_VALUE, "9223372036854775807"),
        Arguments.of(DECIMAL, new BigDecimal("-1.25"), new BigDecimal("-1.25"), "-1.25"),
        Arguments.of(
            ValueTypes.MONEY,
            Money.of("12.5", "EUR"),
            Map.of("amount", "12.50", "currency", "EUR"),
            "12.50 EUR"),
        Arguments.of(ValueTypes.CURRENCY, Currency.getInstance("XOF"), "XOF", "XOF"),
        Arguments.of(
            ValueTypes.INSTANT,
            Instant.parse("2026-01-31T08:30:00.000001Z"),
            "2026-01-31T08:30:00.000001Z",
            "2026-01-31T08:30:00.000001Z"),
        Arguments.of(ValueTypes.DATE, LocalDate.of(2026, 1, 31), "2026-01-31", "2026-01-31"),
        Arguments.of(ValueTypes.DURATION, Duration.ofMinutes(90), "PT1H30M", "PT1H30M"),
        Arguments.of(ValueTypes.LOCALE, Locale.forLanguageTag("fr-SN"), "fr-SN", "fr-SN"),
        Arguments.of(ValueTypes.ZONE, ZoneId.of("Africa/Dakar"), "Africa/Dakar", "Africa/Dakar"),
        Arguments.of(SHADE, Shade.LIGHT_BLUE, "LIGHT_BLUE", "LIGHT_BLUE"),
        Arguments.of(ValueTypes.ID, new Id<>(ID), ID.toString(), ID.toString()),
        Arguments.of(ValueTypes.REF, new Ref("account", ID), "account:" + ID, "account:" + ID));
  }

  @ParameterizedTest
  @MethodSource("values")
  void anyForm_writtenAndReadAgain_isTheSame(
      ValueType<Object> type, Object value, Object plain, String text) {
    Object[] parts = new Object[type.forms().size() + 1];

    type.encode(value, parts, 1);

    assertThat(type.decode(parts, 1)).isEqualTo(value);
    assertThat(type.decode(new Object[parts.length], 1)).isNull();
    assertThat(type.toPlain(value)).isEqualTo(plain);
    assertThat(type.fromPlain(plain)).isEqualTo(value);
    assertThat(type.print(value)).isEqualTo(text);
    assertThat(type.parse(" " + text + " ")).isEqualTo(value);
    assertThat(type.normalize(value)).isEqualTo(value);
    assertThat(type.compare(value, value)).isZero();
    assertThat(type.comparable(value)).isEqualTo(parts[1]);
    assertThat(type.javaType()).isInstanceOf(Class.class);
    assertThat(type.element()).isNull();
    assertThat(type.maxLength()).isZero();
    assertThat(type.format()).isEqualTo(TextFormat.PLAIN);
  }

  static List<Arguments> refusedTexts() {
    return List.of(
        Arguments.of(ValueTypes.BOOLEAN, "yes", "INVALID_BOOLEAN"),
        Arguments.of(ValueTypes.INT, "2147483648", "OUT_OF_RANGE"),
        Arguments.of(ValueTypes.INT, "1.5", "INVALID_NUMBER"),
        Arguments.of(ValueTypes.INT, "one", "INVALID_NUMBER"),
        Arguments.of(ValueTypes.INT, "1E2147483647", "OUT_OF_RANGE"),
        Arguments.of(ValueTypes.INT, "1E-2147483647", "OUT_OF_RANGE"),
        Arguments.of(ValueTypes.LONG, "9223372036854775808", "OUT_OF_RANGE"),
        Arguments.of(ValueTypes.LONG, "1".repeat(41), "INVALID_TYPE"),
        Arguments.of(DECIMAL, "0.00001", "TOO_MANY_DECIMALS"),
        Arguments.of(DECIMAL, "922337203685477.5808", "OUT_OF_RANGE"),
        Arguments.of(DECIMAL, "-922337203685477.5809", "OUT_OF_RANGE"),
        Arguments.of(DECIMAL, "1E2147483647", "OUT_OF_RANGE"),
        Arguments.of(DECIMAL, "1E300", "OUT_OF_RANGE"),
        Arguments.of(ValueTypes.MONEY, "12", "INVALID_AMOUNT"),
        Arguments.of(ValueTypes.MONEY, "1e3 XOF", "INVALID_AMOUNT"),
        Arguments.of(ValueTypes.MONEY, "12 XAU", "INVALID_CURRENCY"),
        Arguments.of(ValueTypes.CURRENCY, "ABC", "INVALID_CURRENCY"),
        Arguments.of(ValueTypes.INSTANT, "2026-01-31", "INVALID_TIME"),
        Arguments.of(ValueTypes.INSTANT, "-0001-01-31T00:00:00Z", "OUT_OF_RANGE"),
        Arguments.of(ValueTypes.INSTANT, "+10000-01-01T00:00:00Z", "OUT_OF_RANGE"),
        Arguments.of(ValueTypes.DATE, "31.1.2026", "INVALID_DATE"),
        Arguments.of(ValueTypes.DATE, "0000-01-01", "INVALID_DATE"),
        Arguments.of(ValueTypes.DATE, "+10000-01-01", "INVALID_DATE"),
        Arguments.of(ValueTypes.DURATION, "90 minutes", "INVALID_DURATION"),
        Arguments.of(ValueTypes.DURATION, "PT9223372036854775807S", "OUT_OF_RANGE"),
        Arguments.of(ValueTypes.LOCALE, "fr_SN", "INVALID_LOCALE"),
        Arguments.of(ValueTypes.LOCALE, " ", "INVALID_LOCALE"),
        Arguments.of(ValueTypes.ZONE, "Dakar", "INVALID_ZONE"),
        Arguments.of(SHADE, "medium", "UNKNOWN_CHOICE"),
        Arguments.of(ValueTypes.ID, "1-2-3-4-5", "INVALID_ID"),
        Arguments.of(ValueTypes.REF, ID.toString(), "INVALID_REFERENCE"));
  }

  @ParameterizedTest
  @MethodSource("refusedTexts")
  void parse_malformed_isRefusedByCode(ValueType<Object> type, String text, String code) {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> type.parse(text))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  static List<Arguments> refusedPlain() {
    return List.of(
        Arguments.of(ValueTypes.BOOLEAN, "true"),
        Arguments.of(ValueTypes.INT, "1"),
        Arguments.of(ValueTypes.INT, true),
        Arguments.of(DECIMAL, List.of()),
        Arguments.of(ValueTypes.MONEY, 12L),
        Arguments.of(ValueTypes.MONEY, Map.of("amount", "1")),
        Arguments.of(ValueTypes.MONEY, Map.of("amount", "1", "currency", 5L)),
        Arguments.of(ValueTypes.MONEY, Map.of("amount", 1L, "currency", "XOF")),
        Arguments.of(ValueTypes.MONEY, Map.of("amount", "1", "unit", "XOF")),
        Arguments.of(ValueTypes.CURRENCY, 1L),
        Arguments.of(ValueTypes.INSTANT, 1L),
        Arguments.of(ValueTypes.DATE, 1L),
        Arguments.of(ValueTypes.DURATION, 1L),
        Arguments.of(SHADE, 1L),
        Arguments.of(ValueTypes.ID, 1L),
        Arguments.of(ValueTypes.REF, 1L));
  }

  @ParameterizedTest
  @MethodSource("refusedPlain")
  void fromPlain_otherForm_isRefused(ValueType<Object> type, Object plain) {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> type.fromPlain(plain))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("INVALID_TYPE"));
  }

  @Test
  void fromPlain_numbersOfAllClasses_areRead() {
    assertThat(ValueTypes.INT.fromPlain(7)).isEqualTo(7);
    assertThat(ValueTypes.INT.fromPlain(new BigDecimal("7.0"))).isEqualTo(7);
    assertThat(ValueTypes.LONG.fromPlain(BigInteger.TEN)).isEqualTo(10L);
    assertThat(ValueTypes.LONG.fromPlain(new BigDecimal("1E3"))).isEqualTo(1_000L);
    assertThat(DECIMAL.fromPlain(3L)).isEqualTo(new BigDecimal("3"));
    assertThat(DECIMAL.fromPlain("0.50")).isEqualTo(new BigDecimal("0.5"));
    assertThat(DECIMAL.fromPlain(new BigDecimal("1E3"))).isEqualTo(new BigDecimal("1000"));
    assertThat(DECIMAL.fromPlain(new BigDecimal("0E5"))).isEqualTo(BigDecimal.ZERO);
  }

  /** A day of the year 10000 was kept but could not be read back. */
  @Test
  void normalize_dayThatCannotBeRead_isRefused() {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> ValueTypes.DATE.normalize(LocalDate.of(10_000, 1, 1)));
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> ValueTypes.DATE.normalize(LocalDate.of(0, 12, 31)));
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> ValueTypes.CURRENCY.normalize(Currency.getInstance("XAU")));
    assertThat(ValueTypes.ZONE.normalize(ZoneOffset.UTC)).isEqualTo(ZoneOffset.UTC);
  }

  @Test
  void normalize_finerThanKept_isTruncated() {
    assertThat(ValueTypes.INSTANT.normalize(Instant.parse("2026-01-01T00:00:00.123456789Z")))
        .isEqualTo(Instant.parse("2026-01-01T00:00:00.123456Z"));
    assertThat(ValueTypes.DURATION.normalize(Duration.ofNanos(1_999_999)))
        .isEqualTo(Duration.ofMillis(1));
    assertThat(DECIMAL.normalize(new BigDecimal("100"))).isEqualTo(new BigDecimal("100"));
    assertThat(DECIMAL.normalize(new BigDecimal("1.5000")).scale()).isEqualTo(1);
  }

  /** A span too long for milliseconds broke off with an arithmetic error. */
  @Test
  void normalize_spanTooLong_isRefused() {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> ValueTypes.DURATION.normalize(Duration.ofSeconds(Long.MAX_VALUE)));
  }

  @Test
  void parse_choiceAsPeopleWriteIt_isFolded() {
    assertThat(SHADE.parse("light-blue")).isEqualTo(Shade.LIGHT_BLUE);
    assertThat(SHADE.parse("Light Blue")).isEqualTo(Shade.LIGHT_BLUE);
    assertThat(SHADE.choices()).containsExactly("LIGHT_BLUE", "DARK");
    assertThat(SHADE.compare(Shade.LIGHT_BLUE, Shade.DARK)).isNegative();
    assertThat(ValueTypes.BOOLEAN.parse("FALSE")).isFalse();
    assertThat(ValueTypes.BOOLEAN.compare(false, true)).isNegative();
  }

  @Test
  void comparable_money_isTheAmountAlone() {
    ValueType<Money> money = ValueTypes.MONEY;

    assertThat(money.comparable(Money.of("1.5", "EUR"))).isEqualTo(15_000L);
    assertThat(money.comparable(money.parseOperand("1.5"))).isEqualTo(15_000L);
    assertThat(money.comparable(money.operandFromPlain("1.5"))).isEqualTo(15_000L);
    assertThat(money.comparable(money.operandFromPlain(2L))).isEqualTo(20_000L);
    assertThat(money.comparable(money.operandFromPlain(Map.of("amount", "3", "currency", "XOF"))))
        .isEqualTo(30_000L);
    assertThat(money.compare(Money.of("2", "XOF"), Money.of("2", "EUR"))).isZero();
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> money.comparable(new BigDecimal("0.00001")));
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> money.comparable(new BigDecimal("1E15")));
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> money.operandFromPlain(new BigDecimal("1E2147483647")));
  }

  @Test
  void operandFromPlain_otherKinds_readsTextOrPlain() {
    assertThat(ValueTypes.INT.operandFromPlain("7")).isEqualTo(7);
    assertThat(ValueTypes.INT.operandFromPlain(7L)).isEqualTo(7);
  }

  @Test
  void decimal_scaleBeyondTwelve_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ValueTypes.decimal(13));
    assertThatIllegalArgumentException().isThrownBy(() -> ValueTypes.decimal(-1));
  }
}
