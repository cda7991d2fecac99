package io.crmkit.job;

/** How a job stands. */
public enum JobState {
  /** Waits for its time. */
  SCHEDULED,
  /** Is run by a node that holds its lease. */
  RUNNING,
  /** Did what it was for. */
  DONE,
  /** Failed, and waits for its next try. */
  FAILED,
  /** Failed as often as it may, and waits for somebody to look at it. */
  DEAD,
  /** Was called off. */
  CANCELLED;

  /** Returns whether nothing more will come of it by itself. */
  public boolean isEnded() {
    return this == DONE || this == DEAD || this == CANCELLED;
  }
}
