package io.crmkit.record;

/**
 * Thrown when a single value cannot be read or kept. Who knows the field turns it into an {@link
 * io.crmkit.error.FieldError}.
 */
public final class ValueFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /** Reports what is wrong, without the value itself. */
  public ValueFormatException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** Returns what is wrong, without the value itself. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** Returns a fixed UPPER_SNAKE word. */
  public String code() {
    return code;
  }
}
