package io.crmkit.sales;

/** Why a sale ended so. */
public enum WinLossReason {
  /** The price. */
  PRICE,
  /** What it can do. */
  FEATURES,
  /** The time. */
  TIMING,
  /** A competitor. */
  COMPETITION,
  /** The champion left. */
  CHAMPION_LOSS,
  /** Anything else. */
  OTHER
}
