package io.crmkit.sales;

/** What a contact is in one sale. */
public enum ContactRole {
  /** Decides on the money. */
  ECONOMIC_BUYER,
  /** Speaks for us. */
  CHAMPION,
  /** Decides. */
  DECISION_MAKER,
  /** Is heard. */
  INFLUENCER,
  /** Will use it. */
  USER,
  /** Is against it. */
  BLOCKER,
  /** Anything else. */
  OTHER
}
