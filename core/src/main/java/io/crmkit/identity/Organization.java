package io.crmkit.identity;

import io.crmkit.record.Default;
import io.crmkit.record.Managed;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.RecordType;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A tenant.
 *
 * @param name name for people
 * @param slug name in addresses
 * @param status whether it is in use
 * @param planType what it bought; custom, with every feature, if nothing
 * @param planStatus how the plan stands
 * @param locale language
 * @param currency currency in which reports add up
 * @param timeZone zone of its days
 * @param fiscalYearStart first month of its year
 * @param domains own mail domains, which are never captured as customers
 * @param logoUrl picture
 * @param maxSessions concurrent logins of one user
 */
@RecordType(value = "organization", platform = true, soft = true)
public record Organization(
    @NaturalKey @NotBlank @Size(max = 200) String name,
    @Unique @NotBlank @Size(max = 60) @Text(TextFormat.SLUG) String slug,
    @Default("ACTIVE") OrganizationStatus status,
    @Managed @Default("CUSTOM") PlanType planType,
    @Managed @Default("ACTIVE") PlanStatus planStatus,
    @Default("fr") Locale locale,
    @Default("XOF") Currency currency,
    @Default("Africa/Dakar") ZoneId timeZone,
    @Default("1") @Min(1) @Max(12) int fiscalYearStart,
    @Size(max = 50) List<@Size(max = 253) @Text(TextFormat.DOMAIN) String> domains,
    @Nullable @Size(max = 1000) @Text(TextFormat.URL) String logoUrl,
    @Default("10") @Min(1) @Max(100) int maxSessions) {

  /** Returns an organization with every default. */
  public static Organization of(String name, String slug) {
    return new Organization(
        name,
        slug,
        OrganizationStatus.ACTIVE,
        PlanType.CUSTOM,
        PlanStatus.ACTIVE,
        Locale.FRENCH,
        Currency.getInstance("XOF"),
        ZoneId.of("Africa/Dakar"),
        1,
        List.of(),
        null,
        10);
  }
}
