package io.crmkit.sales;

/** How something is, the worst first. */
public enum HealthStatus {
  /** Lost unless somebody acts. */
  CRITICAL,
  /** Needs attention. */
  AT_RISK,
  /** As it should be. */
  HEALTHY
}
