package io.crmkit.record;

import io.crmkit.record.ValueType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import java.util.function.Function;

/**
 * The types of values, one for each kind whose declaration gives no bounds, and what they share in
 * reading numbers and texts.
 */
final class ValueTypes {
  static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  /** More digits than these have no field, in front of the point or behind it. */
  private static final int MOST_DIGITS = 400;

  static final ValueType<Boolean> BOOLEAN = new BooleanType();
  static final ValueType<Integer> INT = new WholeType<>(Integer.class, Math::toIntExact, 32);
  static final ValueType<Long> LONG = new WholeType<>(Long.class, value -> value, 64);
  static final ValueType<Money> MONEY = new MoneyType();
  static final ValueType<Ref> REF = new RefType();
  static final ValueType<Id<?>> ID = new IdType();
  static final ValueType<Instant> INSTANT = new InstantType();
  static final ValueType<Currency> CURRENCY =
      spelled(Kind.CURRENCY, Currency.class, Money::currency, Currency::getCurrencyCode);
  static final ValueType<LocalDate> DATE =
      spelled(Kind.DATE, LocalDate.class, ValueTypes::date, LocalDate::toString);
  static final ValueType<Locale> LOCALE =
      spelled(Kind.LOCALE, Locale.class, ValueTypes::locale, Locale::toLanguageTag);
  static final ValueType<ZoneId> ZONE =
      spelled(Kind.ZONE, ZoneId.class, ValueTypes::zone, ZoneId::getId);
  static final ValueType<Duration> DURATION = new DurationType();

  private ValueTypes() {}

  /**
   * Returns the type of an enum's constants; input is folded, {@code -} and blanks are {@code _}.
   */
  static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
    return new ChoiceType<>(type);
  }

  /** Returns the type of numbers with {@code scale} decimals. */
  static ValueType<BigDecimal> decimal(int scale) {
    return new DecimalType(scale);
  }

  /** Truncates to what every storage keeps. */
  static Instant toMicros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  static Instant ofMicros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  private static <V> ValueType<V> spelled(
      Kind kind, Class<V> javaType, Function<String, V> read, Function<V, String> write) {
    return new SpelledType<>(kind, javaType, read, write);
  }

  private static LocalDate date(String text) {
    try {
      LocalDate date = LocalDate.parse(text.strip());
      if (date.getYear() >= 1 && date.getYear() <= 9999) {
        return date;
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    throw new ValueFormatException("INVALID_DATE", "is not a date like 2026-01-31");
  }

  private static Locale locale(String text) {
    try {
      if (!text.isBlank()) {
        return new Locale.Builder().setLanguageTag(text.strip()).build();
      }
    } catch (java.util.IllformedLocaleException e) {
      // told below
    }
    throw new ValueFormatException("INVALID_LOCALE", "is not a language tag like fr");
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text.strip());
    } catch (DateTimeException e) {
      throw new ValueFormatException("INVALID_ZONE", "is not a time zone like Africa/Dakar");
    }
  }

  /** Reads a number. An exponent that no field can hold is refused before anybody expands it. */
  static BigDecimal number(Object plain) {
    BigDecimal number = anyNumber(plain);
    if (Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new ValueFormatException("OUT_OF_RANGE", "is too large or too fine");
    }
    return number;
  }

  private static BigDecimal anyNumber(Object plain) {
    if (plain instanceof Long || plain instanceof Integer) {
      return BigDecimal.valueOf(((Number) plain).longValue());
    }
    if (plain instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (plain instanceof BigDecimal decimal) {
      return decimal;
    }
    if (plain instanceof String text && text.length() <= 40) {
      try {
        return new BigDecimal(text.strip());
      } catch (NumberFormatException e) {
        throw new ValueFormatException("INVALID_NUMBER", "is not a number");
      }
    }
    throw new ValueFormatException("INVALID_TYPE", "must be a number");
  }

  static String text(Object plain, String expected) {
    if (plain instanceof String text) {
      return text;
    }
    throw new ValueFormatException("INVALID_TYPE", "must be " + expected);
  }
}
