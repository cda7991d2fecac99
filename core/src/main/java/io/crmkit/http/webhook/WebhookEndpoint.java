package io.crmkit.http.webhook;

import io.crmkit.record.Default;
import io.crmkit.record.Encrypted;
import io.crmkit.record.Id;
import io.crmkit.record.Managed;
import io.crmkit.record.Owner;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Withheld;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events of an organization are sent, signed as Standard Webhooks asks.
 *
 * @param url an address of the open internet
 * @param description what it is for
 * @param types names of record types or of events, such as {@code contact} or {@code
 *     contact.updated}; empty for all
 * @param secret what signs, spelled {@code whsec_} and base64; shown once, when it is made
 * @param previousSecret what signs as well, until {@code previousUntil}
 * @param previousUntil when the former secret is no longer used
 * @param state whether events are sent
 * @param failingSince since when no delivery succeeded; null while they do
 * @param position up to which event of the log deliveries were made
 * @param ownerId who is told when it is disabled; null where the system made it
 */
@RecordType("webhook-endpoint")
public record WebhookEndpoint(
    @NotBlank @Size(max = 1000) @Text(TextFormat.URL) String url,
    @Nullable @Size(max = 200) String description,
    @Size(max = 100) List<@NotBlank @Size(max = 80) String> types,
    @Encrypted @Withheld @Managed @Nullable @Size(max = 100) String secret,
    @Encrypted @Withheld @Managed @Nullable @Size(max = 100) String previousSecret,
    @Managed @Nullable Instant previousUntil,
    @Default("ACTIVE") EndpointState state,
    @Managed @Nullable Instant failingSince,
    @Managed @Default("0") long position,
    @Owner @Nullable @RefersTo("user") Id<?> ownerId) {
  /** Copies the list. */
  public WebhookEndpoint {
    types = List.copyOf(types);
  }

  /** Makes an active endpoint for events of these types; none for all. */
  public static WebhookEndpoint of(String url, String... types) {
    return new WebhookEndpoint(
        url, null, List.of(types), null, null, null, EndpointState.ACTIVE, null, 0, null);
  }
}
