package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.catalog.Product;
import io.crmkit.engine.CustomField;
import io.crmkit.engine.CustomFieldKind;
import io.crmkit.engine.ImportCounts;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.ImportState;
import io.crmkit.record.Id;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.sales.Lead;
import io.crmkit.sales.LeadStatus;
import io.crmkit.sales.Opportunity;
import io.crmkit.sales.Pipeline;
import io.crmkit.sales.Stage;
import io.crmkit.storage.Storage;
import io.crmkit.testkit.Corpus;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real data that nobody here wrote, with a mapping and no code for one file. */
abstract class SalesCorpusContract {
  private static final String FOLDER = "crm-sales-opportunities/";

  private TransferCrm crm;

  /** Returns a storage that holds nothing. */
  abstract Storage emptyStorage();

  @BeforeEach
  void open() {
    crm = new TransferCrm(emptyStorage());
  }

  @AfterEach
  void close() {
    crm.close();
  }

  private Stored<ImportRun> load(String type, String file, String mapping) throws IOException {
    return crm.load(
        crm.request(type).mapped(ImportMapping.of(Corpus.mapping(mapping))), Corpus.source(file));
  }

  private static List<Map<String, String>> raw(String file) throws IOException {
    return Corpus.rows(file, ',', StandardCharsets.UTF_8);
  }

  @Test
  void accounts_withTheirParents_areAllThere() throws IOException {
    Stored<ImportRun> run = load("account", FOLDER + "accounts.csv", "accounts");

    List<Map<String, String>> raw = raw(FOLDER + "accounts.csv");
    assertThat(crm.errors(run)).isEmpty();
    assertThat(run.value().counts()).isEqualTo(new ImportCounts(85, 85, 0, 0, 0));
    Map<String, Account> byName = new HashMap<>();
    Map<Id<?>, String> names = new HashMap<>();
    crm.all(Account.class)
        .forEach(
            account -> {
              byName.put(account.value().name(), account.value());
              names.put(account.id(), account.value().name());
            });
    for (Map<String, String> row : raw) {
      Account account = byName.get(row.get("account"));
      String parent = row.get("subsidiary_of");
      assertThat(parent.isEmpty() ? null : parent)
          .isEqualTo(account.parentId() == null ? null : names.get(account.parentId()));
      assertThat(account.profile().annualRevenue().amount())
          .isEqualByComparingTo(new BigDecimal(row.get("revenue")));
      assertThat(account.profile().employees()).isEqualTo(Integer.valueOf(row.get("employees")));
      assertThat(account.industry()).isEqualTo(row.get("sector").replace("lgy", "logy"));
      assertThat(account.address().country()).isNotEqualTo("Philipines");
    }
  }

  @Test
  void teams_namedByManyRows_areMadeOnce() throws IOException {
    Stored<ImportRun> run =
        crm.load(
            crm.request("team").mapped(ImportMapping.of(Corpus.mapping("teams"))).keyed("name"),
            Corpus.source(FOLDER + "sales_teams.csv"));

    assertThat(run.value().counts().read()).isEqualTo(35);
    assertThat(run.value().counts().created()).isEqualTo(3);
    assertThat(crm.all(TransferCrm.Team.class))
        .extracting(team -> team.value().name())
        .containsExactlyInAnyOrder("Central", "East", "West");
  }

  @Test
  void pipeline_countsAndSums_equalAnIndependentReading() throws IOException {
    load("account", FOLDER + "accounts.csv", "accounts");
    load("product", FOLDER + "products.csv", "products");
    raw(FOLDER + "sales_teams.csv").forEach(row -> crm.member(row.get("sales_agent")));
    Id<Pipeline> pipeline = crm.records(Pipeline.class).createPlain(Map.of("name", "Sales")).id();
    stage(pipeline, "Prospecting", 0);
    stage(pipeline, "Engaging", 1);
    stage(pipeline, "Closed Won", 2);
    stage(pipeline, "Closed Lost", 3);

    Stored<ImportRun> run = load("opportunity", FOLDER + "sales_pipeline.csv", "pipeline");

    assertThat(crm.errors(run)).isEmpty();
    assertThat(run.value().counts()).isEqualTo(new ImportCounts(6_160, 6_160, 0, 0, 0));
    Map<Id<?>, String> names = new HashMap<>();
    crm.all(Stage.class).forEach(each -> names.put(each.id(), each.value().name()));
    crm.all(Product.class).forEach(each -> names.put(each.id(), each.value().name()));
    crm.all(Account.class).forEach(each -> names.put(each.id(), each.value().name()));
    List<Stored<Opportunity>> stored = crm.all(Opportunity.class);
    List<Map<String, String>> raw = raw(FOLDER + "sales_pipeline.csv");
    Map<String, String> stages = Map.of("Won", "Closed Won", "Lost", "Closed Lost");
    Function<Map<String, String>, String> stage =
        row -> stages.getOrDefault(row.get("deal_stage"), row.get("deal_stage"));
    assertThat(sums(stored, each -> names.get(each.stageId()))).isEqualTo(rawSums(raw, stage));
    assertThat(sums(stored, each -> names.get(each.productId())))
        .isEqualTo(rawSums(raw, row -> row.get("product").replace("GTXPro", "GTX Pro")));
    assertThat(sums(stored, each -> each.accountId() == null ? "" : names.get(each.accountId())))
        .isEqualTo(rawSums(raw, row -> row.get("account")));
    Map<String, Map<String, String>> byName = new HashMap<>();
    raw.forEach(row -> byName.put(row.get("opportunity_id"), row));
    for (Stored<Opportunity> each : stored) {
      Map<String, String> row = byName.get(each.value().name());
      String closed = row.get("close_date");
      assertThat(each.value().closeDate())
          .isEqualTo(closed.isEmpty() ? null : LocalDate.parse(closed));
      String engaged = row.get("engage_date");
      assertThat(each.createdAt())
          .isEqualTo(
              engaged.isEmpty()
                  ? TransferCrm.START
                  : LocalDate.parse(engaged).atStartOfDay().toInstant(ZoneOffset.UTC));
    }
  }

