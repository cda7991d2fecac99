package io.crmkit.server;

import static io.crmkit.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.server.TestServer.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CrudTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void create_ownType_answersTheRecordWithLocationAndTag() {
    Reply made =
        server.post(
            "/v1/venues",
            "{\"name\": \"  Salle Émile \", \"capacity\": 300,"
                + " \"rent\": {\"amount\": \"12500\", \"currency\": \"FCFA\"}}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/v1/venues/" + made.id());
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    assertThat(made.header("Content-Type")).isEqualTo("application/json");
    assertThat(made.body().get("name")).isEqualTo("Salle Émile");
    assertThat(made.body().get("rent")).isEqualTo(Map.of("amount", "12500", "currency", "XOF"));
    assertThat(made.body()).containsEntry("version", 1L).containsEntry("isOpen", true);
    assertThat(made.body()).containsEntry("place", null).doesNotContainKey("warnings");
    Reply read = server.get("/v1/venues/" + made.id());
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.body()).isEqualTo(made.body());
  }

  @Test
  void get_knownTag_isNotSentAgain() {
    String id = server.venue("A", 1);

    Reply known = server.get("/v1/venues/" + id, "If-None-Match", "\"7\", W/\"1\"");

    assertThat(known.status()).isEqualTo(304);
    assertThat(known.header("ETag")).isEqualTo("\"1\"");
    assertThat(known.response().body()).isEmpty();
    assertThat(server.get("/v1/venues/" + id, "If-None-Match", "\"2\"").status()).isEqualTo(200);
    assertThat(server.get("/v1/venues/" + id, "If-None-Match", "*").status()).isEqualTo(304);
    assertThat(server.get("/v1/venues/" + id, "If-None-Match", "1").status()).isEqualTo(400);
  }

  @Test
  void patch_conditions_areObeyed() {
    String path = "/v1/venues/" + server.venue("A", 1);
    String patch = json("name", "B");

    Reply none = server.call("PATCH", path, patch);
    Reply stale = server.call("PATCH", path, patch, "If-Match", "\"9\"");
    Reply weak = server.call("PATCH", path, patch, "If-Match", "W/\"1\"");
    Reply unreadable = server.call("PATCH", path, patch, "If-Match", "1");
    Reply fresh = server.call("PATCH", path, patch, "If-Match", "\"1\"");
    Reply any =
        server.call(
            "PATCH",
            path,
            "{\"name\": \"C\", \"code\": null}",
            "If-Match",
            "*",
            "Content-Type",
            "application/merge-patch+json");

    assertThat(none.status()).isEqualTo(428);
    assertThat(none.code()).isEqualTo("IF_MATCH_REQUIRED");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.header("ETag")).isEqualTo("\"1\"");
    assertThat(stale.code()).isEqualTo("STALE_VERSION");
    assertThat(weak.status()).isEqualTo(412);
    assertThat(unreadable.status()).isEqualTo(400);
    assertThat(fresh.status()).isEqualTo(200);
    assertThat(fresh.header("ETag")).isEqualTo("\"2\"");
    assertThat(any.status()).isEqualTo(200);
    assertThat(any.body()).containsEntry("version", 3L).containsEntry("name", "C");
  }

  @Test
  void patch_nothingChanged_keepsTheVersion() {
    String path = "/v1/venues/" + server.venue("A", 1);

    Reply same = server.call("PATCH", path, json("name", " A "), "If-Match", "\"1\"");

    assertThat(same.status()).isEqualTo(200);
    assertThat(same.header("ETag")).isEqualTo("\"1\"");
    assertThat(server.get(path + "/history").list("items")).hasSize(1);
  }

  @Test
  void delete_softType_hidesUntilRestored() {
    String path = "/v1/venues/" + server.venue("Gone", 1);

    assertThat(server.call("DELETE", path, null).status()).isEqualTo(428);
    assertThat(server.call("DELETE", path, null, "If-Match", "\"2\"").status()).isEqualTo(412);
    Reply deleted = server.call("DELETE", path, null, "If-Match", "\"1\"");
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.response().headers().firstValue("Content-Type")).isEmpty();
    assertThat(server.get(path).status()).isEqualTo(404);
    assertThat(server.call("DELETE", path, null, "If-Match", "*").status()).isEqualTo(404);
    assertThat(server.get("/v1/venues?name=Gone").list("items")).isEmpty();
    assertThat(server.get("/v1/venues?name=Gone&deleted=true").list("items")).hasSize(1);
    assertThat(server.get(path + "/history").list("items")).hasSize(2);

    Reply restored = server.post(path + "/restore", null);
    assertThat(restored.status()).isEqualTo(200);
    assertThat(restored.header("ETag")).isEqualTo("\"3\"");
    Reply again = server.post(path + "/restore", null);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("NOT_DELETED");
  }

  @Test
  void create_takenValue_namesTheOtherRecord() {
    String other = server.post("/v1/venues", json("name", "A", "capacity", 1L, "code", "x1")).id();

    Reply taken = server.post("/v1/venues", json("name", "B", "capacity", 1L, "code", "x1"));

    assertThat(taken.status()).isEqualTo(409);
    assertThat(((Map<?, ?>) taken.body().get("context")).get("conflictingId")).isEqualTo(other);
  }

  @Test
  void create_wrongFields_areAllNamed() {
    Reply reply =
        server.post(
            "/v1/venues",
            json(
                "name", " ",
                "capacity", -1L,
                "x", 1L));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.body()).containsKeys("type", "title", "detail", "severity", "userMessage");
    assertThat(reply.body().get("requestId")).isEqualTo(reply.header("X-Request-Id"));
    assertThat(reply.errors()).extracting(each -> each.get("field")).contains("x");
    Reply values = server.post("/v1/venues", json("name", " ", "capacity", -1L));
    assertThat(values.errors())
        .extracting(each -> each.get("field"))
        .containsExactlyInAnyOrder("name", "capacity");
  }

  @ParameterizedTest
  @CsvSource({
    "id",
    "version",
    "createdAt",
    "updatedAt",
    "deletedAt",
    "organizationId",
    "roomCount"
  })
  void create_managedField_isRefused(String field) {
    Reply reply = server.post("/v1/venues", json("name", "A", "capacity", 1L, field, 1L));

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.errors().get(0))
        .isEqualTo(
            Map.of(
                "field",
                field,
                "code",
                "MANAGED_FIELD",
                "message",
                "is managed and cannot be given"));
  }

  @Test
  void list_filtersSortsAndPages() {
    for (int i = 0; i < 5; i++) {
      server.venue("Page " + i, 1_000 + i);
    }

    Reply first =
        server.get(
            "/v1/venues?capacity.between=1000,1004&sort=-capacity&limit=2&count=true&fields=name");
    Reply second =
        server.get(
            "/v1/venues?capacity.between=1000,1004&sort=-capacity&limit=2&cursor="
                + first.body().get("nextCursor"));

    assertThat(first.body()).containsEntry("total", 5L);
    assertThat((Map<?, ?>) first.list("items").get(0)).hasSize(3);
    assertThat(names(first)).isEqualTo(List.of("Page 4", "Page 3"));
    assertThat(second.status()).isEqualTo(200);
    assertThat(names(second)).isEqualTo(List.of("Page 2", "Page 1"));
    assertThat(second.body()).doesNotContainKey("total");
    Reply foreign = server.get("/v1/venues?limit=2&cursor=" + first.body().get("nextCursor"));
    assertThat(foreign.status()).isEqualTo(400);
    assertThat(foreign.code()).isEqualTo("INVALID_CURSOR");
  }

  static List<?> names(Reply reply) {
    return reply.list("items").stream().map(each -> ((Map<?, ?>) each).get("name")).toList();
  }

  @Test
  void query_bodyAndParameters_answerAlike() {
    server.venue("Asked", 7_001);
    server.venue("Asked", 7_002);

    Reply body =
        server.post(
            "/v1/venues/query",
            "{\"where\": {\"and\": [{\"name\": \"Asked\"}, {\"capacity\": {\"in\": [7001, 7002]}}]},"
                + " \"sort\": [\"capacity\"], \"limit\": 10, \"cursor\": null, \"count\": true}");
    Reply parameters =
        server.get("/v1/venues?name=Asked&capacity.in=7001,7002&sort=capacity&limit=10&count=true");

    assertThat(body.status()).isEqualTo(200);
    assertThat(body.body()).isEqualTo(parameters.body()).containsEntry("total", 2L);
  }

  @Test
  void aggregate_money_isPerCurrency() {
    for (String currency : List.of("XOF", "XOF", "EUR")) {
      server.post(
          "/v1/venues",
          json(
              "name", "Sum", "capacity", 5L, "rent", Map.of("amount", "10", "currency", currency)));
    }

    Reply reply =
        server.post(
            "/v1/venues/aggregate",
            "{\"groupBy\": [\"name\"], \"measures\": [{\"op\": \"count\"},"
                + " {\"op\": \"sum\", \"field\": \"rent\"}], \"where\": {\"name\": \"Sum\"}}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.list("groups"))
        .hasSize(2)
        .anySatisfy(
            group ->
                assertThat(((Map<?, ?>) group).get("values"))
                    .isEqualTo(List.of(2L, Map.of("amount", "20", "currency", "XOF"))));
  }

  @Test
  void history_showsWhatChanged() {
    String path = "/v1/venues/" + server.venue("Old", 1);
    server.call("PATCH", path, json("name", "New"), "If-Match", "*");

    Reply page = server.get(path + "/history?limit=1");

    Map<?, ?> event = (Map<?, ?>) page.list("items").get(0);
    assertThat(event.get("event")).isEqualTo("venue.updated");
    assertThat(event.get("changes")).isEqualTo(Map.of("name", Map.of("from", "Old", "to", "New")));
    assertThat(event.get("actor").toString()).startsWith("{userId=");
    Reply rest = server.get(path + "/history?cursor=" + page.body().get("nextCursor"));
    assertThat(rest.list("items")).hasSize(1);
    assertThat(rest.body().get("nextCursor")).isNull();
  }
}
