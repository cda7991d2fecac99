package io.crmkit.identity;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days on which someone is away.
 *
 * @param from first day
 * @param to last day, or null while it is not known
 */
public record Absence(LocalDate from, @Nullable LocalDate to) {}
