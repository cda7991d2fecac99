package io.crmkit.engine;

/** How an import stands. */
public enum ImportState {
  /** Waiting or at work; after a crash it goes on. */
  RUNNING,
  /** Every row was written or refused. */
  DONE,
  /** Ended early: the file is broken, or it was cancelled. What was written stays. */
  FAILED,
  /** What it had written was taken back. */
  UNDONE
}
