package io.crmkit.record;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An exact amount of one currency. Two currencies are never added.
 *
 * @param minor amount in the currency's smallest unit, for example cents; XOF has none, so francs
 * @param currency ISO 4217 currency
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {
  /** Decimals of the finest unit that any amount is compared in; no ISO currency has more. */
  public static final int UNIT_SCALE = 4;

  private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,10})?");
  private static final long LARGEST_UNITS = 900_000_000_000_000L * 10_000L;

  /** Checks that the amount stays below 900 million million main units. */
  public Money {
    if (currency.getDefaultFractionDigits() < 0) {
      throw new ValueFormatException("INVALID_CURRENCY", "is a currency without amounts");
    }
    BigDecimal units = BigDecimal.valueOf(minor, currency.getDefaultFractionDigits() - UNIT_SCALE);
    if (units.abs().compareTo(BigDecimal.valueOf(LARGEST_UNITS)) > 0) {
      throw new ValueFormatException("OUT_OF_RANGE", "is more than 900,000,000,000,000");
    }
  }

  /**
   * Returns an amount given in main units.
   *
   * @throws ValueFormatException if it has more decimals than the currency, or is too large
   */
  public static Money of(BigDecimal amount, Currency currency) {
    int digits = Math.max(0, currency.getDefaultFractionDigits());
    BigDecimal exact = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    if (exact.scale() > digits) {
      throw new ValueFormatException(
          "TOO_MANY_DECIMALS", "has more than the " + digits + " decimals of " + currency);
    }
    if ((long) exact.precision() - exact.scale() > 15) {
      throw new ValueFormatException("OUT_OF_RANGE", "is more than 900,000,000,000,000");
    }
    return new Money(exact.movePointRight(digits).longValueExact(), currency);
  }

  /** Returns an amount given as text, for example {@code of("12.50", "EUR")}. */
  public static Money of(String amount, String currency) {
    return of(amount(amount), currency(currency));
  }

  /** Returns nothing of a currency. */
  public static Money zero(Currency currency) {
    return new Money(0, currency);
  }

  /** Reads an amount: ASCII digits, an optional sign in front, a point before decimals. */
  public static BigDecimal amount(String text) {
    if (!AMOUNT.matcher(text).matches()) {
      throw new ValueFormatException("INVALID_AMOUNT", "is not an amount like 1250 or -3.75");
    }
    return new BigDecimal(text);
  }

  /** Reads an ISO 4217 code in any case; {@code FCFA} is XOF. */
  public static Currency currency(String code) {
    String upper = code.strip().toUpperCase(Locale.ROOT);
    try {
      Currency currency = Currency.getInstance(upper.equals("FCFA") ? "XOF" : upper);
      if (currency.getDefaultFractionDigits() >= 0) {
        return currency;
      }
    } catch (IllegalArgumentException e) {
      // told below, together with the codes that are none for amounts, such as XAU
    }
    throw new ValueFormatException("INVALID_CURRENCY", "is not an ISO 4217 currency");
  }

  /** Returns the amount in main units, with the decimals of the currency. */
  public BigDecimal amount() {
    return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits());
  }

  /** Returns the amount in ten-thousandths of the main unit, which compares across currencies. */
  public long units() {
    return amount().movePointRight(UNIT_SCALE).longValueExact();
  }

  /** Returns the amount that has these {@link #units()}. */
  public static Money ofUnits(long units, Currency currency) {
    return of(BigDecimal.valueOf(units, UNIT_SCALE), currency);
  }

  /**
   * Returns the sum.
   *
   * @throws IllegalArgumentException if the currencies differ
   */
  public Money plus(Money other) {
    return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
  }

  /**
   * Returns the difference.
   *
   * @throws IllegalArgumentException if the currencies differ
   */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
  }

  /** Returns the product, rounded half up to the smallest unit. */
  public Money times(BigDecimal factor) {
    BigDecimal exact = amount().multiply(factor);
    return of(exact.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP), currency);
  }

  /** Returns the amount with its sign turned. */
  public Money negated() {
    return new Money(Math.negateExact(minor), currency);
  }

  /** Returns whether the amount is below zero. */
  public boolean isNegative() {
    return minor < 0;
  }

  /** Returns whether the amount is zero. */
  public boolean isZero() {
    return minor == 0;
  }

  /** Orders by the amount alone, then by the code of the currency. */
  @Override
  public int compareTo(Money other) {
    int byAmount = Long.compare(units(), other.units());
    return byAmount != 0
        ? byAmount
        : currency.getCurrencyCode().compareTo(other.currency.getCurrencyCode());
  }

  @Override
  public String toString() {
    return amount().toPlainString() + " " + currency.getCurrencyCode();
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "cannot add " + other.currency + " to " + currency + ": convert one of them first");
    }
    return other;
  }
}
