package io.crmkit.identity;

import io.crmkit.record.Default;
import io.crmkit.record.Managed;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.Personal;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.RecordType;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Someone who can log in: staff, portal users and shoppers.
 *
 * @param email address, unique everywhere
 * @param name name
 * @param phone phone number
 * @param avatarUrl picture
 * @param isActive whether login is open
 * @param emailVerifiedAt when the address was proved
 * @param lastLoginAt last login
 */
@RecordType(value = "user", platform = true, soft = true, person = true)
public record User(
    @NaturalKey
        @Unique
        @Personal(PrivacyPolicy.ERASE)
        @NotBlank
        @Size(max = 254)
        @Text(TextFormat.EMAIL)
        String email,
    @Nullable @Personal(PrivacyPolicy.ERASE) PersonName name,
    @Nullable @Personal(PrivacyPolicy.ERASE) @Size(max = 40) @Text(TextFormat.PHONE) String phone,
    @Nullable @Personal(PrivacyPolicy.ERASE) @Size(max = 1000) @Text(TextFormat.URL)
        String avatarUrl,
    @Default("true") boolean isActive,
    @Managed @Nullable Instant emailVerifiedAt,
    @Managed @Nullable Instant lastLoginAt) {

  /** Returns an active user. */
  public static User of(String email, @Nullable String name) {
    return new User(email, name == null ? null : PersonName.of(name), null, null, true, null, null);
  }
}
