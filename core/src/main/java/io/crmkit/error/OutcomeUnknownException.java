package io.crmkit.error;

import java.util.Map;

/**
 * Thrown when the storage was lost while it committed. The change was made as a whole or not at
 * all, and nobody can tell which: read before trying again.
 */
public final class OutcomeUnknownException extends CrmException {
  private static final long serialVersionUID = 1L;

  /** Reports what was lost in the middle. */
  public OutcomeUnknownException(String message, Throwable cause) {
    super("OUTCOME_UNKNOWN", Severity.HIGH, message, Map.of(), cause);
  }
}
