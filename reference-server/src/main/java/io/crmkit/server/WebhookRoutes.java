package io.crmkit.server;

import io.crmkit.engine.AccessCheck;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.InvalidValueException;
import io.crmkit.http.webhook.WebhookAnswer;
import io.crmkit.http.webhook.WebhookDelivery;
import io.crmkit.http.webhook.WebhookEndpoint;
import io.crmkit.http.webhook.WebhookService;
import io.crmkit.http.webhook.WebhookService.Signed;
import io.crmkit.http.webhook.Webhooks;
import io.crmkit.record.Id;
import io.crmkit.record.Schema;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What endpoints of webhooks have beside other records: secrets shown once, tests and replays. */
final class WebhookRoutes {
  private static final String ENDPOINTS = "/v1/webhook-endpoints";
  private static final String DELIVERIES = "/v1/webhook-deliveries";

  private final Webhooks webhooks;
  private final Schema schema;

  WebhookRoutes(Parts parts) {
    this.webhooks = parts.crm().webhooks();
    this.schema = parts.crm().engine().schema();
  }

  void addTo(Router router) {
    router.add(
        new Route("POST", ENDPOINTS, "createWebhookEndpoint", this::create)
            .tag("webhook-endpoints")
            .summary("Makes an endpoint, and shows its secret this once")
            .takes(Schemas.ref("WebhookEndpointCreate"), Answer.JSON)
            .answers(
                201,
                "The endpoint with its secret",
                Schemas.ref("WebhookEndpoint"),
                "Location",
                "ETag"));
    router.add(
        action(ENDPOINTS, "rotate-secret", "rotateWebhookSecret", this::rotate)
            .summary("Makes another secret; the former one signs as well for 24 hours")
            .mayTake(Schemas.object(List.of()))
            .answers(200, "The endpoint with its secret", Schemas.ref("WebhookEndpoint"), "ETag"));
    router.add(
        action(ENDPOINTS, "test", "testWebhookEndpoint", this::test)
            .summary("Sends a message to an endpoint and waits for the answer")
            .mayTake(Schemas.object(List.of()))
            .answers(
                200,
                "What came of it",
                Schemas.object(
                    List.of("isTaken", "took"),
                    "isTaken",
                    Schemas.flag(),
                    "statusCode",
                    Schemas.nullable(Map.of("type", "integer", "format", "int32")),
                    "took",
                    Map.of("type", "string", "format", "duration"),
                    "answer",
                    Schemas.nullable(Schemas.text()))));
    router.add(
        action(ENDPOINTS, "replay", "replayWebhookEvents", this::replaySince)
            .summary("Sends all events behind a position, or since a time, once more")
            .takes(
                Schemas.object(
                    List.of(),
                    "after",
                    Schemas.text(),
                    "since",
                    Map.of("type", "string", "format", "date-time")),
                Answer.JSON)
            .answers(200, "The endpoint", Schemas.ref("WebhookEndpoint"), "ETag"));
    router.add(
        action(DELIVERIES, "replay", "replayWebhookDelivery", this::replay)
            .summary("Sends one event once more")
            .mayTake(Schemas.object(List.of()))
            .answers(200, "The delivery", Schemas.ref("WebhookDelivery"), "ETag"));
  }

  private static Route action(String path, String action, String id, Route.Handler handler) {
    return new Route("POST", path + "/{id}/" + action, id, handler)
        .tag(path.substring("/v1/".length()))
        .parameter(Parameters.id());
  }

  private <T> Id<T> allowed(Call call, Class<T> type, String action) {
    Id<T> id = call.id();
    new AccessCheck<>(call.session(), schema.type(type)).may(action, id, false);
    return id;
  }

  private static Map<String, @Nullable Object> nothing(Call call) {
    Map<String, @Nullable Object> body = call.objectIfAny();
    new ActionBody(body, Set.of()).done();
    return body;
  }

  private Answer create(Call call) {
    new AccessCheck<>(call.session(), schema.type(WebhookEndpoint.class)).may("create");
    Map<String, @Nullable Object> body = call.object();
    return call.once(
        body,
        session -> service(session).createPlain(body),
        signed ->
            signed(201, call, signed).with("Location", ENDPOINTS + "/" + signed.endpoint().id()));
  }

  private Answer rotate(Call call) {
    Id<WebhookEndpoint> id = allowed(call, WebhookEndpoint.class, "rotate-secret");
    return call.once(
        nothing(call),
        session -> service(session).rotateSecret(id, null),
        signed -> signed(200, call, signed));
  }

  private static Answer signed(int status, Call call, Signed signed) {
    Map<String, @Nullable Object> shown = plain(call, WebhookEndpoint.class, signed.endpoint());
    shown.put("secret", signed.secret());
    return Answer.json(status, shown).with("ETag", Etags.of(signed.endpoint().version()));
  }

  private Answer test(Call call) {
    Id<WebhookEndpoint> id = allowed(call, WebhookEndpoint.class, "test");
    return call.onceClaimed(
        call.session(),
        nothing(call),
        () -> {
          WebhookAnswer answer = service(call.session()).test(id);
          Duration took = answer.took();
          Map<String, @Nullable Object> shown = new LinkedHashMap<>();
          shown.put("isTaken", answer.isTaken());
          shown.put("statusCode", answer.statusCode());
          shown.put("took", took.toString());
          shown.put("answer", answer.answer());
          return Answer.json(200, shown);
        });
  }

  private Answer replaySince(Call call) {
    Id<WebhookEndpoint> id = allowed(call, WebhookEndpoint.class, "replay");
    Map<String, @Nullable Object> plain = call.object();
    ActionBody body = new ActionBody(plain, Set.of("after", "since"));
    String after = body.text("after");
    Instant since = body.value("since", Instant.class);
    body.done();
    if ((after == null) == (since == null)) {
      throw InvalidValueException.of("after", "REQUIRED", "is needed, or else since");
    }
    if (after != null && !after.matches("[0-9]{1,18}")) {
      throw InvalidValueException.of("after", "INVALID_POSITION", "is no position in the log");
    }
    return call.once(
        plain,
        session ->
            since != null
                ? service(session).replaySince(id, since)
                : service(session).replaySince(id, Long.parseLong(String.valueOf(after))),
        stored -> shown(call, WebhookEndpoint.class, stored));
  }

  private Answer replay(Call call) {
    Id<WebhookDelivery> id = allowed(call, WebhookDelivery.class, "replay");
    return call.once(
        nothing(call),
        session -> service(session).replay(id),
        stored -> shown(call, WebhookDelivery.class, stored));
  }

  private WebhookService service(RecordSession session) {
    return webhooks.service(session);
  }

  private static <T> Answer shown(Call call, Class<T> type, Stored<T> stored) {
    return Answer.json(200, plain(call, type, stored)).with("ETag", Etags.of(stored.version()));
  }

  private static <T> Map<String, @Nullable Object> plain(
      Call call, Class<T> type, Stored<T> stored) {
    return ResourceRoutes.plain(call.session().records(type), stored);
  }
}
