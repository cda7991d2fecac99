package io.crmkit.sales;

import io.crmkit.record.Default;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a sale goes.
 *
 * @param outcome how it ended; null while it is open
 * @param closedOn day on which it ended, in the organization's zone
 * @param stageSince when it entered its stage
 * @param lastActivityAt last time anything was done
 * @param healthScore 0 to 100, evaluated daily
 * @param isAtRisk whether it needs attention
 * @param riskReasons why
 * @param slipCount how often its close date was put off into a later month
 */
public record DealProgress(
    @Nullable Outcome outcome,
    @Nullable LocalDate closedOn,
    Instant stageSince,
    @Nullable Instant lastActivityAt,
    @Default("100") int healthScore,
    @Default("false") boolean isAtRisk,
    List<RiskReason> riskReasons,
    @Default("0") int slipCount) {

  /** Copies the lists. */
  public DealProgress {
    riskReasons = List.copyOf(riskReasons);
  }

  /** Starts one with every default. */
  public static DealProgressBuilder builder() {
    return new DealProgressBuilder();
  }

  /** Starts a changed copy. */
  public DealProgressBuilder toBuilder() {
    return new DealProgressBuilder(this);
  }
}
