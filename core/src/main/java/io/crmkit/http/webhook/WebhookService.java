package io.crmkit.http.webhook;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints to which events of one organization are sent, for one actor. Changing, pausing and
 * deleting one is done as with all records: one that is paused goes on where it stopped, one that
 * was disabled goes on with what happens once it is active again, and {@link #replaySince} makes up
 * for the rest. Thread-safe.
 *
 * @since 0.1
 */
public final class WebhookService {
  private static final Duration ROTATION = Duration.ofHours(24);

  private static final int MOST_REPLAYED = 500;

  private final RecordSession session;
  private final WebhookSender sender;
  private final LogTimes log;
  private final Records<WebhookEndpoint> endpoints;
  private final Records<WebhookDelivery> deliveries;

  WebhookService(RecordSession session, WebhookSender sender, LogTimes log) {
    this.session = session;
    this.sender = sender;
    this.log = log;
    this.endpoints = session.records(WebhookEndpoint.class);
    this.deliveries = session.records(WebhookDelivery.class);
  }

  /**
   * An endpoint with its secret, which is shown this once.
   *
   * @param endpoint the endpoint as stored
   * @param secret what receivers verify signatures with, spelled {@code whsec_} and base64
   */
  public record Signed(Stored<WebhookEndpoint> endpoint, String secret) {
    @Override
    public String toString() {
      return "Signed[" + endpoint.id() + "]";
    }
  }

  /**
   * Makes an endpoint. It is sent what its owner, by default the actor, may see.
   *
   * @throws io.crmkit.error.InvalidValueException if the address leads to where webhooks may not
   *     go, or a type is unknown
   */
  public Signed create(WebhookEndpoint endpoint) {
    return signed(records -> records.create(endpoint));
  }

  /**
   * Makes an endpoint of its plain form, as JSON has it. Unknown and managed fields are refused.
   */
  public Signed createPlain(Map<String, ?> plain) {
    return signed(records -> records.createPlain(plain));
  }

  /**
   * Gives an endpoint another secret. For 24 hours the former one signs as well, so that receivers
   * change over without a gap; what was former till then no longer counts.
   *
   * @param expected the version that the caller read, or null for any
   */
  public Signed rotateSecret(Id<WebhookEndpoint> id, @Nullable Long expected) {
    String fresh = StandardWebhookSigner.newSecret();
    Instant until = session.clock().instant().plus(ROTATION);
    return signed(
        records ->
            records.act(
                "rotate-secret",
                id,
                expected,
                value -> value.signedBy(fresh, value.secret(), until)));
  }

  private Signed signed(
      java.util.function.Function<Records<WebhookEndpoint>, Stored<WebhookEndpoint>> work) {
    return session.transact(
        joined -> {
          Stored<WebhookEndpoint> made = work.apply(joined.records(WebhookEndpoint.class));
          String secret =
              joined
                  .rules()
                  .find(WebhookEndpoint.class, made.id())
                  .map(each -> each.value().secret())
                  .orElseThrow();
          return new Signed(made, Objects.requireNonNull(secret, "made with it"));
        });
  }

  /**
   * Sends a message of the type {@code webhook-endpoint.test} at once and waits for the answer. It
   * is not kept among the deliveries. Not to be called within a transaction.
   *
   * @throws io.crmkit.error.NotFoundException if the organization has no such endpoint
   */
  public WebhookAnswer test(Id<WebhookEndpoint> id) {
    session.require(endpoints.type(), "test");
    endpoints.get(id);
    WebhookEndpoint endpoint =
        session.transact(
            joined -> joined.rules().find(WebhookEndpoint.class, id).orElseThrow().value());
    Instant now = session.clock().instant();
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("endpointId", id.toString());
    String messageId = WebhookMessage.id(id, UUID.randomUUID());
    byte[] body = WebhookMessage.body(WebhookEndpoint.NAME + ".test", now, data);
    return sender.send(endpoint.url(), endpoint.secrets(now), messageId, body);
  }

  /** Returns a page of the tries to deliver, kept for 30 days. */
  public Page<Stored<WebhookDelivery>> deliveries(Query query) {
    return deliveries.list(query);
  }

  /**
   * Makes a delivery once more, under the same id, so that a receiver that has it can tell.
   *
   * @throws ConflictException with the code {@code TOO_MANY_OPEN} if 500 deliveries of the endpoint
   *     are still to be made
   */
  public Stored<WebhookDelivery> replay(Id<WebhookDelivery> id) {
    return session.transact(
        joined -> {
          Records<WebhookDelivery> records = joined.records(WebhookDelivery.class);
          Id<WebhookEndpoint> endpoint = records.get(id).value().endpointId();
          Condition open =
              Condition.eq("endpointId", endpoint)
                  .and(Condition.in("state", List.of(DeliveryState.PENDING, DeliveryState.FAILED)));
          if (records.count(Query.where(open).limit(1)) >= MOST_REPLAYED) {
            throw new ConflictException(
                "TOO_MANY_OPEN", "many deliveries of endpoint " + endpoint + " are open already");
          }
          Stored<WebhookDelivery> renewed =
              records.act("replay", id, null, WebhookDelivery::renewed);
          Webhooks.job(endpoint).enqueue(joined.rules());
          return renewed;
        });
  }

  /**
   * Makes deliveries of all events behind a position once more, those that were made under the same
   * ids.
   *
   * @param after a position of the log; 0 for its beginning
   * @throws io.crmkit.error.NotFoundException if the organization has no such endpoint
   */
  public Stored<WebhookEndpoint> replaySince(Id<WebhookEndpoint> id, long after) {
    return endpoints.act(
        "replay",
        id,
        null,
        value -> {
          Long until = value.replayTo();
          long end = value.position() < 0 ? log.last() : value.position();
          long from = Math.max(0, Math.min(after, end));
          return value.at(from, until == null ? (Long) end : (Long) Math.max(until, end));
        });
  }

  /** Makes deliveries once more of all events since a time; see {@link #replaySince(Id, long)}. */
  public Stored<WebhookEndpoint> replaySince(Id<WebhookEndpoint> id, Instant since) {
    endpoints.get(id);
    return replaySince(id, log.before(since));
  }
}
