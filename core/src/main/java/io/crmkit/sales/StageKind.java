package io.crmkit.sales;

/** What a stage says about the sale. */
public enum StageKind {
  /** Still going on. */
  OPEN,
  /** Sold. */
  WON,
  /** Not sold. */
  LOST
}
