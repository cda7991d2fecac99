package io.crmkit.activity;

/** What was done. */
public enum ActivityType {
  /** A call. */
  CALL,
  /** A mail. */
  EMAIL,
  /** A meeting. */
  MEETING,
  /** A note. */
  NOTE,
  /** Something to do. */
  TASK
}
