package io.crmkit.identity;

import io.crmkit.record.Default;
import io.crmkit.record.Encrypted;
import io.crmkit.record.Id;
import io.crmkit.record.RecordType;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Password and second factor of one user.
 *
 * @param userId the user
 * @param passwordHash Argon2id with its parameters
 * @param passwordChangedAt when it was set
 * @param failedCount wrong tries in a row
 * @param lockedUntil until when no try counts
 * @param totpSecret secret of the second factor
 * @param totpConfirmedAt when the second factor was confirmed
 * @param recoveryHashes digests of the codes that replace the second factor
 */
@RecordType(
    value = "credential",
    platform = true,
    hidden = true,
    verbs = {})
public record Credential(
    @Unique Id<User> userId,
    @Nullable @Size(max = 200) String passwordHash,
    @Nullable Instant passwordChangedAt,
    @Default("0") int failedCount,
    @Nullable Instant lockedUntil,
    @Nullable @Encrypted @Size(max = 64) String totpSecret,
    @Nullable Instant totpConfirmedAt,
    @Size(max = 10) List<@Size(max = 64) String> recoveryHashes) {}
