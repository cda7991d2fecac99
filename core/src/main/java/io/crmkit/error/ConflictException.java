package io.crmkit.error;

import java.util.Map;

/** Thrown when a call contradicts what is stored: a value taken, a duplicate, an illegal move. */
public final class ConflictException extends CrmException {
  private static final long serialVersionUID = 1L;

  /** Reports a conflict. {@code context} may name the other record as {@code conflictingId}. */
  public ConflictException(String code, String message, Map<String, Object> context) {
    super(code, Severity.MEDIUM, message, context, null);
  }

  /** Reports a conflict that needs no further facts. */
  public ConflictException(String code, String message) {
    this(code, message, Map.of());
  }
}
