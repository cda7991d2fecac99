package io.crmkit.sales;

import io.crmkit.catalog.Prices;
import io.crmkit.catalog.Product;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.ValueFormatException;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Prices a line: quantity times unit price less discount, in the currency of the opportunity. */
final class LineItemRules implements RecordRules<LineItem> {
  @Override
  public void check(Change<LineItem> change, RuleContext context, Faults faults) {
    LineItem value = change.value();
    if (value.productId() == null && value.description() == null) {
      faults.add("description", "REQUIRED", "or a product is required");
    }
    Currency currency = currency(value, context);
    if (currency == null) {
      return; // the opportunity is gone, which the reference tells
    }
    Money price = unitPrice(value, context);
    if (price == null) {
      faults.add(
          "unitPrice", "REQUIRED", "is required where no product has a price in " + currency);
      return;
    }
    Money discount = discount(value, currency);
    refuseOther("unitPrice", price, currency, faults);
    refuseOther("discount", discount, currency, faults);
    if (faults.isEmpty()) {
      checkTotal(value, price, discount, faults);
    }
  }

  private static void refuseOther(String field, Money money, Currency currency, Faults faults) {
    if (!money.currency().equals(currency)) {
      faults.add(field, "CURRENCY_MISMATCH", "must be in " + currency + ", as the opportunity is");
    }
  }

  private static void checkTotal(LineItem value, Money price, Money discount, Faults faults) {
    try {
      if (total(value, price, discount).isNegative()) {
        faults.add("discount", "OUT_OF_RANGE", "is more than the line comes to");
      }
    } catch (ValueFormatException e) {
      faults.add("totalPrice", e.code(), e.getMessage());
    }
  }

  @Override
  public LineItem beforeWrite(Change<LineItem> change, RuleContext context) {
    LineItem value = change.value();
    Currency currency = currency(value, context);
    Money price = unitPrice(value, context);
    if (change.kind() == Kind.DELETE || currency == null || price == null) {
      return value;
    }
    Money discount = discount(value, currency);
    return value.toBuilder()
        .unitPrice(price)
        .discount(discount)
        .totalPrice(total(value, price, discount))
        .build();
  }

  /** Returns the line's worth, half up to the smallest unit. */
  static Money total(LineItem value, Money price, Money discount) {
    return price.times(value.quantity()).minus(discount);
  }

  private static Money discount(LineItem value, Currency currency) {
    Money discount = value.discount();
    return discount == null ? Money.zero(currency) : discount;
  }

  private static @Nullable Currency currency(LineItem value, RuleContext context) {
    return context
        .find(Opportunity.class, value.opportunityId())
        .map(row -> row.value().amount())
        .map(Money::currency)
        .orElse(null);
  }

  private static @Nullable Money unitPrice(LineItem value, RuleContext context) {
    Id<Product> product = value.productId();
    Currency currency = currency(value, context);
    if (value.unitPrice() != null || product == null || currency == null) {
      return value.unitPrice();
    }
    return Prices.of(context, product, currency, value.quantity());
  }
}
