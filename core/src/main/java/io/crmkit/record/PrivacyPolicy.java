package io.crmkit.record;

/** What happens to a field when the person that it is about is erased. */
public enum PrivacyPolicy {
  /** Stays as it is: it says nothing about a person. */
  KEEP,
  /** Is shown in part only, in logs as well. */
  MASK,
  /** Is removed, from history and search as well. */
  ERASE
}
