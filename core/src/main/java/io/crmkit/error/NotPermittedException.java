package io.crmkit.error;

import java.util.Map;

/** Thrown when the actor lacks the permission for a call. */
public final class NotPermittedException extends CrmException {
  private static final long serialVersionUID = 1L;

  /** Reports the missing permission, {@code type:action}. */
  public NotPermittedException(String permission) {
    super(
        "NOT_PERMITTED",
        Severity.MEDIUM,
        "needs the permission " + permission,
        Map.of("permission", permission),
        null);
  }
}
