package io.crmkit.error;

import java.util.Map;

/** Thrown when it is not known who calls: no credential, a wrong one, or one that has ended. */
public final class UnauthenticatedException extends CrmException {
  private static final long serialVersionUID = 1L;

  /** Reports why the credential does not count, without saying what would. */
  public UnauthenticatedException(String code, String message) {
    super(code, Severity.LOW, message, Map.of(), null);
  }
}
