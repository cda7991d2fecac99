package io.crmkit.catalog;

import io.crmkit.record.Indexed;
import io.crmkit.record.RecordType;
import io.crmkit.record.Scale;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of a currency is worth in another, from a day on.
 *
 * @param base the currency of the one unit
 * @param quote the currency of the rate
 * @param day first day
 * @param rate units of quote for one of base
 * @param source who says so
 */
@RecordType(value = "exchange-rate", unique = "base,quote,day")
public record ExchangeRate(
    Currency base,
    Currency quote,
    @Indexed LocalDate day,
    @Positive @Scale(10) BigDecimal rate,
    @Nullable @Size(max = 60) String source) {}
