package io.crmkit.identity;

/** What an organization or account bought. */
public enum PlanType {
  /** The smallest plan. */
  BASIC,
  /** The usual plan. */
  PROFESSIONAL,
  /** The largest plan. */
  ENTERPRISE,
  /** Features by list; every feature where nothing was bought. */
  CUSTOM
}
