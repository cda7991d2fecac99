package io.crmkit.activity;

/** How much of a captured mail others see. */
public enum ContentVisibility {
  /** Who wrote to whom, and when. */
  METADATA,
  /** The subject as well. */
  SUBJECT,
  /** Everything. */
  FULL
}
