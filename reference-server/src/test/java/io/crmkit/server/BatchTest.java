package io.crmkit.server;

import static io.crmkit.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.server.TestServer.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Map<?, ?>> results(Reply reply) {
    List<Map<?, ?>> results = new ArrayList<>();
    reply.list("results").forEach(each -> results.add((Map<?, ?>) each));
    return results;
  }

  @Test
  void batch_eachOnItsOwn_tellsWhatBecameOfEachRow() {
    String id = server.venue("Old", 1);

    Reply reply =
        server.post(
            "/v1/venues/batch",
            "{\"rows\": [{\"op\": \"create\", \"ref\": \"v1\","
                + " \"value\": {\"name\": \"Main\", \"capacity\": 1}},"
                + " {\"op\": \"create\", \"value\":"
                + " {\"name\": \"Annex\", \"capacity\": 1, \"annexOf\": \"$v1\"}},"
                + " {\"op\": \"create\", \"value\": {\"capacity\": 1}},"
                + " {\"op\": \"update\", \"id\": \""
                + id
                + "\", \"version\": 9, \"value\": {\"name\": \"New\"}},"
                + " {\"op\": \"upsert\", \"key\": \"code\","
                + " \"value\": {\"name\": \"U\", \"capacity\": 1, \"code\": \"u1\"}},"
                + " {\"op\": \"create\", \"type\": \"closed-days\","
                + " \"value\": {\"day\": \"2026-12-24\"}},"
                + " {\"op\": \"create\", \"type\": \"nothings\", \"value\": {}},"
                + " {\"op\": \"delete\", \"id\": \""
                + id
                + "\"},"
                + " {\"op\": \"restore\", \"id\": \""
                + id
                + "\"}]}");

    assertThat(reply.status()).isEqualTo(200);
    List<Map<?, ?>> results = results(reply);
    assertThat(results)
        .extracting(each -> (Object) each.get("status"))
        .isEqualTo(List.of(201L, 201L, 422L, 412L, 201L, 201L, 400L, 204L, 200L));
    Map<?, ?> annex = (Map<?, ?>) results.get(1).get("record");
    assertThat(annex.get("annexOf")).isEqualTo(results.get(0).get("id"));
    assertThat(results.get(2).get("problem").toString()).contains("INVALID_VALUE", "name");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void batch_upsertOfAnEqualRecord_tellsThatNoneWasMade(boolean isAtomic) {
    String body =
        "{\"atomic\": "
            + isAtomic
            + ", \"rows\": [{\"op\": \"upsert\", \"key\": \"code\","
            + " \"value\": {\"name\": \"Same\", \"capacity\": 1, \"code\": \"same"
            + isAtomic
            + "\"}}]}";

    Map<?, ?> made = results(server.post("/v1/venues/batch", body)).get(0);
    Map<?, ?> again = results(server.post("/v1/venues/batch", body)).get(0);

    assertThat(made.get("status")).isEqualTo(201L);
    assertThat(again.get("status")).isEqualTo(200L);
    assertThat(again.get("id")).isEqualTo(made.get("id"));
    assertThat(((Map<?, ?>) again.get("record")).get("version")).isEqualTo(1L);
  }

  @Test
  void batch_atomic_isAllOrNothing() {
    Reply reply =
        server.post(
            "/v1/venues/batch",
            "{\"atomic\": true, \"rows\": [{\"op\": \"create\","
                + " \"value\": {\"name\": \"Never\", \"capacity\": 1}},"
                + " {\"op\": \"create\", \"value\": {\"name\": \"\", \"capacity\": 1}}]}");

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.errors().get(0)).containsEntry("field", "rows[1].name");
    assertThat(server.get("/v1/venues?name=Never").list("items")).isEmpty();
  }

  @Test
  void batch_tooFewOrMany_isRefused() {
    String row = "{\"op\": \"delete\", \"id\": \"x\"}";
    String many = (row + ",").repeat(1_000) + row;

    assertThat(server.post("/v1/venues/batch", "{\"rows\": []}").code()).isEqualTo("BATCH_SIZE");
    Reply reply = server.post("/v1/venues/batch", "{\"rows\": [" + many + "]}");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("BATCH_SIZE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"rows\": 1}",
        "{\"rows\": [1]}",
        "{\"rows\": [{}]}",
        "{\"rows\": [{\"op\": \"merge\"}]}",
        "{\"rows\": [{\"op\": \"create\", \"value\": 1}]}",
        "{\"rows\": [{\"op\": \"create\", \"type\": 1}]}",
        "{\"rows\": [{\"op\": \"update\", \"version\": \"1\"}]}",
        "{\"rows\": [{\"op\": \"create\", \"x\": 1}]}",
        "{\"rows\": [{\"op\": \"create\"}], \"x\": 1}",
        "{\"atomic\": 1, \"rows\": [{\"op\": \"create\"}]}"
      })
  void batch_wrongShape_isRefused(String body) {
    Reply reply = server.post("/v1/venues/batch", body);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.errors()).isNotEmpty();
  }

  @Test
  void batch_foreignRow_isNotFound() {
    var other = server.crm.createOrganization("Other");
    server.addMember(other, "o@other.example", "ADMIN");
    String id = server.venue("Mine", 1);

    Reply reply =
        server.callAs(
            server.login("o@other.example"),
            "POST",
            "/v1/venues/batch",
            "{\"rows\": [{\"op\": \"delete\", \"id\": \"" + id + "\"}]}");

    assertThat(results(reply).get(0).get("status")).isEqualTo(404L);
    assertThat(server.get("/v1/venues/" + id).status()).isEqualTo(200);
    assertThat(json("a", 1L)).isEqualTo("{\"a\":1}");
  }
}
