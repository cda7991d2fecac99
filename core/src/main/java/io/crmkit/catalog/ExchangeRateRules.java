package io.crmkit.catalog;

import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;

/** Refuses a rate of a currency to itself, which is one. */
final class ExchangeRateRules implements RecordRules<ExchangeRate> {
  @Override
  public void check(Change<ExchangeRate> change, RuleContext context, Faults faults) {
    if (change.value().base().equals(change.value().quote())) {
      faults.add("quote", "SAME_CURRENCY", "is the base itself");
    }
  }
}
