package io.crmkit.record;

/** What callers may do with the rows of a type. */
public enum Verb {
  /** Making rows. */
  CREATE,
  /** Reading, listing, counting, searching and exporting rows. */
  READ,
  /** Changing rows. */
  UPDATE,
  /** Deleting rows, and restoring them where deletion is soft. */
  DELETE
}
