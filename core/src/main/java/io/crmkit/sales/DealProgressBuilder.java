package io.crmkit.sales;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a deal progress: one method for each, named as there. What is left out
 * gets its default. Not thread-safe.
 */
public final class DealProgressBuilder {
  private @Nullable Outcome outcome;
  private @Nullable LocalDate closedOn;
  private @Nullable Instant stageSince;
  private @Nullable Instant lastActivityAt;
  private int healthScore = 100;
  private boolean isAtRisk;
  private List<RiskReason> riskReasons = List.of();
  private int slipCount;

  DealProgressBuilder() {}

  DealProgressBuilder(DealProgress from) {
    outcome = from.outcome();
    closedOn = from.closedOn();
    stageSince = from.stageSince();
    lastActivityAt = from.lastActivityAt();
    healthScore = from.healthScore();
    isAtRisk = from.isAtRisk();
    riskReasons = from.riskReasons();
    slipCount = from.slipCount();
  }

  public DealProgressBuilder outcome(@Nullable Outcome outcome) {
    this.outcome = outcome;
    return this;
  }

  public DealProgressBuilder closedOn(@Nullable LocalDate closedOn) {
    this.closedOn = closedOn;
    return this;
  }

  public DealProgressBuilder stageSince(Instant stageSince) {
    this.stageSince = stageSince;
    return this;
  }

  public DealProgressBuilder lastActivityAt(@Nullable Instant lastActivityAt) {
    this.lastActivityAt = lastActivityAt;
    return this;
  }

  public DealProgressBuilder healthScore(int healthScore) {
    this.healthScore = healthScore;
    return this;
  }

  public DealProgressBuilder isAtRisk(boolean isAtRisk) {
    this.isAtRisk = isAtRisk;
    return this;
  }

  public DealProgressBuilder riskReasons(List<RiskReason> riskReasons) {
    this.riskReasons = riskReasons;
    return this;
  }

  public DealProgressBuilder slipCount(int slipCount) {
    this.slipCount = slipCount;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public DealProgress build() {
    return new DealProgress(
        outcome,
        closedOn,
        stageSince,
        lastActivityAt,
        healthScore,
        isAtRisk,
        riskReasons,
        slipCount);
  }
}
