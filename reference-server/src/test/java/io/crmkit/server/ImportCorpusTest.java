package io.crmkit.server;

import static io.crmkit.server.Imports.assertCounts;
import static io.crmkit.server.Imports.ended;
import static io.crmkit.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.RecordRules;
import io.crmkit.server.TestServer.Reply;
import io.crmkit.storage.jdbc.JdbcStorage;
import io.crmkit.testkit.Corpus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real data that nobody here wrote, sent over HTTP with nothing but a mapping. */
@Timeout(600)
final class ImportCorpusTest {
  private static final String FOLDER = "crm-sales-opportunities/";
  private static final List<String> STAGES =
      List.of("Prospecting", "Engaging", "Closed Won", "Closed Lost");

  @TempDir private Path folder;

  private static String corpus(String name) throws IOException {
    return Files.readString(Corpus.path(FOLDER + name));
  }

  private static Reply load(TestServer server, String type, String file, String mapping)
      throws IOException {
    return ended(
        server,
        Imports.sendForm(
            server,
            "/v1/" + type + "/import",
            "mapping",
            Corpus.mapping(mapping),
            "file",
            corpus(file)));
  }

  @Test
  void import_pipelineOfAYear_addsUpAsTheFileDoes() throws IOException {
    String pipelineFile = corpus("sales_pipeline.csv");
    ServerConfig config =
        ServerConfig.builder().port(0).rateLimit(0).importFolder(folder.resolve("in")).build();
    try (TestServer server =
        new TestServer(
            config, new RecordRules<>() {}, JdbcStorage.sqlite(folder.resolve("crm.db")))) {
      corpus("sales_teams.csv")
          .lines()
          .skip(1)
          .map(line -> line.substring(0, line.indexOf(',')))
          .forEach(agent -> member(server, agent));
      Map<?, ?> sales = (Map<?, ?>) server.get("/v1/pipelines?name=Sales").list("items").get(0);
      Map<String, Object> stages = stages(server, String.valueOf(sales.get("id")));

      assertCounts(load(server, "accounts", "accounts.csv", "accounts"), 85, 85, 0, 0, 0);
      assertCounts(load(server, "products", "products.csv", "products"), 7, 7, 0, 0, 0);
      Reply run = load(server, "opportunities", "sales_pipeline.csv", "pipeline");

      assertCounts(run, 6_160, 6_160, 0, 0, 0);
      assertThat(sums(server, stages)).isEqualTo(expected(pipelineFile));
      Reply undone = server.post("/v1/imports/" + run.id() + "/undo", null);
      assertThat(undone.body()).containsEntry("deleted", 6_160L).containsEntry("kept", 0L);
      assertThat(server.get("/v1/opportunities?count=true").body()).containsEntry("total", 0L);
    }
  }

  private static void member(TestServer server, String name) {
    String email = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", ".");
    server
        .crm
        .members()
        .addMember(
            server.system().session(), email + "@acme.example", name, List.of("SALES"), null, null);
  }

  /** Returns the stages of the file by their ids, made where the pipeline has none of the name. */
  private static Map<String, Object> stages(TestServer server, String pipeline) {
    Map<String, Object> names = new TreeMap<>();
    for (String name : STAGES) {
      String filter = "/v1/stages?pipelineId=" + pipeline + "&name=" + name.replace(" ", "%20");
      List<?> known = server.get(filter).list("items");
      String id =
          known.isEmpty()
              ? server
                  .post(
                      "/v1/stages",
                      json(
                          "pipelineId",
                          pipeline,
                          "name",
                          name,
                          "probability",
                          10L,
                          "forecastCategory",
                          "PIPELINE",
                          "sortOrder",
                          50L))
                  .id()
              : String.valueOf(((Map<?, ?>) known.get(0)).get("id"));
      names.put(id, name);
    }
    return names;
  }

  /** Returns count and sum of money by stage, as the server tells them. */
  private static Map<String, List<Object>> sums(TestServer server, Map<String, Object> stages) {
    Reply reply =
        server.post(
            "/v1/opportunities/aggregate",
            "{\"groupBy\": [\"stageId\"], \"measures\": [{\"op\": \"count\"},"
                + " {\"op\": \"sum\", \"field\": \"amount\"}]}");
    Map<String, List<Object>> sums = new TreeMap<>();
    for (Object each : reply.list("groups")) {
      Map<?, ?> group = (Map<?, ?>) each;
      Object stage = stages.get(String.valueOf(((Map<?, ?>) group.get("key")).get("stageId")));
      List<?> values = (List<?>) group.get("values");
      Object amount = values.get(1) instanceof Map<?, ?> money ? money.get("amount") : "0";
      sums.merge(
          String.valueOf(stage),
          List.of(values.get(0), new BigDecimal(String.valueOf(amount)).setScale(2)),
          (a, b) ->
              List.of(
                  (Long) a.get(0) + (Long) b.get(0),
                  ((BigDecimal) a.get(1)).add((BigDecimal) b.get(1))));
    }
    return sums;
  }

  /** Reads the file by the plainest means. */
  private static Map<String, List<Object>> expected(String csv) {
    Map<String, String> renamed = Map.of("Won", "Closed Won", "Lost", "Closed Lost");
    Map<String, List<Object>> sums = new TreeMap<>();
    List<String> lines = new ArrayList<>(csv.lines().skip(1).toList());
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      String stage = renamed.getOrDefault(cells[4], cells[4]);
      BigDecimal amount = new BigDecimal(cells[7].isEmpty() ? "0" : cells[7]).setScale(2);
      sums.merge(
          stage,
          List.of(1L, amount),
          (a, b) ->
              List.of(
                  (Long) a.get(0) + (Long) b.get(0),
                  ((BigDecimal) a.get(1)).add((BigDecimal) b.get(1))));
    }
    return sums;
  }
}
