package io.crmkit.record;

import static io.crmkit.record.ValueType.Kind;

import io.crmkit.record.ValueType.Form;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of value that have one simple part, and those that have two. Texts and lists stand
 * apart.
 */
final class ValueTypes {
  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

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
      return new Locale.Builder().setLanguageTag(text.strip()).build();
    } catch (java.util.IllformedLocaleException e) {
      throw new ValueFormatException("INVALID_LOCALE", "is not a language tag like fr");
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text.strip());
    } catch (DateTimeException e) {
      throw new ValueFormatException("INVALID_ZONE", "is not a time zone like Africa/Dakar");
    }
  }

  private static BigDecimal number(Object plain) {
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

  private static String text(Object plain, String expected) {
    if (plain instanceof String text) {
      return text;
    }
    throw new ValueFormatException("INVALID_TYPE", "must be " + expected);
  }

  /** A value that is stored, shown and typed as one text. */
  private static final class SpelledType<V> extends ValueType<V> {
    private final Function<String, V> read;
    private final Function<V, String> write;

    SpelledType(Kind kind, Class<V> javaType, Function<String, V> read, Function<V, String> write) {
      super(kind, javaType);
      this.read = read;
      this.write = write;
    }

    @Override
    public List<Form> forms() {
      return List.of(Form.TEXT);
    }

    @Override
    public void encode(V value, @Nullable Object[] parts, int at) {
      parts[at] = write.apply(value);
    }

    @Override
    public @Nullable V decode(@Nullable Object[] parts, int at) {
      return parts[at] instanceof String text ? read.apply(text) : null;
    }

    @Override
    public Object toPlain(V value) {
      return write.apply(value);
    }

    @Override
    public V fromPlain(Object plain) {
      return read.apply(text(plain, "text"));
    }

    @Override
    public V parse(String text) {
      return read.apply(text);
    }

    @Override
    public String print(V value) {
      return write.apply(value);
    }

    @Override
    public int compare(V a, V b) {
      return write.apply(a).compareTo(write.apply(b));
    }
  }

  /** A value that is stored as one whole number. */
  private abstract static class NumberedType<V> extends ValueType<V> {
    NumberedType(Kind kind, Class<?> javaType) {
      super(kind, javaType);
    }

    abstract long number(V value);

    abstract V value(long number);

    @Override
    public final List<Form> forms() {
      return List.of(Form.INTEGER);
    }

    @Override
    public final void encode(V value, @Nullable Object[] parts, int at) {
      parts[at] = number(value);
    }

    @Override
    public final @Nullable V decode(@Nullable Object[] parts, int at) {
      return parts[at] instanceof Long number ? value(number) : null;
    }

    @Override
    public final int compare(V a, V b) {
      return Long.compare(number(a), number(b));
    }
  }

  private static final class WholeType<V extends Number> extends NumberedType<V> {
    private final Function<Long, V> narrow;
    private final int bits;

    WholeType(Class<V> javaType, Function<Long, V> narrow, int bits) {
      super(Kind.INTEGER, javaType);
      this.narrow = narrow;
      this.bits = bits;
    }

    @Override
    long number(V value) {
      return value.longValue();
    }

    @Override
    V value(long number) {
      return narrow.apply(number);
    }

    @Override
    public Object toPlain(V value) {
      return value.longValue();
    }

    @Override
    public V fromPlain(Object plain) {
      if (plain instanceof String) {
        throw new ValueFormatException("INVALID_TYPE", "must be a whole number");
      }
      return whole(ValueTypes.number(plain));
    }

    @Override
    public V parse(String text) {
      return whole(ValueTypes.number(text));
    }

    private V whole(BigDecimal number) {
      if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
        throw new ValueFormatException("INVALID_NUMBER", "must be a whole number");
      }
      if (number.precision() - number.scale() > 19 || number.toBigInteger().bitLength() >= bits) {
        throw new ValueFormatException("OUT_OF_RANGE", "is too large");
      }
      return narrow.apply(number.longValue());
    }

    @Override
    public String print(V value) {
      return value.toString();
    }
  }

  private static final class DecimalType extends NumberedType<BigDecimal> {
    private final int scale;

    DecimalType(int scale) {
      super(Kind.DECIMAL, BigDecimal.class);
      if (scale < 0 || scale > 12) {
        throw new IllegalArgumentException("a decimal keeps 0 to 12 decimals, not " + scale);
      }
      this.scale = scale;
    }

    @Override
    public int scale() {
      return scale;
    }

    @Override
    long number(BigDecimal value) {
      return value.movePointRight(scale).longValueExact();
    }

    @Override
    BigDecimal value(long number) {
      return normal(BigDecimal.valueOf(number, scale));
    }

    @Override
    public BigDecimal normalize(BigDecimal value) {
      BigDecimal normal = normal(value);
      if (normal.scale() > scale) {
        throw new ValueFormatException("TOO_MANY_DECIMALS", "has more than " + scale + " decimals");
      }
      if (normal.precision() - normal.scale() > 19
          || normal.movePointRight(scale).compareTo(LONG_MAX) > 0
          || normal.movePointRight(scale).compareTo(LONG_MIN) < 0) {
        throw new ValueFormatException("OUT_OF_RANGE", "is too large");
      }
      return normal;
    }

    private static BigDecimal normal(BigDecimal value) {
      if (value.signum() == 0) {
        return BigDecimal.ZERO;
      }
      BigDecimal stripped = value.stripTrailingZeros();
      return stripped.scale() < 0 && stripped.scale() > -20 ? stripped.setScale(0) : stripped;
    }

    @Override
    public Object toPlain(BigDecimal value) {
      return value;
    }

    @Override
    public BigDecimal fromPlain(Object plain) {
      return normalize(ValueTypes.number(plain));
    }

    @Override
    public BigDecimal parse(String text) {
      return normalize(ValueTypes.number(text));
    }

    @Override
    public String print(BigDecimal value) {
      return value.toPlainString();
    }
  }

  private static final class InstantType extends NumberedType<Instant> {
    InstantType() {
      super(Kind.INSTANT, Instant.class);
    }

    @Override
    long number(Instant value) {
      return micros(value);
    }

    @Override
    Instant value(long number) {
      return ofMicros(number);
    }

    @Override
    public Instant normalize(Instant value) {
      if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
        throw new ValueFormatException("OUT_OF_RANGE", "must lie in the years 1 to 9999");
      }
      return toMicros(value);
    }

    @Override
    public Object toPlain(Instant value) {
      return value.toString();
    }

    @Override
    public Instant fromPlain(Object plain) {
      return parse(text(plain, "a time like 2026-01-31T08:30:00Z"));
    }

    @Override
    public Instant parse(String text) {
      try {
        return normalize(OffsetDateTime.parse(text.strip()).toInstant());
      } catch (DateTimeException e) {
        throw new ValueFormatException("INVALID_TIME", "is not a time like 2026-01-31T08:30:00Z");
      }
    }

    @Override
    public String print(Instant value) {
      return value.toString();
    }
  }

  private static final class DurationType extends NumberedType<Duration> {
    DurationType() {
      super(Kind.DURATION, Duration.class);
    }

    @Override
    long number(Duration value) {
      return value.toMillis();
    }

    @Override
    Duration value(long number) {
      return Duration.ofMillis(number);
    }

    @Override
    public Duration normalize(Duration value) {
      return Duration.ofMillis(value.toMillis());
    }

    @Override
    public Object toPlain(Duration value) {
      return value.toString();
    }

    @Override
    public Duration fromPlain(Object plain) {
      return parse(text(plain, "a span like PT30M"));
    }

    @Override
    public Duration parse(String text) {
      try {
        return normalize(Duration.parse(text.strip()));
      } catch (DateTimeException | ArithmeticException e) {
        throw new ValueFormatException("INVALID_DURATION", "is not a span like PT30M");
      }
    }

    @Override
    public String print(Duration value) {
      return value.toString();
    }
  }

  private static final class BooleanType extends ValueType<Boolean> {
    BooleanType() {
      super(Kind.BOOLEAN, Boolean.class);
    }

    @Override
    public List<Form> forms() {
      return List.of(Form.BOOLEAN);
    }

    @Override
    public void encode(Boolean value, @Nullable Object[] parts, int at) {
      parts[at] = value;
    }

    @Override
    public @Nullable Boolean decode(@Nullable Object[] parts, int at) {
      return (Boolean) parts[at];
    }

    @Override
    public Object toPlain(Boolean value) {
      return value;
    }

    @Override
    public Boolean fromPlain(Object plain) {
      if (plain instanceof Boolean value) {
        return value;
      }
      throw new ValueFormatException("INVALID_TYPE", "must be true or false");
    }

    @Override
    public Boolean parse(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new ValueFormatException("INVALID_BOOLEAN", "is neither true nor false");
      };
    }

    @Override
    public String print(Boolean value) {
      return value.toString();
    }

    @Override
    public int compare(Boolean a, Boolean b) {
      return Boolean.compare(a, b);
    }
  }

  /**
   * Stored by position, so that a choice sorts as declared; constants are only ever added at the
   * end.
   */
  private static final class ChoiceType<E extends Enum<E>> extends NumberedType<E> {
    private final E[] constants;
    private final Map<String, E> byName = new LinkedHashMap<>();

    ChoiceType(Class<E> type) {
      super(Kind.CHOICE, type);
      constants = type.getEnumConstants();
      for (E constant : constants) {
        byName.put(fold(constant.name()), constant);
      }
    }

    private static String fold(String text) {
      return text.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // the position is what is stored
    long number(E value) {
      return value.ordinal();
    }

    @Override
    E value(long number) {
      return constants[Math.toIntExact(number)];
    }

    @Override
    public List<String> choices() {
      return Arrays.stream(constants).map(Enum::name).toList();
    }

    @Override
    public Object toPlain(E value) {
      return value.name();
    }

    @Override
    public E fromPlain(Object plain) {
      return parse(text(plain, "one of " + choices()));
    }

    @Override
    public E parse(String text) {
      E constant = byName.get(fold(text));
      if (constant == null) {
        throw new ValueFormatException("UNKNOWN_CHOICE", "is none of " + choices());
      }
      return constant;
    }

    @Override
    public String print(E value) {
      return value.name();
    }
  }

  private static final class IdType extends ValueType<Id<?>> {
    IdType() {
      super(Kind.ID, Id.class);
    }

    @Override
    public List<Form> forms() {
      return List.of(Form.ID);
    }

    @Override
    public void encode(Id<?> value, @Nullable Object[] parts, int at) {
      parts[at] = value.value();
    }

    @Override
    public @Nullable Id<?> decode(@Nullable Object[] parts, int at) {
      return parts[at] instanceof UUID uuid ? new Id<>(uuid) : null;
    }

    @Override
    public Object toPlain(Id<?> value) {
      return value.toString();
    }

    @Override
    public Id<?> fromPlain(Object plain) {
      return Id.of(text(plain, "an id"));
    }

    @Override
    public Id<?> parse(String text) {
      return Id.of(text.strip());
    }

    @Override
    public String print(Id<?> value) {
      return value.toString();
    }

    @Override
    public int compare(Id<?> a, Id<?> b) {
      return a.compareTo(b);
    }
  }

  /** The id comes first, so that a null id is a null link; comparisons look at both parts. */
  private static final class RefType extends ValueType<Ref> {
    RefType() {
      super(Kind.REF, Ref.class);
    }

    @Override
    public List<Form> forms() {
      return List.of(Form.ID, Form.TEXT);
    }

    @Override
    public void encode(Ref value, @Nullable Object[] parts, int at) {
      parts[at] = value.id();
      parts[at + 1] = value.type();
    }

    @Override
    public @Nullable Ref decode(@Nullable Object[] parts, int at) {
      return parts[at] instanceof UUID id && parts[at + 1] instanceof String type
          ? new Ref(type, id)
          : null;
    }

    @Override
    public Object toPlain(Ref value) {
      return value.toString();
    }

    @Override
    public Ref fromPlain(Object plain) {
      return Ref.of(text(plain, "a reference like account:ID"));
    }

    @Override
    public Ref parse(String text) {
      return Ref.of(text.strip());
    }

    @Override
    public String print(Ref value) {
      return value.toString();
    }

    @Override
    public int compare(Ref a, Ref b) {
      return Id.compare(a.id(), b.id());
    }
  }

  /** The amount is kept in units that compare across currencies, the currency beside it. */
  private static final class MoneyType extends ValueType<Money> {
    MoneyType() {
      super(Kind.MONEY, Money.class);
    }

    @Override
    public List<Form> forms() {
      return List.of(Form.INTEGER, Form.TEXT);
    }

    @Override
    public void encode(Money value, @Nullable Object[] parts, int at) {
      parts[at] = value.units();
      parts[at + 1] = value.currency().getCurrencyCode();
    }

    @Override
    public @Nullable Money decode(@Nullable Object[] parts, int at) {
      return parts[at] instanceof Long units && parts[at + 1] instanceof String code
          ? Money.ofUnits(units, Money.currency(code))
          : null;
    }

    @Override
    public Object toPlain(Money value) {
      Map<String, Object> plain = new LinkedHashMap<>();
      plain.put("amount", value.amount().toPlainString());
      plain.put("currency", value.currency().getCurrencyCode());
      return plain;
    }

    @Override
    public Money fromPlain(Object plain) {
      if (plain instanceof Map<?, ?> map
          && map.size() == 2
          && map.get("amount") instanceof String amount
          && map.get("currency") instanceof String currency) {
        return Money.of(amount, currency);
      }
      throw new ValueFormatException(
          "INVALID_TYPE", "must be {\"amount\": \"1250\", \"currency\": \"XOF\"}");
    }

    @Override
    public Money parse(String text) {
      int blank = text.strip().lastIndexOf(' ');
      if (blank < 0) {
        throw new ValueFormatException("INVALID_AMOUNT", "is not an amount like 1250 XOF");
      }
      return Money.of(text.strip().substring(0, blank), text.strip().substring(blank + 1));
    }

    @Override
    public String print(Money value) {
      return value.toString();
    }

    @Override
    public int compare(Money a, Money b) {
      return Long.compare(a.units(), b.units());
    }

    @Override
    public Object parseOperand(String text) {
      return Money.amount(text.strip());
    }

    @Override
    public Object operandFromPlain(Object plain) {
      return plain instanceof String text
          ? parseOperand(text)
          : plain instanceof Map<?, ?> ? fromPlain(plain) : ValueTypes.number(plain);
    }

    @Override
    public Object comparable(Object operand) {
      if (operand instanceof Money money) {
        return money.units();
      }
      BigDecimal units = ((BigDecimal) operand).movePointRight(Money.UNIT_SCALE);
      if (units.stripTrailingZeros().scale() > 0 || units.abs().compareTo(LONG_MAX) >= 0) {
        throw new ValueFormatException("INVALID_AMOUNT", "is finer or larger than any amount");
      }
      return units.longValueExact();
    }
  }
}
