package io.crmkit.error;

/** How much harm a failure does, in rising order. */
public enum Severity {
  /** Expected in daily use, for example a mistyped value. */
  LOW,
  /** Needs the caller's attention, for example a conflict. */
  MEDIUM,
  /** Needs an operator's attention. */
  HIGH,
  /** Data or service is at risk. */
  CRITICAL
}
