package io.crmkit.server;

import static io.crmkit.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import example.venue.Venue;
import io.crmkit.record.RecordRules;
import io.crmkit.server.TestServer.Reply;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class EdgeTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            ServerConfig.builder()
                .port(0)
                .rateLimit(0)
                .corsOrigins(Set.of("https://app.example"))
                .trustedProxies(Set.of("127.0.0.1"))
                .build());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answers_carryRequestIdAndSecurityHeaders() {
    Reply own = server.get("/v1/me", "X-Request-Id", "abc-123");
    Reply wrong = server.get("/v1/nothing", "X-Request-Id", "a b");

    assertThat(own.header("X-Request-Id")).isEqualTo("abc-123");
    assertThat(wrong.header("X-Request-Id")).hasSize(36);
    assertThat(own.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(own.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(own.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(own.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(own.header("Cache-Control")).isEqualTo("no-store");
    assertThat(own.response().headers().map()).doesNotContainKeys("Server", "X-Powered-By");
  }

  @Test
  void problems_speakTheCallersLanguage() {
    assertThat(server.get("/v1/venues/x", "Accept-Language", "fr-SN,en;q=0.5").body())
        .extractingByKey("userMessage")
        .asString()
        .contains("n’existe pas");
    assertThat(server.get("/v1/venues/x", "Accept-Language", "de").body())
        .extractingByKey("userMessage")
        .asString()
        .contains("does not exist");
    assertThat(server.get("/v1/venues/x", "Accept-Language", ";;").status()).isEqualTo(404);
  }

  @Test
  void head_isAGetWithoutItsBody() {
    String path = "/v1/venues/" + server.venue("Head", 1);

    Reply head = server.call("HEAD", path, null);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo("\"1\"");
    assertThat(head.response().body()).isEmpty();
    assertThat(server.call("HEAD", "/v1/nothing", null).status()).isEqualTo(404);
    assertThat(server.call("HEAD", "/v1/events", null, "Accept", "text/event-stream").status())
        .isEqualTo(200);
  }

  @Test
  void options_tellWhatIsAllowed() {
    Reply options = server.call("OPTIONS", "/v1/venues", null);

    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    assertThat(server.call("OPTIONS", "/v1/nothing", null).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "PURGE", "QUERY"})
  void otherMethods_areRefusedAsProblems(String method) throws Exception {
    String answer = RawCall.send(server.server.port(), method + " /v1/venues", server.admin);

    assertThat(answer).matches("(?s)HTTP/1.1 (404|405|501) .*application/problem\\+json.*");
    assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContainIgnoringCase("javalin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/%2e%2e/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /v1//venues HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "NONSENSE\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: a\r\n\r\n"
      })
  void unreadableHeads_tellNothingOfTheProduct(String head) throws Exception {
    String answer = RawCall.raw(server.server.port(), head);

    assertThat(answer).matches("(?s)HTTP/1.1 [45].*");
    assertThat(answer)
        .doesNotContainIgnoringCase("jetty")
        .doesNotContain("Exception")
        .doesNotContain("<html");
  }

  @Test
  void endlessHead_isRefused() throws Exception {
    String head = "GET /v1/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: " + "x".repeat(40_000);

    assertThat(RawCall.raw(server.server.port(), head + "\r\n\r\n")).startsWith("HTTP/1.1 431");
  }

  @Test
  void cors_namedOriginsOnly() {
    Reply preflight =
        server.send(
            server
                .request("OPTIONS", "/v1/venues")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "PATCH"));
    Reply foreign = server.get("/v1/me", "Origin", "https://evil.example");

    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH");
    assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(foreign.header("Vary")).isEqualTo("Origin");
  }

  @Test
  void history_keepsTheAddressThatTheProxySaw() {
    Reply made =
        server.post(
            "/v1/venues",
            json("name", "Far", "capacity", 1L),
            "X-Forwarded-For",
            "198.51.100.7, 203.0.113.9");

    var venues = server.system().records(Venue.class);
    var event = venues.history(io.crmkit.record.Id.of(made.id()), null, 1).items().get(0);
    assertThat(event.metadata()).containsEntry("address", "203.0.113.9").containsKey("requestId");
  }

  @Test
  void health_isToldToAnybody() {
    Reply health = server.send(server.request("GET", "/health"));

    assertThat(health.status()).isEqualTo(200);
    assertThat(health.body()).containsKeys("status", "timestamp", "database", "auth");
    assertThat(server.send(server.request("GET", "/health/live")).status()).isEqualTo(200);
    assertThat(server.send(server.request("GET", "/health/ready")).body())
        .containsEntry("status", "ok");
  }

  @Test
  void rateLimit_manyCalls_areHeldBack() {
    try (TestServer slow = new TestServer(ServerConfig.builder().port(0).rateLimit(1).build())) {
      Reply last = slow.get("/v1/me");
      for (int i = 0; i < 20 && last.status() == 200; i++) {
        last = slow.get("/v1/me");
      }

      assertThat(last.status()).isEqualTo(429);
      assertThat(last.header("Retry-After")).isEqualTo("1");
      assertThat(last.header("RateLimit")).contains("r=0");
      assertThat(last.code()).isEqualTo("RATE_LIMITED");
    }
  }

  @Test
  void close_callsThatRun_areAnswered() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    RecordRules<Venue> slow =
        new RecordRules<>() {
          @Override
          public Venue normalize(Venue venue) {
            entered.countDown();
            try {
              leave.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return venue;
          }
        };
    TestServer stopping = new TestServer(slow);
    HttpRequest stream =
        stopping
            .request("GET", "/v1/events")
            .header("Authorization", "Bearer " + stopping.admin)
            .header("Accept", "text/event-stream")
            .build();
    HttpResponse<InputStream> live = stopping.client.send(stream, BodyHandlers.ofInputStream());
    CompletableFuture<Reply> call =
        CompletableFuture.supplyAsync(
            () -> stopping.post("/v1/venues", json("name", "Last", "capacity", 1L)));
    entered.await();

    CompletableFuture<Void> closing = CompletableFuture.runAsync(stopping.server::close);
    assertThat(live.body().readAllBytes()).as("the stream ends").isNotEmpty();
    leave.countDown();

    assertThat(call.join().status()).isEqualTo(201);
    closing.join();
    assertThatIllegalStateException().isThrownBy(stopping.server::port);
    stopping.close();
  }

  @Test
  void start_portTaken_saysSo() {
    ServerConfig same = ServerConfig.builder().port(server.server.port()).build();

    assertThatIllegalStateException()
        .isThrownBy(() -> CrmServer.of(server.crm, same).start())
        .withMessageContaining("cannot listen on 127.0.0.1");
    assertThatIllegalStateException().isThrownBy(server.server::start);
  }

  @Test
  void config_wrongValues_areAllNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ServerConfig.builder()
                    .port(-1)
                    .maxBody(0)
                    .stopTimeout(Duration.ofSeconds(-1))
                    .cookieSameSite("x")
                    .rateLimit(-1)
                    .tls(java.nio.file.Path.of("x"), null)
                    .build())
        .withMessageContainingAll(
            "port", "maxBody", "stopTimeout", "cookieSameSite", "tls", "rate");
  }

  @Test
  void internalFailure_tellsNothing() {
    try (TestServer broken =
        new TestServer(
            new RecordRules<Venue>() {
              @Override
              public Venue normalize(Venue venue) {
                throw new IllegalStateException("select * from secrets");
              }
            })) {
      Reply reply = broken.post("/v1/venues", json("name", "A", "capacity", 1L));

      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.code()).isEqualTo("INTERNAL_ERROR");
      assertThat(reply.text()).doesNotContain("select", "Exception", "java");
      assertThat(reply.body()).containsEntry("context", Map.of());
    }
  }
}
