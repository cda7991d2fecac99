package io.crmkit.access;

/** What an actor may do with one field. */
public enum FieldAccess {
  /** The field is withheld. */
  NONE,
  /** The field may be read. */
  READ,
  /** The field may be read and written. */
  WRITE
}
