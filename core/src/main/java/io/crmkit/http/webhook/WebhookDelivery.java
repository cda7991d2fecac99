package io.crmkit.http.webhook;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.RecordType;
import io.crmkit.record.Unique;
import io.crmkit.record.Verb;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint, kept for 30 days.
 *
 * @param endpointId where it is sent
 * @param messageId sent as {@code webhook-id}, the same at each try
 * @param eventPosition which event of the log it is
 * @param event its name, such as {@code contact.updated}
 * @param recordId the record that it tells of; its events go out one after the other
 * @param state how it stands
 * @param attempts how often it was tried
 * @param statusCode what was answered last; null if nothing was
 * @param took how long the last try took
 * @param nextAttemptAt when it is tried again; null if it is not
 * @param answer the head of the last answer, or why there was none
 */
@RecordType(
    value = "webhook-delivery",
    plural = "webhook-deliveries",
    logged = false,
    verbs = Verb.READ,
    actions = "replay",
    indexes = {"endpointId,eventPosition", "endpointId,state,nextAttemptAt"})
public record WebhookDelivery(
    @Indexed Id<WebhookEndpoint> endpointId,
    @NotBlank @Unique @Size(max = 40) String messageId,
    @Indexed(own = false) long eventPosition,
    @NotBlank @Size(max = 160) String event,
    @NotBlank @Size(max = 40) String recordId,
    @Indexed DeliveryState state,
    @Default("0") int attempts,
    @Nullable Integer statusCode,
    @Nullable Duration took,
    @Nullable @Indexed(own = false) Instant nextAttemptAt,
    @Nullable @Size(max = 1000) String answer) {
  static final int LONGEST_ANSWER = 1000;

  /** Makes what is still to be tried. */
  static WebhookDelivery of(
      Id<WebhookEndpoint> endpoint, String messageId, long position, String event, String record) {
    return new WebhookDelivery(
        endpoint,
        messageId,
        position,
        event,
        record,
        DeliveryState.PENDING,
        0,
        null,
        null,
        null,
        null);
  }

  /** Returns this delivery as if it had never been tried. */
  WebhookDelivery renewed() {
    return of(endpointId, messageId, eventPosition, event, recordId);
  }

  /** Returns this delivery after a try, or given up without one. */
  WebhookDelivery tried(DeliveryState to, @Nullable WebhookAnswer got, @Nullable Instant next) {
    return new WebhookDelivery(
        endpointId,
        messageId,
        eventPosition,
        event,
        recordId,
        to,
        got == null ? attempts : attempts + 1,
        got == null ? null : got.statusCode(),
        got == null ? null : got.took(),
        next,
        got == null ? "NOT_VISIBLE" : got.answer());
  }

  boolean isOpen() {
    return state == DeliveryState.PENDING || state == DeliveryState.FAILED;
  }
}
