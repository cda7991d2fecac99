package io.crmkit.file;

/** How far a document is. */
public enum DocumentStatus {
  /** It is being written. */
  DRAFT,
  /** Somebody looks it through. */
  IN_REVIEW,
  /** It is as it shall be. */
  FINAL,
  /** It is signed, and not changed any more. */
  SIGNED,
  /** It is kept. */
  ARCHIVED
}
