package io.crmkit.catalog;

import io.crmkit.record.Condition;
import io.crmkit.record.Money;
import io.crmkit.record.Query;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import io.crmkit.record.ValueFormatException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts amounts by the organization's dated rates. Nothing is guessed: without a rate there is
 * no answer.
 *
 * @since 0.1
 */
public final class Conversions {
  /** Decimals of a rate that is turned round. */
  private static final int RATE_SCALE = 10;

  private static final String BASE = "base";
  private static final String QUOTE = "quote";

  private Conversions() {}

  /**
   * An amount in another currency.
   *
   * @param amount the amount, half up to the smallest unit
   * @param rate rate by which it was converted
   * @param on day of that rate
   */
  public record Converted(Money amount, BigDecimal rate, LocalDate on) {}

  /**
   * Converts by the newest rate on or before a day. A currency converts to itself at 1 on that day;
   * where only the opposite rate is known, that one is turned round.
   *
   * @return null where no rate is known, or the result is too large for an amount
   */
  public static @Nullable Converted convert(
      RuleContext context, Money amount, Currency into, LocalDate on) {
    if (amount.currency().equals(into)) {
      return new Converted(amount, BigDecimal.ONE.setScale(RATE_SCALE), on);
    }
    ExchangeRate direct = newest(context, amount.currency(), into, on);
    if (direct != null) {
      return converted(amount, into, direct.rate(), direct.day());
    }
    ExchangeRate opposite = newest(context, into, amount.currency(), on);
    if (opposite == null) {
      return null;
    }
    BigDecimal turned = BigDecimal.ONE.divide(opposite.rate(), RATE_SCALE, RoundingMode.HALF_UP);
    return converted(amount, into, turned, opposite.day());
  }

  private static @Nullable Converted converted(
      Money amount, Currency into, BigDecimal rate, LocalDate day) {
    BigDecimal exact = amount.amount().multiply(rate);
    int digits = into.getDefaultFractionDigits();
    try {
      return new Converted(Money.of(exact.setScale(digits, RoundingMode.HALF_UP), into), rate, day);
    } catch (ValueFormatException e) {
      return null; // no amount is that large, and the sale itself is none the worse for it
    }
  }

  private static @Nullable ExchangeRate newest(
      RuleContext context, Currency base, Currency quote, LocalDate on) {
    Condition known =
        Condition.all(
            Condition.eq(BASE, base),
            Condition.eq(QUOTE, quote),
            Condition.compare("day", Condition.Op.LTE, on));
    List<Stored<ExchangeRate>> rates =
        context.query(ExchangeRate.class, Query.where(known).sort("-day").limit(1));
    return rates.isEmpty() ? null : rates.get(0).value();
  }
}
