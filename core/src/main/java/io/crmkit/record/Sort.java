package io.crmkit.record;

/**
 * A key of an order. Nulls come first ascending and last descending.
 *
 * @param field path of the field
 * @param isDescending whether the greatest value comes first
 */
public record Sort(String field, boolean isDescending) {
  /** Reads {@code name} or {@code -name}. */
  public static Sort of(String text) {
    return text.startsWith("-") ? new Sort(text.substring(1), true) : new Sort(text, false);
  }

  @Override
  public String toString() {
    return isDescending ? "-" + field : field;
  }
}
