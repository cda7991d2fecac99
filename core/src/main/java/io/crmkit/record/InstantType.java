package io.crmkit.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A point in time, stored as microseconds since 1970. */
final class InstantType extends NumberedType<Instant> {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  InstantType() {
    super(Kind.INSTANT, Instant.class);
  }

  @Override
  long number(Instant value) {
    return ValueTypes.micros(value);
  }

  @Override
  Instant value(long number) {
    return ValueTypes.ofMicros(number);
  }

  @Override
  public Instant normalize(Instant value) {
    if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
      throw new ValueFormatException("OUT_OF_RANGE", "must lie in the years 1 to 9999");
    }
    return ValueTypes.toMicros(value);
  }

  @Override
  public Object toPlain(Instant value) {
    return value.toString();
  }

  @Override
  public Instant fromPlain(Object plain) {
    return parse(ValueTypes.text(plain, "a time like 2026-01-31T08:30:00Z"));
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
