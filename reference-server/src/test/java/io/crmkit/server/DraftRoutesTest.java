package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.cache.Draft;
import io.crmkit.record.Query;
import io.crmkit.server.TestServer.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DraftRoutesTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Reply put(String path, String body, String... headers) {
    return server.call("PUT", "/v1/drafts/" + path, body, headers);
  }

  @Test
  void put_twice_makesAndReplaces() {
    Reply made = put("form_state/contact", "{\"name\": \"Awa\", \"n\": [1, null]}");
    Reply replaced = put("form_state/contact", "{}");
    Reply read = server.get("/v1/drafts/form_state/contact");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/v1/drafts/form_state/contact");
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    assertThat(made.body())
        .containsEntry("type", "form_state")
        .containsEntry("key", "contact")
        .containsEntry("data", Map.of("name", "Awa", "n", java.util.Arrays.asList(1L, null)));
    assertThat(Instant.parse((String) made.body().get("expiresAt")))
        .isEqualTo(Instant.parse((String) made.body().get("createdAt")).plus(Duration.ofDays(30)));
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(read.body()).isEqualTo(replaced.body()).containsEntry("data", Map.of());
    assertThat(server.get("/v1/drafts/form_state/contact", "If-None-Match", "\"2\"").status())
        .isEqualTo(304);
  }

  @Test
  void put_withIfMatch_keepsWhatOthersSaved() {
    put("t/matched", "{}");

    assertThat(put("t/matched", "{}", "If-Match", "\"1\"").status()).isEqualTo(200);
    Reply stale = put("t/matched", "{}", "If-Match", "\"1\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.header("ETag")).isEqualTo("\"2\"");
    assertThat(put("t/matched", "{}", "If-Match", "*").status()).isEqualTo(200);
    assertThat(put("t/none", "{}", "If-Match", "*").status()).isEqualTo(412);
    assertThat(put("t/none", "{}", "If-Match", "\"1\"").status()).isEqualTo(412);
    assertThat(server.get("/v1/drafts/t/none").status()).isEqualTo(404);
    assertThat(server.call("DELETE", "/v1/drafts/t/matched", null, "If-Match", "\"1\"").status())
        .isEqualTo(412);
  }

  @Test
  void delete_draft_isGone() {
    put("t/deleted", "{}");

    assertThat(server.call("DELETE", "/v1/drafts/t/deleted", null).status()).isEqualTo(204);
    assertThat(server.call("DELETE", "/v1/drafts/t/deleted", null).status()).isEqualTo(404);
    assertThat(server.get("/v1/drafts/t/deleted").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "a%20b%2Bc+d, a b+c+d",
    "%C3%A9%F0%9F%98%80, é😀",
    "ticket:42, ticket:42",
    "timeline, timeline",
    "history, history"
  })
  void key_inAPath_isWhatItSpells(String spelled, String key) {
    assertThat(put("t/" + spelled, "{}").body()).containsEntry("key", key);
    assertThat(server.get("/v1/drafts/t/" + spelled).body()).containsEntry("key", key);
  }

  @Test
  void put_whatIsNoDraft_isRefused() {
    String almost = "{\"a\":\"" + "x".repeat(256 * 1024 - 8) + "\"}";

    assertThat(put("t/huge", almost).status()).isEqualTo(201);
    assertThat(put("t/huge", almost + " ").status()).isEqualTo(413);
    assertThat(put("t/list", "[]").status()).isEqualTo(422);
    assertThat(put("t/broken", "{").status()).isEqualTo(400);
    assertThat(put("t/typed", "{}", "Content-Type", "text/plain").status()).isEqualTo(415);
    assertThat(put("t/%C3", "{}").status()).isIn(400, 404);
    Reply tooLong = put("x".repeat(41) + "/k", "{}");
    assertThat(tooLong.status()).isEqualTo(422);
    assertThat(tooLong.errors().get(0)).containsEntry("field", "type");
    assertThat(server.post("/v1/drafts/t/posted", "{}").status()).isEqualTo(405);
  }

  @Test
  void drafts_ofOthers_areNotThere() {
    put("t/mine", "{\"whose\": \"admin\"}");
    server.addMember(server.organization, "rep@acme.example", "SALES");
    String rep = server.login("rep@acme.example");

    assertThat(server.callAs(rep, "GET", "/v1/drafts/t/mine", null).status()).isEqualTo(404);
    assertThat(server.callAs(rep, "DELETE", "/v1/drafts/t/mine", null).status()).isEqualTo(404);
    assertThat(server.callAs(rep, "PUT", "/v1/drafts/t/mine", "{}").status()).isEqualTo(201);
    Reply list = server.callAs(rep, "GET", "/v1/drafts?count=true&type=t", null);
    assertThat(list.body()).containsEntry("total", 1L);
    assertThat(server.get("/v1/drafts/t/mine").body())
        .containsEntry("data", Map.of("whose", "admin"));
    assertThat(server.system().records(Draft.class).list(Query.ALL.limit(100)).items())
        .filteredOn(each -> each.value().key().equals("mine"))
        .hasSize(2);
  }

  @Test
  void list_pages_leadToEachOther() {
    for (String key : List.of("p1", "p2", "p3")) {
      put("paged/" + key, "{}");
    }

    Reply first = server.get("/v1/drafts?type=paged&sort=key&limit=2&fields=key");
    Reply second =
        server.get(
            "/v1/drafts?type=paged&sort=key&limit=2&fields=key&cursor="
                + first.body().get("nextCursor"));

    assertThat(first.list("items").toString()).contains("p1", "p2").doesNotContain("p3", "data=");
    assertThat(second.list("items").toString()).contains("p3");
    assertThat(second.body()).containsEntry("nextCursor", null);
    assertThat(server.get("/v1/drafts?nothing=x").status()).isEqualTo(400);
  }

  @Test
  void drafts_byTheRoutesOfOtherTypes_areNotServed() {
    assertThat(server.post("/v1/drafts", "{\"type\": \"t\"}").status()).isEqualTo(405);
    assertThat(server.post("/v1/drafts/query", "{}").status()).isEqualTo(404);
    assertThat(server.post("/v1/drafts/batch", "{\"rows\": []}").status()).isEqualTo(404);
    assertThat(server.get("/v1/drafts/export.csv").status()).isEqualTo(404);
    Reply batch =
        server.post(
            "/v1/venues/batch",
            "{\"rows\": [{\"op\": \"create\", \"type\": \"drafts\","
                + " \"value\": {\"type\": \"t\", \"key\": \"k\", \"data\": {}}}]}");
    assertThat(batch.text()).doesNotContain("\"status\":201");
  }
}
