package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.server.TestServer.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SalesTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String opportunity(String name) {
    return server.post("/v1/opportunities", "{\"name\": \"" + name + "\"}").id();
  }

  private static String stage(String name) {
    Reply stages = server.get("/v1/stages?name=" + name + "&sort=id&limit=1");
    return (String) ((Map<?, ?>) stages.list("items").get(0)).get("id");
  }

  @Test
  void convert_lead_makesAccountContactAndOpportunityOnce() {
    String lead =
        server
            .post(
                "/v1/leads",
                "{\"name\": {\"first\": \"Awa\", \"last\": \"Diop\"}, \"company\": \"Acme\","
                    + " \"email\": \"awa@acme.example\"}")
            .id();

    Reply converted =
        server.post(
            "/v1/leads/" + lead + "/convert",
            "{\"opportunityName\": \"First\", \"amount\": {\"amount\": \"5000\", \"currency\":"
                + " \"XOF\"}}");
    Reply again = server.post("/v1/leads/" + lead + "/convert", "{}");

    assertThat(converted.status()).isEqualTo(200);
    assertThat(server.get("/v1/accounts/" + converted.body().get("accountId")).body())
        .containsEntry("name", "Acme");
    assertThat(server.get("/v1/opportunities/" + converted.body().get("opportunityId")).body())
        .containsEntry("name", "First");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("ALREADY_CONVERTED");
  }

  @Test
  void stageCloseReopen_opportunity_followsThePipeline() {
    String id = opportunity("A sale");

    Reply moved =
        server.post(
            "/v1/opportunities/" + id + "/stage", "{\"stageId\": \"" + stage("Discovery") + "\"}");
    Reply unexplained =
        server.post("/v1/opportunities/" + id + "/close", "{\"outcome\": \"LOST\"}");
    Reply lost =
        server.post(
            "/v1/opportunities/" + id + "/close", "{\"outcome\": \"lost\", \"reason\": \"PRICE\"}");
    Reply reopened = server.post("/v1/opportunities/" + id + "/reopen", "{}");

    assertThat(moved.status()).isEqualTo(200);
    assertThat(moved.body()).containsEntry("stageId", stage("Discovery"));
    assertThat(unexplained.status()).isEqualTo(422);
    assertThat(lost.status()).isEqualTo(200);
    assertThat((Map<?, ?>) lost.body().get("progress")).extracting("outcome").isEqualTo("LOST");
    assertThat(reopened.status()).isEqualTo(200);
    assertThat((Map<?, ?>) reopened.body().get("progress")).extracting("outcome").isNull();
  }

  @Test
  void stage_wrongBody_namesEveryPart() {
    String id = opportunity("Another sale");

    Reply wrong = server.post("/v1/opportunities/" + id + "/stage", "{\"x\": 1}");

    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.errors()).extracting("field").containsExactlyInAnyOrder("x", "stageId");
  }

  @Test
  void heat_interactions_areCountedByTheirWeights() {
    String contact = server.post("/v1/contacts", "{\"email\": \"heat@acme.example\"}").id();
    for (String type : List.of("SITE_VISIT", "INFO_REQUEST", "SOCIAL_LIKE")) {
      server.post(
          "/v1/interactions", "{\"contactId\": \"" + contact + "\", \"type\": \"" + type + "\"}");
    }

    Reply heat = server.post("/v1/contacts/" + contact + "/heat", "{}");

    assertThat(heat.body()).containsEntry("score", 16L).containsEntry("heat", "HOT");
  }

  @Test
  void timeline_record_showsEventsAndActivities() {
    String account = server.post("/v1/accounts", "{\"name\": \"Timeline\"}").id();
    server.post(
        "/v1/activities",
        "{\"type\": \"CALL\", \"subject\": \"First call\", \"relatedTo\": \"account:"
            + account
            + "\"}");

    Reply timeline = server.get("/v1/accounts/" + account + "/timeline");

    assertThat(timeline.status()).isEqualTo(200);
    assertThat(timeline.list("items").toString()).contains("account.created", "First call");
  }

  @Test
  void export_records_areWrittenAsCsv() {
    server.post("/v1/accounts", "{\"name\": \"=Export\"}");

    Reply plain = server.get("/v1/accounts/export.csv?name==Export&schemaLine=false&fields=name");
    Reply marked = server.get("/v1/accounts/export.csv?name==Export");

    assertThat(plain.status()).isEqualTo(200);
    assertThat(plain.header("Content-Type")).startsWith("text/csv");
    assertThat(plain.text()).contains("'=Export").doesNotContain("#crmkit-schema");
    assertThat(marked.text()).startsWith("#crmkit-schema: account");
  }
}
