package io.crmkit.sales;

/** What a company is to the organization. */
public enum AccountKind {
  /** May become a customer. */
  PROSPECT,
  /** Buys. */
  CUSTOMER,
  /** Works along. */
  PARTNER,
  /** Bought once. */
  FORMER
}
