package io.crmkit.error;

import java.util.Map;

/** Thrown when a record changed since the caller read it. Read it again, then repeat the change. */
public final class StaleVersionException extends CrmException {
  private static final long serialVersionUID = 1L;

  private final long current;

  /**
   * Reports a lost race.
   *
   * @param record the record, as {@code type id}
   * @param expected the version that the caller read
   * @param current the version that is stored now, or -1 if it is not known
   */
  public StaleVersionException(String record, long expected, long current) {
    super(
        "STALE_VERSION",
        Severity.LOW,
        record + " is no longer at version " + expected,
        Map.of("expected", expected, "current", current),
        null);
    this.current = current;
  }

  /** Returns the version that is stored now, or -1 if it is not known. */
  public long current() {
    return current;
  }
}
