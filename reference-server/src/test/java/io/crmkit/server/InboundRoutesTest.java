package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.CrmBuilder;
import io.crmkit.http.webhook.GraphVerifier;
import io.crmkit.http.webhook.HubSpotVerifier;
import io.crmkit.http.webhook.InboundRequest;
import io.crmkit.http.webhook.InboundSource;
import io.crmkit.http.webhook.StampedVerifier;
import io.crmkit.http.webhook.StandardWebhookVerifier;
import io.crmkit.http.webhook.WebhookHandler;
import io.crmkit.http.webhook.WebhookRun;
import io.crmkit.http.webhook.WebhookVerifier;
import io.crmkit.record.RecordRules;
import io.crmkit.server.TestServer.Reply;
import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;
import io.crmkit.testkit.SettableClock;
import io.crmkit.testkit.http.WebhookSignatures;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InboundRoutesTest {
  private static final String PUBLIC = "https://crm.example/base";
  private static final String WHSEC = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String SECRET = "a shared secret";
  private static final String BODY = "{\"id\":\"e1\",\"name\":\"Thé — Dakar\"} \r\n";

  /** When the vectors that the providers' pages show were signed. */
  private static final Instant SIGNED = Instant.ofEpochSecond(1_790_000_000);

  private final SettableClock clock = new SettableClock(SIGNED);
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final AtomicReference<Supplier<RuntimeException>> failure = new AtomicReference<>();
  private final TestServer server = serving(PUBLIC);
  private UUID owner;

  private TestServer serving(String publicUrl) {
    return new TestServer(
        ServerConfig.builder().port(0).rateLimit(5).publicUrl(publicUrl).build(),
        new RecordRules<>() {},
        failing(new MemoryStorage()),
        this::withSources);
  }

  private CrmBuilder withSources(CrmBuilder builder) {
    return builder
        .clock(clock)
        .inbound(source("svix", StandardWebhookVerifier.of(List.of(WHSEC))).build())
        .inbound(
            source(
                    "stripe",
                    StampedVerifier.stripe(List.of(SECRET, "whsec_test_vector_alpha_0001")))
                .eventIdAt("id")
                .build())
        .inbound(
            source("wave", StampedVerifier.wave(List.of(SECRET, "wave_sn_WHS_testvectoralpha0001")))
                .build())
        .inbound(source("hubspot", HubSpotVerifier.v3(List.of(SECRET))).build())
        .inbound(
            source("outlook", GraphVerifier.of(id -> Optional.of(SECRET)))
                .handshake(GraphVerifier::validationToken)
                .build());
  }

  private InboundSource.Builder source(String provider, WebhookVerifier verifier) {
    return InboundSource.builder(provider, verifier, this::note)
        .organization(request -> Optional.ofNullable(owner));
  }

  private WebhookHandler.Outcome note(WebhookRun run) {
    bodies.add(run.text());
    return WebhookHandler.Outcome.DONE;
  }

  private Storage failing(Storage storage) {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("platform") && failure.get() != null) {
                throw failure.get().get();
              }
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private WebhookSignatures to(String path) {
    return WebhookSignatures.to(PUBLIC + path, clock.instant());
  }

  /** Sends a call as it was signed for its public address, to where the server is. */
  private Reply send(InboundRequest call) {
    String local = "http://127.0.0.1:" + server.server.port();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(java.net.URI.create(call.uri().replace(PUBLIC, local)))
            .method(call.method(), BodyPublishers.ofByteArray(call.body()));
    call.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    return server.send(request);
  }

  private void assertArrived(Reply reply, String body) {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo("{}");
    server.crm.jobs().runDue();
    assertThat(bodies).containsExactly(body);
  }

  @Test
  void receive_svix_arrivesByteForByte() {
    assertArrived(send(to("/webhooks/svix").svix(WHSEC, "msg_1", BODY)), BODY);
  }

  @Test
  void receive_standardWebhooks_arrivesByteForByte() {
    assertArrived(send(to("/webhooks/svix").standard(WHSEC, "msg_1", BODY)), BODY);
  }

  @Test
  void receive_stripe_arrivesByteForByte() {
    assertArrived(send(to("/webhooks/stripe").stripe(SECRET, BODY)), BODY);
  }

  @Test
  void receive_wave_arrivesByteForByte() {
    assertArrived(send(to("/webhooks/wave").wave(SECRET, BODY)), BODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/hubspot",
        "/webhooks/hubspot?portal=1&name=a%20b%26c",
        "/webhooks/hubspot?a=1+2&&b"
      })
  void receive_hubSpot_signsThePublicAddress(String path) {
    assertArrived(send(to(path).hubSpotV3(SECRET, BODY)), BODY);
  }

  @Test
  void receive_vectorOfStripe_isProved() {
    String body =
        "{\"id\":\"evt_tv_0001\",\"object\":\"event\",\"type\":\"payment_intent.succeeded\",\"created\":1790000000,\"livemode\":false,\"data\":{\"object\":{\"id\":\"pi_tv_0001\",\"object\":\"payment_intent\",\"amount\":12500,\"currency\":\"xof\",\"status\":\"succeeded\",\"metadata\":{\"order_id\":\"ORD-1001\"}}}}";
    String signature =
        "t=1790000000,v1=27b341afc1057f2ae00c80c77e806ed177793fbacfd47e5294a25b8273bfeb99";

    assertArrived(
        send(to("/webhooks/stripe").plain(Map.of("Stripe-Signature", signature), body)), body);
  }

  @Test
  void receive_twice_isAnsweredTheSameAndKeptOnce() {
    InboundRequest call = to("/webhooks/stripe").stripe(SECRET, BODY);

    Reply first = send(call);
    Reply second = send(call);

    assertThat(second.text()).isEqualTo(first.text());
    assertArrived(second, BODY);
  }

  @Test
  void receive_manyInARow_areNotHeldUpAsAUserWouldBe() {
    for (int i = 0; i < 40; i++) {
      assertThat(send(to("/webhooks/svix").svix(WHSEC, "msg_" + i, BODY)).status()).isEqualTo(200);
    }
  }

  @Test
  void receive_notProved_isToldNoMoreThanThat() {
    InboundRequest signed = to("/webhooks/stripe").stripe(SECRET, BODY);
    InboundRequest elsewhere = to("/webhooks/hubspot?a=b").hubSpotV3(SECRET, BODY);
    List<Reply> refused =
        List.of(
            send(to("/webhooks/stripe").plain(Map.of(), BODY)),
            send(to("/webhooks/stripe").stripe("another", BODY)),
            send(to("/webhooks/stripe").plain(Map.of("Stripe-Signature", "t=x,v1=y"), BODY)),
            send(to("/webhooks/stripe").stripe(SECRET, "no json")),
            send(
                WebhookSignatures.to(PUBLIC + "/webhooks/stripe", SIGNED.minusSeconds(600))
                    .stripe(SECRET, BODY)),
            send(
                InboundRequest.of(
                    "POST", PUBLIC + "/webhooks/hubspot", elsewhere.headers(), elsewhere.body())),
            send(
                InboundRequest.of(
                    "POST",
                    PUBLIC + "/webhooks/stripe",
                    signed.headers(),
                    BODY.strip().getBytes(StandardCharsets.UTF_8))));

    assertThat(refused)
        .allSatisfy(
            reply -> {
              assertThat(reply.status()).isEqualTo(401);
              assertThat(reply.code()).isEqualTo("NOT_PROVED");
              assertThat(reply.body().get("detail")).isEqualTo(refused.get(0).body().get("detail"));
              assertThat(reply.header("WWW-Authenticate")).isEqualTo("Webhook-Signature");
            });
    assertThat(server.crm.jobs().runDue()).isZero();
  }

  @Test
  void receive_whereNobodyIsCalled_isNotFound() {
    assertThat(send(to("/webhooks/nobody").stripe(SECRET, BODY)).status()).isEqualTo(404);
    assertThat(send(to("/webhooks/").stripe(SECRET, BODY)).status()).isEqualTo(404);
    assertThat(server.get("/webhooks/stripe").status()).isIn(401, 405);
  }

  @Test
  void receive_tooLong_isRefused() {
    Reply longest = send(to("/webhooks/svix").svix(WHSEC, "msg_1", "x".repeat(750_000)));
    Reply tooLong = send(to("/webhooks/svix").svix(WHSEC, "msg_2", "x".repeat(750_001)));

    assertThat(longest.status()).isEqualTo(200);
    assertThat(tooLong.status()).isEqualTo(413);
  }

  @Test
  void receive_otherContentTypes_areTakenAsTheyAre() {
    for (String type : List.of("application/x-www-form-urlencoded", "text/plain; charset=x", "?")) {
      InboundRequest call = to("/webhooks/svix").svix(WHSEC, "of " + type.length(), "a=%C3%A9&b");
      Map<String, List<String>> headers = new java.util.HashMap<>(call.headers());
      headers.put("Content-Type", List.of(type));
      headers.put("Content-Encoding", List.of("gzip"));

      assertThat(send(InboundRequest.of("POST", call.uri(), headers, call.body())).status())
          .as(type)
          .isEqualTo(200);
    }
  }

  @Test
  void receive_storageIsDown_asksForAnotherTry() {
    failure.set(
        () ->
            new io.crmkit.error.UnavailableException(
                "STORAGE_UNAVAILABLE", "down", Duration.ofSeconds(3), null));
    Reply down = send(to("/webhooks/stripe").stripe(SECRET, BODY));
    failure.set(
        () -> new io.crmkit.error.OutcomeUnknownException("lost", new java.io.IOException("x")));
    Reply lost = send(to("/webhooks/stripe").stripe(SECRET, BODY));
    failure.set(null);

    assertThat(down.status()).isEqualTo(503);
    assertThat(down.header("Retry-After")).isEqualTo("3");
    assertThat(lost.status()).isEqualTo(503);
    assertThat(lost.header("Retry-After")).isEqualTo("1");
    assertArrived(send(to("/webhooks/stripe").stripe(SECRET, BODY)), BODY);
  }

  @Test
  void receive_handshake_isAnsweredAsPlainText() {
    Reply reply =
        send(
            to("/webhooks/outlook?validationToken=%3Cscript%3E+a%2Fb%3D%3D")
                .plain(Map.of("Content-Type", "text/plain"), ""));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo("<script> a/b==");
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void receive_withoutPublicUrl_takesTheAddressThatWasCalled() {
    try (TestServer local = serving(null)) {
      String url = local.server.address() + "/webhooks/hubspot?a=b%2Cc";
      InboundRequest call = WebhookSignatures.to(url, SIGNED).hubSpotV3(SECRET, BODY);
      // HubSpot undoes this escape before it signs, so the call is signed without it
      InboundRequest signed =
          WebhookSignatures.to(url.replace("%2C", ","), SIGNED).hubSpotV3(SECRET, BODY);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(java.net.URI.create(call.uri()))
              .POST(BodyPublishers.ofByteArray(call.body()));
      signed.headers().forEach((name, values) -> request.header(name, values.get(0)));

      assertThat(local.send(request).status()).isEqualTo(200);
    }
  }

  @Test
  void calls_ofTheOrganization_areShownAndReplayed() {
    clock.advance(Duration.between(SIGNED, Instant.now())); // answers are kept for a day of ours
    String token = server.login("admin@acme.example");
    owner = server.organization;
    send(to("/webhooks/stripe").stripe(SECRET, BODY));
    owner = null;
    send(to("/webhooks/svix").svix(WHSEC, "msg_1", BODY));
    server.crm.jobs().runDue();

    Reply page =
        server.callAs(token, "GET", "/v1/inbound-webhooks?count=true&sort=-receivedAt", null);
    Map<?, ?> shown = (Map<?, ?>) page.list("items").get(0);
    String path = "/v1/inbound-webhooks/" + shown.get("id");
    Reply one = server.callAs(token, "GET", path, null);
    Reply replayed = server.callAs(token, "POST", path + "/replay", "{}", "Idempotency-Key", "r1");
    server.crm.jobs().runDue();
    Reply again = server.callAs(token, "POST", path + "/replay", "{}", "Idempotency-Key", "r1");

    assertThat(page.body()).containsEntry("total", 1L);
    assertThat(shown.get("eventId")).isEqualTo("e1");
    assertThat(shown.get("state")).isEqualTo("DONE");
    assertThat(shown.containsKey("body") || shown.containsKey("headers")).isFalse();
    assertThat(Base64.getDecoder().decode((String) one.body().get("body")))
        .isEqualTo(BODY.getBytes(StandardCharsets.UTF_8));
    assertThat(one.header("ETag")).isEqualTo("\"2\"");
    assertThat(replayed.body()).containsEntry("state", "RECEIVED");
    assertThat(again.body()).isEqualTo(replayed.body());
    assertThat(bodies).hasSize(3);
    assertThat(
            server
                .callAs(token, "GET", "/v1/inbound-webhooks?fields=body", null)
                .list("items")
                .toString())
        .contains("body=");
    assertThat(server.callAs(token, "POST", path + "/replay", "{\"x\": 1}").status())
        .isEqualTo(422);
    assertThat(
            server.callAs(token, "GET", "/v1/inbound-webhooks/" + UUID.randomUUID(), null).status())
        .isEqualTo(404);
    assertThat(server.callAs(token, "GET", "/v1/inbound-webhooks?provider.like=x", null).status())
        .isEqualTo(400);
  }

  @Test
  void calls_withoutTheRight_areForbidden() {
    server.addMember(server.organization, "rep@acme.example", "SALES");
    String token = server.login("rep@acme.example");

    assertThat(server.callAs(token, "GET", "/v1/inbound-webhooks", null).status()).isEqualTo(403);
    assertThat(
            server.callAs(token, "GET", "/v1/inbound-webhooks/" + UUID.randomUUID(), null).status())
        .isIn(403, 404);
  }
}
