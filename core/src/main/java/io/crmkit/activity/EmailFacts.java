package io.crmkit.activity;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Personal;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a captured mail.
 *
 * @param messageId its Message-ID (RFC 5322)
 * @param threadKey what all mails of one exchange share
 * @param direction which way it went
 * @param from who sent it
 * @param to who received it
 * @param cc who received a copy
 * @param openCount how often it was opened
 * @param htmlFileId its formatted text
 */
public record EmailFacts(
    @Unique @NotBlank @Size(max = 300) String messageId,
    @Indexed @NotBlank @Size(max = 300) String threadKey,
    MailDirection direction,
    @Personal(PrivacyPolicy.ERASE) @NotBlank @Size(max = 254) String from,
    @Personal(PrivacyPolicy.ERASE) @Size(max = 200) List<@Size(max = 254) String> to,
    @Personal(PrivacyPolicy.ERASE) @Size(max = 200) List<@Size(max = 254) String> cc,
    @Default("0") int openCount,
    @Nullable @RefersTo("file") Id<?> htmlFileId) {

  /** Copies the lists. */
  public EmailFacts {
    to = List.copyOf(to);
    cc = List.copyOf(cc);
  }
}
