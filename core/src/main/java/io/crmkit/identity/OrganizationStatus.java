package io.crmkit.identity;

/** Whether an organization is in use. */
public enum OrganizationStatus {
  /** In use. */
  ACTIVE,
  /** Closed for the time being. */
  SUSPENDED,
  /** Ended. */
  CLOSED
}
