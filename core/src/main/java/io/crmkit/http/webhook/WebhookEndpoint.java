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
import java.util.ArrayList;
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
 * @param heldUntil nothing is sent before, as the last delivery failed or the receiver asks for it
 * @param position up to which event of the log deliveries were made; -1 until its place is known
 * @param replayTo up to which event of the log deliveries are made once more; null for none
 * @param ownerId who is told when it is disabled; null where the system made it
 */
@RecordType(
    value = WebhookEndpoint.NAME,
    actions = {"rotate-secret", "test", "replay"})
public record WebhookEndpoint(
    @NotBlank @Size(max = 1000) @Text(TextFormat.URL) String url,
    @Nullable @Size(max = 200) String description,
    @Size(max = 100) List<@NotBlank @Size(max = 80) String> types,
    @Encrypted @Withheld @Managed @Nullable @Size(max = 100) String secret,
    @Encrypted @Withheld @Managed @Nullable @Size(max = 100) String previousSecret,
    @Managed @Nullable Instant previousUntil,
    @Default("ACTIVE") EndpointState state,
    @Managed @Nullable Instant failingSince,
    @Managed @Nullable Instant heldUntil,
    @Managed @Default("-1") long position,
    @Managed @Nullable Long replayTo,
    @Owner @Nullable @RefersTo("user") Id<?> ownerId) {
  static final String NAME = "webhook-endpoint";

  /** Stands for the place of the change by which it became active. */
  static final long NOWHERE = -1;

  /** Copies the list. */
  public WebhookEndpoint {
    types = List.copyOf(types);
  }

  /** Makes an active endpoint for events of these types; none for all. */
  public static WebhookEndpoint of(String url, String... types) {
    return new WebhookEndpoint(
        url,
        null,
        List.of(types),
        null,
        null,
        null,
        EndpointState.ACTIVE,
        null,
        null,
        NOWHERE,
        null,
        null);
  }

  /** Returns this endpoint with a secret, beside which the former one signs for a while. */
  WebhookEndpoint signedBy(
      @Nullable String newSecret, @Nullable String former, @Nullable Instant until) {
    return new WebhookEndpoint(
        url,
        description,
        types,
        newSecret,
        former,
        until,
        state,
        failingSince,
        heldUntil,
        position,
        replayTo,
        ownerId);
  }

  /** Returns this endpoint at another place in the log. */
  WebhookEndpoint at(long newPosition, @Nullable Long newReplayTo) {
    return new WebhookEndpoint(
        url,
        description,
        types,
        secret,
        previousSecret,
        previousUntil,
        state,
        failingSince,
        heldUntil,
        newPosition,
        newReplayTo,
        ownerId);
  }

  /** Returns this endpoint in another state of health. */
  WebhookEndpoint healthy(
      EndpointState newState, @Nullable Instant since, @Nullable Instant until) {
    return new WebhookEndpoint(
        url,
        description,
        types,
        secret,
        previousSecret,
        previousUntil,
        newState,
        since,
        until,
        position,
        replayTo,
        ownerId);
  }

  /** Returns what signs at this time, the newest first. */
  List<String> secrets(Instant now) {
    List<String> secrets = new ArrayList<>();
    if (secret != null) {
      secrets.add(secret);
    }
    if (previousSecret != null && previousUntil != null && now.isBefore(previousUntil)) {
      secrets.add(previousSecret);
    }
    return secrets;
  }

  /** Returns whether events of this name are sent. Those about webhooks would cause others. */
  boolean wants(String type, String event) {
    return wants(types, type, event);
  }

  /** Returns whether such a choice of types and events holds an event of a type. */
  static boolean wants(List<String> types, String type, String event) {
    return !type.equals(NAME) && (types.isEmpty() || types.contains(type) || types.contains(event));
  }
}
