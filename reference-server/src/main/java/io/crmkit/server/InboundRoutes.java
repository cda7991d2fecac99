package io.crmkit.server;

import io.crmkit.engine.Engine;
import io.crmkit.engine.QueryReader;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.http.webhook.InboundRequest;
import io.crmkit.http.webhook.InboundWebhook;
import io.crmkit.http.webhook.Inbox;
import io.crmkit.http.webhook.InboxService;
import io.crmkit.http.webhook.Receipt;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Stored;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where providers call, and the calls that are about an organization. */
final class InboundRoutes {
  private static final String CALLS = "/v1/inbound-webhooks";
  private static final String TAG = "inbound-webhooks";

  /** What a list leaves out unless it is asked for: a megabyte for each row. */
  private static final Set<String> LONG = Set.of("headers", "body");

  private final Inbox inbox;
  private final Engine engine;
  private final Declaration<InboundWebhook> type;
  private final @Nullable String publicUrl;

  InboundRoutes(Parts parts) {
    this.inbox = parts.crm().inbox();
    this.engine = parts.crm().engine();
    this.type = engine.schema().type(InboundWebhook.class);
    this.publicUrl = parts.config().publicUrl();
  }

  void addTo(Router router) {
    router.add(
        new Route("POST", "/webhooks/{provider}", "receiveWebhook", this::receive)
            .open()
            .tag(TAG)
            .summary("Takes in what a provider calls us for, once its own proof holds")
            .parameter(Parameters.path("provider", "Who calls"))
            .takes(Map.of("type", "string", "format", "binary"), "*/*")
            .answers(200, "It is kept, now or before", Schemas.object(List.of()))
            .answersAs(200, "It is kept, now or before; or what a handshake asks for", "text/plain")
            .refuses(401, "The call is not proved"));
    router.add(
        new Route("GET", CALLS, "listInboundWebhooks", this::list)
            .tag(TAG)
            .summary("Lists the calls of providers, headers and bodies only if asked for")
            .parameters(Parameters.list(type))
            .answers(200, "One page, of 25 rows at most", Schemas.ref("InboundWebhookPage")));
    router.add(
        new Route("GET", CALLS + "/{id}", "getInboundWebhook", this::get)
            .tag(TAG)
            .summary("Returns a call")
            .parameter(Parameters.id())
            .answers(200, "The call", Schemas.ref("InboundWebhook"), "ETag"));
    router.add(
        new Route("POST", CALLS + "/{id}/replay", "replayInboundWebhook", this::replay)
            .tag(TAG)
            .summary("Has a call worked on again, whatever became of it")
            .parameter(Parameters.id())
            .mayTake(Schemas.object(List.of()))
            .answers(200, "The call", Schemas.ref("InboundWebhook"), "ETag"));
  }

  private Answer receive(Call call) {
    String provider = call.parameter("provider");
    if (!inbox.has(provider)) {
      throw HttpException.notFound(call.path());
    }
    HttpServletRequest request = call.context().req();
    byte[] body = Body.bytes(request, Inbox.MOST_BYTES);
    Map<String, List<String>> headers =
        Collections.list(request.getHeaderNames()).stream()
            .distinct()
            .collect(
                Collectors.toMap(name -> name, name -> Collections.list(request.getHeaders(name))));
    try {
      return answer(
          inbox.receive(
              provider, InboundRequest.of(call.method(), calledAt(request), headers, body)));
    } catch (OutcomeUnknownException e) {
      // what the provider sends again is kept once, so that it need not read first as others must
      throw new HttpException(503, e.code(), "the call may not have been kept")
          .with("Retry-After", "1");
    }
  }

  /** Returns the address as the provider spelled it: some sign it. */
  private String calledAt(HttpServletRequest request) {
    String base =
        publicUrl == null
            ? request.getRequestURL().toString()
            : publicUrl + request.getRequestURI();
    return request.getQueryString() == null ? base : base + "?" + request.getQueryString();
  }

  private static Answer answer(Receipt receipt) {
    if (receipt instanceof Receipt.Handshake handshake) {
      return Answer.bytes(
          "text/plain; charset=utf-8", handshake.text().getBytes(StandardCharsets.UTF_8));
    }
    if (receipt instanceof Receipt.Refused) {
      throw new HttpException(401, "NOT_PROVED", "the call is not proved to be the provider's")
          .with("WWW-Authenticate", "Webhook-Signature");
    }
    return Answer.json(200, Map.of()); // a call too large was refused while it was read
  }

  private InboxService service(Call call) {
    return new InboxService(engine, call.session());
  }

  private Map<String, @Nullable Object> plain(
      Call call, Stored<InboundWebhook> stored, Set<String> fields) {
    return engine
        .platformSession(call.session().actor())
        .records(InboundWebhook.class)
        .plain(stored, fields);
  }

  private Answer answer(Call call, Stored<InboundWebhook> stored) {
    return Answer.json(200, plain(call, stored, Set.of())).with("ETag", Etags.of(stored.version()));
  }

  private Answer list(Call call) {
    QueryReader.Request request = new QueryReader(call.session(), type).parameters(call.query());
    Page<Stored<InboundWebhook>> page = service(call).list(request.query());
    return Answer.page(
        page,
        each -> {
          Map<String, @Nullable Object> shown = plain(call, each, request.fields());
          shown.keySet().removeIf(key -> LONG.contains(key) && request.fields().isEmpty());
          return shown;
        });
  }

  private Answer get(Call call) {
    Id<InboundWebhook> id = call.id();
    return answer(call, service(call).get(id));
  }

  private Answer replay(Call call) {
    Id<InboundWebhook> id = call.id();
    Map<String, @Nullable Object> body = call.objectIfAny();
    new ActionBody(body, Set.of()).done();
    return call.onceClaimed(call.session(), body, () -> answer(call, service(call).replay(id)));
  }
}
