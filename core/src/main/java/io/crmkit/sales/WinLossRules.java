package io.crmkit.sales;

import io.crmkit.error.ConflictException;
import io.crmkit.record.Money;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the reason of an end beside the end: none without the other, and alike in what they say.
 */
final class WinLossRules implements RecordRules<WinLoss> {
  @Override
  public void check(Change<WinLoss> change, RuleContext context, Faults faults) {
    WinLoss value = change.value();
    if (outcome(value, context) != value.outcome()) {
      faults.add("outcome", "NOT_THE_OUTCOME", "is not how the opportunity ended");
    }
    if (value.outcome() == Outcome.LOST && value.primaryReason() == null) {
      faults.add("primaryReason", "REQUIRED", "is required where a sale is lost");
    }
    var before = change.before();
    if (before != null && !before.value().opportunityId().equals(value.opportunityId())) {
      faults.add("opportunityId", "FIXED", "cannot change");
    }
  }

  private static @Nullable Outcome outcome(WinLoss value, RuleContext context) {
    return context
        .find(Opportunity.class, value.opportunityId())
        .map(row -> row.value().progress().outcome())
        .orElse(null);
  }

  @Override
  public WinLoss beforeWrite(Change<WinLoss> change, RuleContext context) {
    WinLoss value = change.value();
    if (change.kind() == Kind.DELETE) {
      if (outcome(value, context) != null) {
        throw new ConflictException(
            "OPPORTUNITY_CLOSED", "the reason of an end stays until the opportunity is reopened");
      }
      return value;
    }
    if (change.kind() != Kind.CREATE) {
      return value;
    }
    Opportunity ended =
        context.find(Opportunity.class, value.opportunityId()).orElseThrow().value();
    Money amount = Objects.requireNonNull(ended.amount());
    LocalDate closedOn = Objects.requireNonNull(ended.progress().closedOn());
    return value.toBuilder().amount(amount).closedOn(closedOn).build();
  }
}
