package io.crmkit.sales;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * How a sale counts in the forecast. Null lets the stage decide; never null once stored.
 *
 * @param probability percent
 * @param category category
 */
public record ForecastTerms(
    @Nullable @Min(0) @Max(100) Integer probability, @Nullable ForecastCategory category) {}
