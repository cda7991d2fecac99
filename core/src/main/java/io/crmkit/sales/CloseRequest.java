package io.crmkit.sales;

import io.crmkit.record.Id;
import org.jspecify.annotations.Nullable;

/**
 * How a sale ended.
 *
 * @param outcome won or lost
 * @param reason why; required where it is lost
 * @param reasonDetail more on that
 * @param competitorName who else was there
 * @param lessons what is to be learned
 * @param stageId stage to end in; null takes the first one of that kind
 */
public record CloseRequest(
    Outcome outcome,
    @Nullable WinLossReason reason,
    @Nullable String reasonDetail,
    @Nullable String competitorName,
    @Nullable String lessons,
    @Nullable Id<Stage> stageId) {

  /** Returns that a sale was won. */
  public static CloseRequest won() {
    return new CloseRequest(Outcome.WON, null, null, null, null, null);
  }

  /** Returns that a sale was lost, and why. */
  public static CloseRequest lost(WinLossReason reason) {
    return new CloseRequest(Outcome.LOST, reason, null, null, null, null);
  }
}
