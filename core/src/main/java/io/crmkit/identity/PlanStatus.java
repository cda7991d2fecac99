package io.crmkit.identity;

/** How a plan stands. */
public enum PlanStatus {
  /** Tried out, for a while. */
  TRIAL,
  /** Paid for. */
  ACTIVE,
  /** Read and export only. */
  SUSPENDED,
  /** Ended. */
  CANCELLED
}
