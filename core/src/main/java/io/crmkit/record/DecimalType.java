package io.crmkit.record;

import java.math.BigDecimal;

/** A number with a fixed number of decimals, stored as a whole number of the least of them. */
final class DecimalType extends NumberedType<BigDecimal> {
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
    if ((long) normal.precision() - normal.scale() > 19
        || normal.movePointRight(scale).compareTo(ValueTypes.LONG_MAX) > 0
        || normal.movePointRight(scale).compareTo(ValueTypes.LONG_MIN) < 0) {
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
