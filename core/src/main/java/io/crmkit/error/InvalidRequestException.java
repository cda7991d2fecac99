package io.crmkit.error;

import java.util.Map;

/** Thrown when a call cannot be read or must not be run as it stands: unknown field, bad cursor. */
public final class InvalidRequestException extends CrmException {
  private static final long serialVersionUID = 1L;

  /** Reports a malformed call. */
  public InvalidRequestException(String code, String message) {
    super(code, Severity.LOW, message, Map.of(), null);
  }

  /** Reports a malformed call with the parameter that is wrong. */
  public static InvalidRequestException parameter(String code, String parameter, String message) {
    return new InvalidRequestException(code, parameter + ": " + message, parameter);
  }

  private InvalidRequestException(String code, String message, String parameter) {
    super(code, Severity.LOW, message, Map.of("parameter", parameter), null);
  }
}
