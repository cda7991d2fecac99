package io.crmkit.error;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Thrown when one or more fields hold what they may not hold. Names every wrong field at once. */
public final class InvalidValueException extends CrmException {
  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> errors;

  /** Reports these fields, under the code {@code INVALID_VALUE}. */
  public InvalidValueException(List<FieldError> errors) {
    this("INVALID_VALUE", errors);
  }

  /** Reports these fields under a code of their own. */
  public InvalidValueException(String code, List<FieldError> errors) {
    super(code, Severity.LOW, summary(errors), Map.of(), null);
    this.errors = List.copyOf(errors);
  }

  /** Reports a single field. */
  public static InvalidValueException of(String field, String code, String message) {
    return new InvalidValueException(List.of(new FieldError(field, code, message)));
  }

  /** Returns every wrong field, in the order of the declaration. */
  public List<FieldError> errors() {
    return errors;
  }

  private static String summary(List<FieldError> errors) {
    return errors.stream()
        .map(error -> error.field() + ": " + error.message())
        .collect(Collectors.joining("; "));
  }
}
