package io.crmkit.sales;

/** How one of several users is chosen. */
public enum AssignmentStrategy {
  /** Always the first. */
  FIXED,
  /** One after the other. */
  ROUND_ROBIN,
  /** The one with the fewest open records. */
  LEAST_BUSY
}
