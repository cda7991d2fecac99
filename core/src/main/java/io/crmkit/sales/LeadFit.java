package io.crmkit.sales;

import io.crmkit.record.Money;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is known about how well a lead fits.
 *
 * @param industry industry
 * @param companySize employees
 * @param region region
 * @param budget money it has
 * @param jobTitle what the person does
 * @param website site
 */
public record LeadFit(
    @Nullable @Size(max = 80) String industry,
    @Nullable CompanySize companySize,
    @Nullable @Size(max = 80) String region,
    @Nullable Money budget,
    @Nullable @Size(max = 100) String jobTitle,
    @Nullable @Size(max = 500) String website) {}
