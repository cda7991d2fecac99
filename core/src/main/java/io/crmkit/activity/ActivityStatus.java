package io.crmkit.activity;

/** How an activity stands. */
public enum ActivityStatus {
  /** Still to be done. */
  PLANNED,
  /** Done. */
  DONE,
  /** Will not be done. */
  CANCELLED
}
