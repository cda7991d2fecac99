package io.crmkit.record;

import java.time.DateTimeException;
import java.time.Duration;

/** A span of time, stored as milliseconds. */
final class DurationType extends NumberedType<Duration> {
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
    try {
      return Duration.ofMillis(value.toMillis());
    } catch (ArithmeticException e) {
      throw new ValueFormatException("OUT_OF_RANGE", "is too long");
    }
  }

  @Override
  public Object toPlain(Duration value) {
    return value.toString();
  }

  @Override
  public Duration fromPlain(Object plain) {
    return parse(ValueTypes.text(plain, "a span like PT30M"));
  }

  @Override
  public Duration parse(String text) {
    try {
      return normalize(Duration.parse(text.strip()));
    } catch (DateTimeException e) {
      throw new ValueFormatException("INVALID_DURATION", "is not a span like PT30M");
    }
  }

  @Override
  public String print(Duration value) {
    return value.toString();
  }
}
