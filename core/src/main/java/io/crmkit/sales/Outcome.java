package io.crmkit.sales;

/** How a sale ended. */
public enum Outcome {
  /** Sold. */
  WON,
  /** Not sold. */
  LOST
}
