package io.crmkit.catalog;

import io.crmkit.record.Default;
import io.crmkit.record.Scale;
import java.math.BigDecimal;

/**
 * What buyers think, counted from visible reviews.
 *
 * @param average mean of the stars
 * @param count number of reviews
 */
public record Rating(@Default("0") @Scale(2) BigDecimal average, @Default("0") int count) {}
