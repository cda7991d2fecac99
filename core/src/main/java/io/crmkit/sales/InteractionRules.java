package io.crmkit.sales;

import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import java.time.Instant;

/** Gives an interaction its points. */
final class InteractionRules implements RecordRules<Interaction> {
  @Override
  public Interaction beforeWrite(Change<Interaction> change, RuleContext context) {
    Interaction value = change.value();
    Instant occurredAt = value.occurredAt();
    return new Interaction(
        value.contactId(),
        value.type(),
        Heat.points(value.type()),
        occurredAt == null ? context.now() : occurredAt,
        value.source(),
        value.detail());
  }
}
