package io.crmkit.sales;

import io.crmkit.record.Id;
import io.crmkit.record.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a win loss: one method for each, named as there. What is left out gets its
 * default. Not thread-safe.
 */
public final class WinLossBuilder {
  private @Nullable Id<Opportunity> opportunityId;
  private @Nullable Outcome outcome;
  private @Nullable WinLossReason primaryReason;
  private @Nullable String reasonDetail;
  private @Nullable String competitorName;
  private @Nullable String lessons;
  private @Nullable Money amount;
  private @Nullable LocalDate closedOn;

  WinLossBuilder() {}

  WinLossBuilder(WinLoss from) {
    opportunityId = from.opportunityId();
    outcome = from.outcome();
    primaryReason = from.primaryReason();
    reasonDetail = from.reasonDetail();
    competitorName = from.competitorName();
    lessons = from.lessons();
    amount = from.amount();
    closedOn = from.closedOn();
  }

  public WinLossBuilder opportunityId(Id<Opportunity> opportunityId) {
    this.opportunityId = opportunityId;
    return this;
  }

  public WinLossBuilder outcome(Outcome outcome) {
    this.outcome = outcome;
    return this;
  }

  public WinLossBuilder primaryReason(@Nullable WinLossReason primaryReason) {
    this.primaryReason = primaryReason;
    return this;
  }

  public WinLossBuilder reasonDetail(@Nullable String reasonDetail) {
    this.reasonDetail = reasonDetail;
    return this;
  }

  public WinLossBuilder competitorName(@Nullable String competitorName) {
    this.competitorName = competitorName;
    return this;
  }

  public WinLossBuilder lessons(@Nullable String lessons) {
    this.lessons = lessons;
    return this;
  }

  public WinLossBuilder amount(Money amount) {
    this.amount = amount;
    return this;
  }

  public WinLossBuilder closedOn(LocalDate closedOn) {
    this.closedOn = closedOn;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public WinLoss build() {
    return new WinLoss(
        opportunityId,
        outcome,
        primaryReason,
        reasonDetail,
        competitorName,
        lessons,
        amount,
        closedOn);
  }
}
