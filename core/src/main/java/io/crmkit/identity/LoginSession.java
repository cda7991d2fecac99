package io.crmkit.identity;

import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Personal;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.RecordType;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Unique;
import io.crmkit.record.Verb;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One login on one device.
 *
 * @param userId the user
 * @param organization the organization that it works in now
 * @param tokenHash digest of the refresh token
 * @param previousTokenHash digest of the one before; seen again, the session ends
 * @param method how the login was proved
 * @param device what it was made from
 * @param activeUntil when it ends by itself
 * @param lastSeenAt last refresh
 * @param revokedAt when it was ended
 * @param revokedReason why it was ended
 */
@RecordType(value = "session", platform = true, verbs = Verb.READ)
public record LoginSession(
    @Indexed Id<User> userId,
    @Nullable Id<Organization> organization,
    @Unique @Size(max = 64) @Text(TextFormat.HASH) String tokenHash,
    @Nullable @Unique @Size(max = 64) @Text(TextFormat.HASH) String previousTokenHash,
    LoginMethod method,
    @Personal(PrivacyPolicy.ERASE) Device device,
    @Indexed Instant activeUntil,
    Instant lastSeenAt,
    @Nullable Instant revokedAt,
    @Nullable @Size(max = 60) String revokedReason) {}
