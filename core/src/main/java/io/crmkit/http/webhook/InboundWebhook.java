package io.crmkit.http.webhook;

import io.crmkit.record.Default;
import io.crmkit.record.Encrypted;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Verb;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call of a provider that was proved to be its own, kept for 30 days.
 *
 * @param provider who called, such as {@code stripe}
 * @param eventId the provider's own name of what it tells; it is kept once
 * @param organization whom it is about; null while that is not known
 * @param headers as received, as a JSON object of lists; those that hold secrets are left out
 * @param body the bytes as received, in base64; null if there were none
 * @param state how it stands
 * @param attempts how often it was worked on since it came, or since it was last replayed
 * @param lastError what the last try failed of, without anything that was received
 * @param receivedAt when it came
 */
@RecordType(
    value = "inbound-webhook",
    platform = true,
    verbs = Verb.READ,
    actions = "replay",
    unique = "provider,eventId")
public record InboundWebhook(
    @NotBlank @Indexed @Size(max = 30) String provider,
    @NotBlank @Size(max = 200) String eventId,
    @Nullable @Indexed @RefersTo("organization") Id<?> organization,
    @Encrypted @Size(max = 16_384) @Text(TextFormat.JSON) String headers,
    @Encrypted @Nullable @Size(max = 1_048_576) String body,
    @Indexed InboundState state,
    @Default("0") int attempts,
    @Nullable @Size(max = 1000) String lastError,
    @Indexed Instant receivedAt) {
  private static final int LONGEST_ERROR = 1000;

  /** Returns this webhook after a try to work on it. */
  InboundWebhook tried(
      InboundState how, int newAttempts, @Nullable String error, @Nullable Id<?> owner) {
    String kept =
        error == null ? null : error.substring(0, Math.min(error.length(), LONGEST_ERROR));
    return new InboundWebhook(
        provider, eventId, owner, headers, body, how, newAttempts, kept, receivedAt);
  }

  /** Returns this webhook waiting for its first try again. */
  InboundWebhook again() {
    return tried(InboundState.RECEIVED, 0, lastError, organization);
  }
}
