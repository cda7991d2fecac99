package io.crmkit.sales;

import io.crmkit.identity.PersonName;
import io.crmkit.record.AccountScope;
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
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A person, at an account or alone. At least one of name, email, phone and company is known.
 *
 * @param name name
 * @param email main address
 * @param phone main number
 * @param reach further ways, and which are unwanted
 * @param accountId company
 * @param company name of the company while there is no account
 * @param role what the person does there
 * @param leadSource where it came from
 * @param leadHeat how close to buying
 * @param heatScore points of all interactions
 * @param status how it stands
 * @param notes free text
 * @param ownerId who is responsible
 * @param teamId team of the owner unless set
 */
@RecordType(value = "contact", soft = true, person = true, actions = "heat")
public record Contact(
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
    @Personal(PrivacyPolicy.KEEP) Reach reach,
    @Indexed @AccountScope @Nullable @Personal(PrivacyPolicy.KEEP) Id<Account> accountId,
    @Searchable @Nullable @Personal(PrivacyPolicy.KEEP) @Size(max = 200) String company,
    @Nullable @Personal(PrivacyPolicy.KEEP) @Size(max = 100) String role,
    @Personal(PrivacyPolicy.KEEP) @Default("OTHER") LeadSource leadSource,
    @Indexed @Managed @Personal(PrivacyPolicy.KEEP) @Default("COLD") LeadHeat leadHeat,
    @Managed @Personal(PrivacyPolicy.KEEP) @Default("0") int heatScore,
    @Indexed @Personal(PrivacyPolicy.KEEP) @Default("UNQUALIFIED") ContactStatus status,
    @Searchable @Nullable @Personal(PrivacyPolicy.ERASE) @Size(max = 20_000) String notes,
    @Indexed @Owner @Nullable @Personal(PrivacyPolicy.KEEP) @RefersTo("user") Id<?> ownerId,
    @TeamScope @Nullable @Personal(PrivacyPolicy.KEEP) @RefersTo("team") Id<?> teamId) {

  /** Starts one with every default. */
  public static ContactBuilder builder() {
    return new ContactBuilder();
  }

  /** Starts a changed copy. */
  public ContactBuilder toBuilder() {
    return new ContactBuilder(this);
  }
}
