package io.crmkit.record;

/** How two values are compared by a duplicate rule. */
public enum DuplicateMatcher {
  /** Equal as stored. */
  EXACT,
  /** Equal once case, accents, blanks and punctuation are left out; phones by their digits. */
  NORMALIZED,
  /** Alike. */
  FUZZY
}
