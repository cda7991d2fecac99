package io.crmkit.sales;

/** What an address is used for. */
public enum AddressType {
  /** Home. */
  HOME,
  /** Work. */
  WORK,
  /** Anything else. */
  OTHER
}
