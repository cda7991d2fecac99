package io.crmkit.sales;

/** How a contact stands. Any may follow any. */
public enum ContactStatus {
  /** Nothing is known. */
  UNQUALIFIED,
  /** Might buy. */
  PROSPECT,
  /** Showed interest. */
  LEAD,
  /** Fits, and wants something. */
  QUALIFIED,
  /** Bought. */
  CUSTOMER,
  /** Will not buy. */
  LOST
}
