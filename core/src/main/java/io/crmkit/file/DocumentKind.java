package io.crmkit.file;

/** What a document is. */
public enum DocumentKind {
  /** A price for something. */
  QUOTE,
  /** What is offered. */
  PROPOSAL,
  /** What was agreed. */
  CONTRACT,
  /** What is to be paid. */
  INVOICE,
  /** What was handed over. */
  DELIVERY_NOTE,
  /** What is to be done. */
  PLAN,
  /** Something else. */
  OTHER
}
