package io.crmkit.error;

/**
 * One wrong field of one record.
 *
 * @param field path as in JSON: {@code email}, {@code address.city}, {@code items[2].quantity}
 * @param code fixed UPPER_SNAKE word, for example {@code REQUIRED}
 * @param message what is wrong and what is expected, without the value itself
 */
public record FieldError(String field, String code, String message) {}
