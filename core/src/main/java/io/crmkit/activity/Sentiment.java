package io.crmkit.activity;

/** How it went. */
public enum Sentiment {
  /** Badly. */
  NEGATIVE,
  /** Neither. */
  NEUTRAL,
  /** Well. */
  POSITIVE
}
