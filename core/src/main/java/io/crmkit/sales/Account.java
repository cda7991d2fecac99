package io.crmkit.sales;

import io.crmkit.record.Default;
import io.crmkit.record.DuplicateMatcher;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Matched;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.Owner;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Searchable;
import io.crmkit.record.TeamScope;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A company: customer, prospect or partner.
 *
 * @param name name
 * @param kind what it is to the organization
 * @param parentId company above; never below itself
 * @param industry industry
 * @param region region
 * @param vertical market
 * @param securityPosture how it deals with security
 * @param profile facts
 * @param address seat
 * @param ownerId who is responsible
 * @param teamId team of the owner unless set
 * @param health how well things go
 * @param plan plan that it bought
 */
@RecordType(value = "account", soft = true, actions = "share")
public record Account(
    @NaturalKey
        @Indexed
        @Searchable
        @Matched(DuplicateMatcher.NORMALIZED)
        @NotBlank
        @Size(max = 200)
        String name,
    @Default("PROSPECT") AccountKind kind,
    @Indexed @Nullable Id<Account> parentId,
    @Indexed @Nullable @Size(max = 80) String industry,
    @Indexed @Nullable @Size(max = 80) String region,
    @Indexed @Nullable @Size(max = 80) String vertical,
    @Nullable @Size(max = 200) String securityPosture,
    AccountProfile profile,
    @Nullable Address address,
    @Owner @Nullable @RefersTo("user") Id<?> ownerId,
    @TeamScope @Nullable @RefersTo("team") Id<?> teamId,
    @Managed AccountHealth health,
    @Managed @Nullable PlanMirror plan) {

  /** Starts one with every default. */
  public static AccountBuilder builder() {
    return new AccountBuilder();
  }

  /** Starts a changed copy. */
  public AccountBuilder toBuilder() {
    return new AccountBuilder(this);
  }
}
