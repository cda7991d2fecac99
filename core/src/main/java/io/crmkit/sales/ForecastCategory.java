package io.crmkit.sales;

/** How sure a sale is, as the forecast counts it. */
public enum ForecastCategory {
  /** Left out. */
  OMITTED,
  /** Possible. */
  PIPELINE,
  /** Likely. */
  BEST_CASE,
  /** Promised. */
  COMMIT,
  /** Sold. */
  CLOSED
}
