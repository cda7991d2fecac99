package io.crmkit.engine;

/** What an import does just now. */
public enum ImportPhase {
  /** Waits for its turn. */
  QUEUED,
  /** Reads and writes rows. */
  READING,
  /** Takes its rows back. */
  UNDOING,
  /** Nothing any more. */
  ENDED
}
