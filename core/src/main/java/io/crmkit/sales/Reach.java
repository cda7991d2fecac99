package io.crmkit.sales;

import io.crmkit.record.Default;
import io.crmkit.record.Personal;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Further ways to a person, and which of them must not be used.
 *
 * @param mobile mobile phone
 * @param otherPhones further numbers
 * @param otherEmails further addresses; captured mail is matched by them too
 * @param emailOptOut whether mail is unwanted
 * @param callOptOut whether calls are unwanted
 * @param smsOptOut whether short messages are unwanted
 */
public record Reach(
    @Nullable @Personal(PrivacyPolicy.ERASE) @Size(max = 40) @Text(TextFormat.PHONE) String mobile,
    @Personal(PrivacyPolicy.ERASE) @Size(max = 10) List<@Size(max = 40) String> otherPhones,
    @Personal(PrivacyPolicy.ERASE) @Size(max = 10) List<@Size(max = 254) String> otherEmails,
    @Default("false") boolean emailOptOut,
    @Default("false") boolean callOptOut,
    @Default("false") boolean smsOptOut) {

  /** Copies the lists. */
  public Reach {
    otherPhones = List.copyOf(otherPhones);
    otherEmails = List.copyOf(otherEmails);
  }
}
