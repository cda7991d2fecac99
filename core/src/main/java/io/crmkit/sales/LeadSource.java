package io.crmkit.sales;

/** Where a person came from. */
public enum LeadSource {
  /** The website. */
  WEBSITE,
  /** Facebook. */
  FACEBOOK,
  /** Instagram. */
  INSTAGRAM,
  /** LinkedIn. */
  LINKEDIN,
  /** A recommendation. */
  REFERRAL,
  /** Their own step. */
  DIRECT,
  /** Anything else. */
  OTHER
}
