package io.crmkit.sales;

import io.crmkit.record.Default;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.RecordType;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Ordered stages of a kind of sale.
 *
 * @param name name
 * @param isDefault whether new opportunities go here; true for exactly one
 * @param isActive whether it is offered
 * @param sortOrder place among its like
 */
@RecordType("pipeline")
public record Pipeline(
    @NaturalKey @Unique @NotBlank @Size(max = 100) String name,
    @Default("false") boolean isDefault,
    @Default("true") boolean isActive,
    @Default("0") int sortOrder) {}
