package io.crmkit.catalog;

import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import java.time.LocalDate;

/** Keeps the days of a price in order. */
final class ProductPriceRules implements RecordRules<ProductPrice> {
  @Override
  public void check(Change<ProductPrice> change, RuleContext context, Faults faults) {
    LocalDate from = change.value().validFrom();
    LocalDate to = change.value().validTo();
    if (from != null && to != null && to.isBefore(from)) {
      faults.add("validTo", "OUT_OF_RANGE", "is before validFrom");
    }
  }
}
