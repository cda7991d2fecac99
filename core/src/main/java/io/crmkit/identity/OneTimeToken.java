package io.crmkit.identity;

import io.crmkit.record.Encrypted;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.RecordType;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that counts once.
 *
 * @param purpose what it is for
 * @param tokenHash digest of the token
 * @param userId the user, where there is one
 * @param payload what it carries
 * @param expiresAt when it no longer counts
 * @param usedAt when it was used
 */
@RecordType(
    value = "one-time-token",
    platform = true,
    hidden = true,
    verbs = {})
public record OneTimeToken(
    TokenPurpose purpose,
    @Unique @Size(max = 64) @Text(TextFormat.HASH) String tokenHash,
    @Nullable @Indexed Id<User> userId,
    @Nullable @Encrypted @Size(max = 4096) @Text(TextFormat.JSON) String payload,
    @Indexed Instant expiresAt,
    @Nullable Instant usedAt) {}
