package io.crmkit.sales;

import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;

/** Dates a proof that names no date. */
final class MeddicEvidenceRules implements RecordRules<MeddicEvidence> {
  @Override
  public MeddicEvidence beforeWrite(Change<MeddicEvidence> change, RuleContext context) {
    MeddicEvidence value = change.value();
    return value.confirmedAt() != null
        ? value
        : new MeddicEvidence(
            value.opportunityId(),
            value.element(),
            value.statement(),
            value.source(),
            context.now());
  }
}
