package io.crmkit.catalog;

/** How often a price is due. */
public enum BillingPeriod {
  /** Once. */
  ONE_TIME,
  /** Each month. */
  MONTHLY,
  /** Each quarter. */
  QUARTERLY,
  /** Each year. */
  YEARLY
}
