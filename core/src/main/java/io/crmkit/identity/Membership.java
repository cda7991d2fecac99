package io.crmkit.identity;

import io.crmkit.record.AccountScope;
import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user in one organization.
 *
 * @param userId the user
 * @param roleIds roles
 * @param teamIds teams; the first one is the main team
 * @param accountId the customer account of a portal user
 * @param contactId the contact that stands for this user
 * @param managerId who leads this user
 * @param title what this user is called at work
 * @param isActive whether the user may act here
 * @param absence days away, on which nothing is assigned
 */
@RecordType(value = "membership", soft = true, unique = "userId")
public record Membership(
    @Indexed Id<User> userId,
    @Size(max = 10) List<Id<Role>> roleIds,
    @Size(max = 20) List<Id<Team>> teamIds,
    @Nullable @AccountScope @RefersTo("account") Id<?> accountId,
    @Nullable @Indexed @RefersTo("contact") Id<?> contactId,
    @Nullable @Indexed Id<User> managerId,
    @Nullable @Size(max = 100) String title,
    @Default("true") boolean isActive,
    @Nullable Absence absence) {}
