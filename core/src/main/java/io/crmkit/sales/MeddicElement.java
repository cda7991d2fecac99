package io.crmkit.sales;

/** A letter of MEDDIC. */
public enum MeddicElement {
  /** What the buyer gains, in numbers. */
  METRICS,
  /** Who decides on the money. */
  ECONOMIC_BUYER,
  /** What it is judged by. */
  DECISION_CRITERIA,
  /** How it is decided. */
  DECISION_PROCESS,
  /** What hurts. */
  IDENTIFIED_PAIN,
  /** Who speaks for us. */
  CHAMPION
}
