package io.crmkit.cache;

import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import java.time.Duration;
import java.time.Instant;

/** A draft ends, and not before it is saved. */
final class DraftRules implements RecordRules<Draft> {
  private static final Duration KEPT = Duration.ofDays(30);

  @Override
  public void check(Change<Draft> change, RuleContext context, Faults faults) {
    Instant expiresAt = change.value().expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(context.now())) {
      faults.add("expiresAt", "NOT_AHEAD", "is not in the future");
    }
  }

  @Override
  public Draft beforeWrite(Change<Draft> change, RuleContext context) {
    Draft draft = change.value();
    return draft.expiresAt() == null ? draft.until(context.now().plus(KEPT)) : draft;
  }
}
