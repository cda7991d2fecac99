package io.crmkit.catalog;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Money;
import io.crmkit.record.PartOf;
import io.crmkit.record.RecordType;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A price in another currency, for a time, an amount or a group of customers.
 *
 * @param productId the product
 * @param price price of one unit
 * @param validFrom first day; null for always
 * @param validTo last day; null for ever
 * @param minimumQuantity smallest number of units that it holds for
 * @param priceList group of customers; null for everyone
 */
@RecordType("product-price")
@PartOf(Product.class)
public record ProductPrice(
    @Indexed Id<Product> productId,
    @PositiveOrZero Money price,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validTo,
    @Min(1) @Default("1") int minimumQuantity,
    @Nullable @Size(max = 60) String priceList) {}
