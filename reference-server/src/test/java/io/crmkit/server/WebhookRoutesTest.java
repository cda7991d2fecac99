package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crmkit.http.webhook.InboundRequest;
import io.crmkit.http.webhook.StandardWebhookVerifier;
import io.crmkit.http.webhook.Verdict;
import io.crmkit.server.TestServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class WebhookRoutesTest {
  private static final String PATH = "/v1/webhook-endpoints";
  private static TestServer server;
  private static final List<Sent> CAME = new CopyOnWriteArrayList<>();
  private static HttpServer receiver;

  /** What reached the receiver. */
  private record Sent(Map<String, List<String>> headers, String body) {
    String messageId() {
      return headers.get("Webhook-id").get(0);
    }
  }

  @BeforeAll
  static void start() throws IOException {
    server = new TestServer();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", WebhookRoutesTest::take);
    receiver.start();
  }

  private static void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    CAME.add(
        new Sent(
            Map.copyOf(exchange.getRequestHeaders()), new String(body, StandardCharsets.UTF_8)));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort();
  }

  @AfterAll
  static void stop() {
    server.close();
    receiver.stop(0);
  }

  private static String body(String... types) {
    return TestServer.json("url", url() + "/hook", "types", List.of((Object[]) types));
  }

  private static boolean isProven(Sent request, Object secret) {
    InboundRequest inbound =
        InboundRequest.of(
            "POST",
            "https://customer.example/hook",
            request.headers(),
            request.body().getBytes(StandardCharsets.UTF_8));
    return StandardWebhookVerifier.of(List.of((String) secret)).verify(inbound, Instant.now())
        instanceof Verdict.Accepted;
  }

  private static void runUntil(java.util.function.BooleanSupplier holds) {
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              server.crm.jobs().runDue();
              return holds.getAsBoolean();
            });
  }

  @Test
  void create_endpoint_showsItsSecretOnceAndSends() {
    Reply made = server.post(PATH, body("venue"), "Idempotency-Key", "w1");
    Reply again = server.post(PATH, body("venue"), "Idempotency-Key", "w1");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(PATH + "/" + made.id());
    assertThat((String) made.body().get("secret")).startsWith("whsec_");
    assertThat(again.body()).isEqualTo(made.body());
    assertThat(server.get(PATH + "/" + made.id()).text()).doesNotContain("whsec_");
    assertThat(server.get(PATH + "/" + made.id() + "/history").text()).doesNotContain("whsec_");
    String venue = server.venue("Grand Théâtre", 1_800);
    runUntil(() -> CAME.stream().anyMatch(each -> each.body().contains(venue)));
    Sent sent = CAME.get(CAME.size() - 1);
    assertThat(isProven(sent, made.body().get("secret"))).isTrue();
    runUntil(() -> deliveries(made.id(), "DELIVERED") == 1);

    Map<?, ?> delivery = (Map<?, ?>) page(made.id()).list("items").get(0);
    Reply replayed = server.post("/v1/webhook-deliveries/" + delivery.get("id") + "/replay", "");
    assertThat(delivery.get("event")).isEqualTo("venue.created");
    assertThat(delivery.get("messageId")).isEqualTo(sent.messageId());
    assertThat(replayed.status()).isEqualTo(200);
    assertThat(replayed.body()).containsEntry("state", "PENDING");
    server.call("DELETE", PATH + "/" + made.id(), null, "If-Match", "*");
  }

  private static Reply page(String endpoint) {
    return server.get("/v1/webhook-deliveries?endpointId=" + endpoint);
  }

  private static long deliveries(String endpoint, String state) {
    return server
        .get("/v1/webhook-deliveries?endpointId=" + endpoint + "&state=" + state)
        .list("items")
        .size();
  }

  @Test
  void rotate_secret_showsAnother() {
    Reply made = server.post(PATH, body("venue"));

    Reply rotated = server.post(PATH + "/" + made.id() + "/rotate-secret", "{}");

    assertThat(rotated.status()).isEqualTo(200);
    assertThat((String) rotated.body().get("secret"))
        .startsWith("whsec_")
        .isNotEqualTo(made.body().get("secret"));
    assertThat(Instant.parse((String) rotated.body().get("previousUntil")))
        .isBetween(
            Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
    assertThat(rotated.body().get("previousSecret")).isNull();
    assertThat(server.post(PATH + "/" + made.id() + "/rotate-secret", "{\"x\": 1}").status())
        .isEqualTo(422);
    server.call("DELETE", PATH + "/" + made.id(), null, "If-Match", "*");
  }

  @Test
  void test_endpoint_tellsWhatItAnswers() {
    Reply made = server.post(PATH, body("venue"));

    Reply tested = server.post(PATH + "/" + made.id() + "/test", "");

    assertThat(tested.status()).isEqualTo(200);
    assertThat(tested.body()).containsEntry("isTaken", true).containsEntry("statusCode", 204L);
    assertThat(CAME).anyMatch(each -> each.body().contains("webhook-endpoint.test"));
    server.call("DELETE", PATH + "/" + made.id(), null, "If-Match", "*");
  }

  @Test
  void replay_endpoint_takesAPositionOrATime() {
    String path = PATH + "/" + server.post(PATH, body("venue")).id();

    assertThat(server.post(path + "/replay", "{\"after\": \"0\"}").body())
        .containsEntry("position", 0L);
    assertThat(server.post(path + "/replay", "{\"since\": \"2026-11-01T00:00:00Z\"}").status())
        .isEqualTo(200);
    for (String wrong :
        List.of(
            "{}",
            "{\"after\": \"x\"}",
            "{\"after\": \"1\", \"since\": \"2026-11-01T00:00:00Z\"}")) {
      Reply refused = server.post(path + "/replay", wrong);
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.errors().get(0)).containsEntry("field", "after");
    }
    assertThat(server.call("PATCH", path, "{\"state\": \"PAUSED\"}", "If-Match", "*").body())
        .containsEntry("state", "PAUSED");
    server.call("DELETE", path, null, "If-Match", "*");
  }

  @Test
  void create_wrongEndpoint_namesEachField() {
    Reply refused =
        server.post(
            PATH, TestServer.json("url", "https://169.254.169.254/x", "types", List.of("nothing")));
    Reply managed =
        server.post(PATH, TestServer.json("url", url(), "secret", "whsec_AAAA", "position", 5L));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.list("errors").toString())
        .contains("ADDRESS_NOT_ALLOWED", "types[0]", "UNKNOWN_TYPE");
    assertThat(managed.status()).isEqualTo(422);
    assertThat(managed.list("errors").toString()).contains("secret", "position");
  }

  @Test
  void webhooks_withoutTheRight_areForbidden() {
    String path = PATH + "/" + server.post(PATH, body("venue")).id();
    server.addMember(server.organization, "hooks-rep@example.com", "SALES");
    String token = server.login("hooks-rep@example.com");

    assertThat(server.callAs(token, "POST", PATH, body("venue")).status()).isEqualTo(403);
    assertThat(server.callAs(token, "GET", PATH, null).status()).isEqualTo(403);
    for (String action : List.of("rotate-secret", "test", "replay")) {
      assertThat(server.callAs(token, "POST", path + "/" + action, "{}").status()).isEqualTo(404);
    }
    assertThat(server.callAs(token, "GET", "/v1/webhook-deliveries", null).status()).isEqualTo(403);
    server.call("DELETE", path, null, "If-Match", "*");
  }
}
