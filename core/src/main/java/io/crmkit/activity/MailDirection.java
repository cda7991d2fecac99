package io.crmkit.activity;

/** Which way a mail went. */
public enum MailDirection {
  /** To the organization. */
  INBOUND,
  /** From the organization. */
  OUTBOUND
}
