package io.crmkit.engine.transfer;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a row.
 *
 * @param column heading, or null for the row as a whole
 * @param code stable word
 * @param message what is wrong, without the value
 */
record Fault(@Nullable String column, String code, String message) {}
