package io.crmkit.sales;

import io.crmkit.record.Id;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;

/** Keeps the accounts trees of bounded depth. */
final class AccountRules implements RecordRules<Account> {
  /** Deeper groups of companies are mistakes, and would make every check slow. */
  static final int MOST_LEVELS = 20;

  @Override
  public void check(Change<Account> change, RuleContext context, Faults faults) {
    Id<Account> above = change.value().parentId();
    for (int level = 1; above != null; level++) {
      if (above.equals(change.id())) {
        faults.add("parentId", "CYCLE", "lies below this account");
        return;
      }
      if (level >= MOST_LEVELS) {
        faults.add("parentId", "TOO_DEEP", "has " + MOST_LEVELS + " levels above it already");
        return;
      }
      above = context.find(Account.class, above).map(row -> row.value().parentId()).orElse(null);
    }
  }
}
