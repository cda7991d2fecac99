package io.crmkit.catalog;

import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Query;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a product costs in a currency.
 *
 * @since 0.1
 */
public final class Prices {
  /** More prices of one product than anyone keeps. */
  private static final int MOST = 1_000;

  private Prices() {}

  /**
   * Returns the price of one unit for everyone: the price for the largest minimum quantity that is
   * reached today, else the product's own. Prices are never converted.
   *
   * @return null if there is no such product, or it has no price in the currency
   */
  public static @Nullable Money of(
      RuleContext context, Id<Product> product, Currency currency, BigDecimal quantity) {
    Money own = context.find(Product.class, product).map(row -> row.value().price()).orElse(null);
    if (own == null) {
      return null;
    }
    LocalDate today = context.today();
    Condition ofProduct = Condition.eq("productId", product);
    return context.query(ProductPrice.class, Query.where(ofProduct).limit(MOST)).stream()
        .map(Stored::value)
        .filter(price -> price.priceList() == null)
        .filter(price -> price.price().currency().equals(currency))
        .filter(price -> isValid(price, today))
        .filter(price -> quantity.compareTo(BigDecimal.valueOf(price.minimumQuantity())) >= 0)
        .max(Comparator.comparingInt(ProductPrice::minimumQuantity))
        .map(ProductPrice::price)
        .orElse(own.currency().equals(currency) ? own : null);
  }

  private static boolean isValid(ProductPrice price, LocalDate on) {
    LocalDate from = price.validFrom();
    LocalDate to = price.validTo();
    return (from == null || !on.isBefore(from)) && (to == null || !on.isAfter(to));
  }
}
