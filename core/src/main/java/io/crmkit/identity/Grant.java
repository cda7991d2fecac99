package io.crmkit.identity;

import io.crmkit.access.AccessScope;
import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.RecordType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * One permission, for a role or straight for a membership: exactly one of the two.
 *
 * @param roleId the role
 * @param membershipId the membership
 * @param permission {@code type:action}, or {@code *} for all
 * @param scope which rows it reaches
 */
@RecordType("grant")
public record Grant(
    @Nullable @Indexed Id<Role> roleId,
    @Nullable @Indexed Id<Membership> membershipId,
    @NotBlank @Size(max = 120) String permission,
    @Default("ORGANIZATION") AccessScope scope) {}
