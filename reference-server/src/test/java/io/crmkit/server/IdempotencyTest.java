package io.crmkit.server;

import static io.crmkit.server.TestServer.PASSWORD;
import static io.crmkit.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.server.TestServer.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class IdempotencyTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static long count(String name) {
    return (Long) server.get("/v1/venues?count=true&name=" + name).body().get("total");
  }

  @Test
  void create_repeated_isAnsweredAsAtFirst() {
    String key = key();

    Reply first =
        server.post("/v1/venues", "{\"name\": \"Once\", \"capacity\": 10}", "Idempotency-Key", key);
    Reply second =
        server.post(
            "/v1/venues", "{ \"capacity\" : 1e1, \"name\":\"Once\" }", "Idempotency-Key", key);

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotent-Replay")).isEmpty();
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.header("Idempotent-Replay")).isEqualTo("true");
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.header("ETag")).isEqualTo("\"1\"");
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(count("Once")).isEqualTo(1);
  }

  @Test
  void create_otherBodyPathOrUser_isAnotherCall() {
    String key = key();
    server.addMember(server.organization, "second@acme.example", "ADMIN");
    String second = server.login("second@acme.example");
    server.post("/v1/venues", json("name", "Key", "capacity", 1L), "Idempotency-Key", key);

    Reply body =
        server.post("/v1/venues", json("name", "Key", "capacity", 2L), "Idempotency-Key", key);
    Reply path = server.post("/v1/closed-days", json("day", "2026-12-25"), "Idempotency-Key", key);
    Reply user =
        server.callAs(
            second,
            "POST",
            "/v1/venues",
            json("name", "Key", "capacity", 2L),
            "Idempotency-Key",
            key);

    assertThat(body.status()).isEqualTo(422);
    assertThat(body.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(path.status()).isEqualTo(201);
    assertThat(user.status()).isEqualTo(201);
  }

  @Test
  void create_refusedAtFirst_doesNotBindTheKey() {
    String key = key();

    Reply refused =
        server.post("/v1/venues", json("name", "", "capacity", 1L), "Idempotency-Key", key);
    Reply mended =
        server.post("/v1/venues", json("name", "Mended", "capacity", 1L), "Idempotency-Key", key);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(mended.status()).isEqualTo(201);
  }

  @Test
  void create_atOnce_makesOneRecord() {
    String key = key();
    List<CompletableFuture<Reply>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(
          CompletableFuture.supplyAsync(
              () ->
                  server.post(
                      "/v1/venues",
                      json("name", "Together", "capacity", 1L),
                      "Idempotency-Key",
                      key)));
    }

    Set<String> ids = calls.stream().map(each -> each.join().id()).collect(Collectors.toSet());

    assertThat(ids).hasSize(1).doesNotContainNull();
    assertThat(count("Together")).isEqualTo(1);
  }

  @Test
  void batch_repeated_isAnsweredAsAtFirst() {
    for (String atomic : List.of("true", "false")) {
      String key = key();
      String name = "Batch" + atomic;
      String body =
          "{\"atomic\": "
              + atomic
              + ", \"rows\": [{\"op\": \"create\", \"value\": {\"name\": \""
              + name
              + "\", \"capacity\": 1}}, {\"op\": \"create\", \"value\": {\"name\": \""
              + name
              + "\", \"capacity\": 2}}]}";

      Reply first = server.post("/v1/venues/batch", body, "Idempotency-Key", key);
      Reply second = server.post("/v1/venues/batch", body, "Idempotency-Key", key);

      assertThat(first.status()).isEqualTo(200);
      assertThat(second.header("Idempotent-Replay")).isEqualTo("true");
      assertThat(second.text()).isEqualTo(first.text());
      assertThat(count(name)).isEqualTo(2);
    }
  }

  @Test
  void restoreLoginAndUser_repeated_areAnsweredAsAtFirst() {
    String path = "/v1/venues/" + server.venue("Back", 1);
    server.call("DELETE", path, null, "If-Match", "*");
    for (String[] call :
        List.of(
            new String[] {path + "/restore", null},
            new String[] {"/v1/users", json("email", "once@acme.example")},
            new String[] {
              "/v1/auth/login", json("email", "admin@acme.example", "password", PASSWORD)
            },
            new String[] {"/v1/events/tickets", null},
            new String[] {"/v1/venues/query", "{}"},
            new String[] {"/v1/venues/aggregate", "{\"measures\": [{\"op\": \"count\"}]}"})) {
      String key = key();
      Reply first = server.post(call[0], call[1], "Idempotency-Key", key);
      Reply second = server.post(call[0], call[1], "Idempotency-Key", key);

      assertThat(first.status()).as(call[0]).isBetween(200, 201);
      assertThat(second.header("Idempotent-Replay")).as(call[0]).isEqualTo("true");
      assertThat(second.text()).isEqualTo(first.text());
    }
  }

  @Test
  void create_unreadableKey_isRefused() {
    String body = json("name", "A", "capacity", 1L);

    assertThat(server.post("/v1/venues", body, "Idempotency-Key", "a b").status()).isEqualTo(400);
    assertThat(server.post("/v1/venues", body, "Idempotency-Key", "x".repeat(256)).status())
        .isEqualTo(400);
    assertThat(
            server.post("/v1/venues", body, "Idempotency-Key", "a", "Idempotency-Key", "b").code())
        .isEqualTo("REPEATED_HEADER");
  }
}
