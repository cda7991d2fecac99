package io.crmkit.access;

/** Which rows of a type a permission reaches. */
public enum AccessScope {
  /** Rows that belong to the actor. */
  OWN,
  /** Rows of the actor's teams and of all teams below them. */
  TEAM,
  /** Rows of the customer account that the actor belongs to. */
  ACCOUNT,
  /** All rows of the organization. */
  ORGANIZATION
}
