package io.crmkit.sales;

import io.crmkit.identity.PersonName;
import io.crmkit.record.Default;
import io.crmkit.record.DuplicateMatcher;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Matched;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.Owner;
import io.crmkit.record.Personal;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Searchable;
import io.crmkit.record.TeamScope;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A potential customer that is not yet qualified. No field is required.
 *
 * @param name name
 * @param email address
 * @param phone number
 * @param company company
 * @param leadSource where it came from
 * @param status how far it has come
 * @param statusDetail finer step of the organization
 * @param fit how well it fits
 * @param score engagement and fit
 * @param engagement what it did
 * @param reach further ways, and which are unwanted
 * @param notes free text
 * @param ownerId who is responsible; by assignment, else who made it
 * @param teamId team of the owner unless set
 * @param conversion what it became
 */
@RecordType(
    value = "lead",
    soft = true,
    person = true,
    actions = {"convert", "score"})
public record Lead(
    @Searchable @Nullable @Personal(PrivacyPolicy.ERASE) PersonName name,
    @NaturalKey
        @Indexed
        @Searchable
        @Nullable
        @Personal(PrivacyPolicy.ERASE)
        @Matched(DuplicateMatcher.EXACT)
        @Size(max = 254)
        @Text(TextFormat.EMAIL)
        String email,
    @Searchable
        @Nullable
        @Personal(PrivacyPolicy.ERASE)
        @Matched(DuplicateMatcher.NORMALIZED)
        @Size(max = 40)
        @Text(TextFormat.PHONE)
        String phone,
    @Searchable @Nullable @Personal(PrivacyPolicy.KEEP) @Size(max = 200) String company,
    @Indexed @Personal(PrivacyPolicy.KEEP) @Default("OTHER") LeadSource leadSource,
    @Indexed @Personal(PrivacyPolicy.KEEP) @Default("NEW") LeadStatus status,
    @Nullable @Personal(PrivacyPolicy.KEEP) @Size(max = 40) String statusDetail,
    @Personal(PrivacyPolicy.KEEP) LeadFit fit,
    @Indexed @Managed @Personal(PrivacyPolicy.KEEP) @Min(0) @Max(100) @Default("0") int score,
    @Managed @Personal(PrivacyPolicy.KEEP) LeadEngagement engagement,
    @Personal(PrivacyPolicy.KEEP) Reach reach,
    @Searchable @Nullable @Personal(PrivacyPolicy.ERASE) @Size(max = 20_000) String notes,
    @Indexed @Owner @Nullable @Personal(PrivacyPolicy.KEEP) @RefersTo("user") Id<?> ownerId,
    @TeamScope @Nullable @Personal(PrivacyPolicy.KEEP) @RefersTo("team") Id<?> teamId,
    @Managed @Nullable @Personal(PrivacyPolicy.KEEP) Conversion conversion) {

  /** Starts one with every default. */
  public static LeadBuilder builder() {
    return new LeadBuilder();
  }

  /** Starts a changed copy. */
  public LeadBuilder toBuilder() {
    return new LeadBuilder(this);
  }
}
