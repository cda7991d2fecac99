package io.crmkit.sales;

import io.crmkit.catalog.BillingPeriod;
import io.crmkit.record.Default;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Money;
import io.crmkit.record.Scale;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Recurring part of a sale, and its worth in the organization's currency.
 *
 * @param recurringAmount amount of one period
 * @param billingPeriod the period
 * @param renewalDate day of renewal
 * @param baseAmount the amount in the organization's currency; null while no rate is known
 * @param rate rate by which it was converted
 * @param rateOn day of that rate
 */
public record DealTerms(
    @Nullable Money recurringAmount,
    @Default("ONE_TIME") BillingPeriod billingPeriod,
    @Indexed @Nullable LocalDate renewalDate,
    @Managed @Nullable Money baseAmount,
    @Managed @Nullable @Scale(10) BigDecimal rate,
    @Managed @Nullable LocalDate rateOn) {}
