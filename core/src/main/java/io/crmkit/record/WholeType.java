package io.crmkit.record;

import java.math.BigDecimal;
import java.util.function.Function;

/** A whole number of 32 or 64 bits. */
final class WholeType<V extends Number> extends NumberedType<V> {
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
