package io.crmkit.sales;

/** How far a lead has come. */
public enum LeadStatus {
  /** Nobody spoke to it yet. */
  NEW,
  /** Somebody spoke to it. */
  CONTACTED,
  /** Marketing finds it worth an effort. */
  MQL,
  /** Sales finds it worth an effort. */
  SQL,
  /** Became account, contact and opportunity. */
  CONVERTED,
  /** Not worth an effort. */
  DISQUALIFIED
}
