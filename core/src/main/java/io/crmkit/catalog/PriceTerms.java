package io.crmkit.catalog;

import io.crmkit.record.Default;
import io.crmkit.record.Money;
import io.crmkit.record.Scale;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a price is meant.
 *
 * @param originalPrice price before a reduction, never below the price
 * @param billingPeriod how often it is due
 * @param taxRate share of tax, 0.18 for 18 percent
 */
public record PriceTerms(
    @Nullable Money originalPrice,
    @Default("ONE_TIME") BillingPeriod billingPeriod,
    @Nullable @Scale(4) BigDecimal taxRate) {}