  private void stage(Id<Pipeline> pipeline, String name, long order) {
    crm.records(Stage.class)
        .createPlain(
            Map.of(
                "pipelineId",
                pipeline.toString(),
                "name",
                name,
                "probability",
                10L,
                "forecastCategory",
                "PIPELINE",
                "sortOrder",
                order));
  }

  private static Map<String, String> sums(
      List<Stored<Opportunity>> stored, Function<Opportunity, String> key) {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Stored<Opportunity> each : stored) {
      String group = key.apply(each.value());
      counts.merge(group, 1, Integer::sum);
      sums.merge(
          group,
          each.value().amount() == null ? BigDecimal.ZERO : each.value().amount().amount(),
          BigDecimal::add);
    }
    return joined(counts, sums);
  }

  private static Map<String, String> rawSums(
      List<Map<String, String>> rows, Function<Map<String, String>, String> key) {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (Map<String, String> row : rows) {
      String group = key.apply(row);
      String value = row.getOrDefault("close_value", "");
      counts.merge(group, 1, Integer::sum);
      sums.merge(group, value.isEmpty() ? BigDecimal.ZERO : new BigDecimal(value), BigDecimal::add);
    }
    return joined(counts, sums);
  }

  private static Map<String, String> joined(
      Map<String, Integer> counts, Map<String, BigDecimal> sums) {
    Map<String, String> joined = new TreeMap<>();
    counts.forEach(
        (group, count) -> joined.put(group, count + " / " + sums.get(group).longValueExact()));
    return joined;
  }

  @Test
  void leads_wordsForNothing_areNothing() throws IOException {
    define("prospect", CustomFieldKind.TEXT);
    define("number", CustomFieldKind.INTEGER);
    define("visits", CustomFieldKind.INTEGER);
    define("views", CustomFieldKind.DECIMAL);
    define("city", CustomFieldKind.TEXT);

    Stored<ImportRun> run = load("lead", "lead-scoring/Leads.csv", "leads");

    List<Map<String, String>> raw = raw("lead-scoring/Leads.csv");
    assertThat(raw).hasSize(6_468);
    assertThat(crm.errors(run)).isEmpty();
    assertThat(run.value().state()).isEqualTo(ImportState.DONE);
    assertThat(run.value().counts()).isEqualTo(new ImportCounts(6_468, 6_468, 0, 0, 0));
    List<Stored<Lead>> leads = crm.all(Lead.class);
    assertThat(leads.stream().filter(lead -> lead.value().status() == LeadStatus.SQL))
        .hasSize(2_468);
    assertThat(count(leads, lead -> lead.value().fit().industry()))
        .isEqualTo(count(raw, row -> value(row, "Specialization")));
    assertThat(count(leads, lead -> (String) lead.custom().get("city")))
        .isEqualTo(count(raw, row -> value(row, "City")));
    assertThat(sum(leads, lead -> lead.custom().get("visits")))
        .isEqualByComparingTo(sum(raw, row -> value(row, "TotalVisits")));
    assertThat(sum(leads, lead -> lead.custom().get("views")))
        .isEqualByComparingTo(sum(raw, row -> value(row, "Page Views Per Visit")));
    assertThat(leads.stream().filter(lead -> lead.value().reach().emailOptOut()).count())
        .isEqualTo(raw.stream().filter(row -> row.get("Do Not Email").equals("Yes")).count());
  }

  private void define(String key, CustomFieldKind kind) {
    crm.records(CustomField.class)
        .create(
            new CustomField(
                "lead", key, key, kind, List.of(), false, false, PrivacyPolicy.KEEP, 0));
  }

  private static String value(Map<String, String> row, String heading) {
    String value = row.getOrDefault(heading, "");
    return value.isEmpty() || value.equals("Select") ? null : value;
  }

  private static <T> Map<String, Integer> count(List<T> rows, Function<T, String> key) {
    Map<String, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(String.valueOf(key.apply(row)), 1, Integer::sum));
    return counts;
  }

  private static <T> BigDecimal sum(List<T> rows, Function<T, Object> number) {
    return rows.stream()
        .map(number)
        .filter(each -> each != null)
        .map(each -> new BigDecimal(each.toString()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
