package io.crmkit.sales;

import static io.crmkit.testkit.SalesFixtures.opportunity;
import static io.crmkit.testkit.SalesFixtures.xof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.testkit.SalesFixtures;
import io.crmkit.testkit.TestCrm;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PipelineRulesTest {
  private final TestCrm crm = new TestCrm();
  private final RecordSession session = crm.session();
  private final Records<Pipeline> pipelines = session.records(Pipeline.class);
  private final Records<Stage> stages = session.records(Stage.class);

  @AfterEach
  void end() {
    crm.close();
  }

  private List<String> defaults() {
    return pipelines.list(Query.where(Condition.eq("isDefault", true))).items().stream()
        .map(each -> each.value().name())
        .toList();
  }

  @Test
  void isDefault_whateverHappens_isTrueForExactlyOne() {
    Id<Pipeline> first = pipelines.createPlain(Map.of("name", "First")).id();
    assertThat(defaults()).containsExactly("First");

    Id<Pipeline> second = pipelines.createPlain(Map.of("name", "Second", "isDefault", true)).id();
    assertThat(defaults()).containsExactly("Second");

    pipelines.updatePlain(first, null, Map.of("isDefault", true));
    assertThat(defaults()).containsExactly("First");

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> pipelines.updatePlain(first, null, Map.of("isDefault", false)));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> pipelines.delete(first, null));
    pipelines.delete(second, null);
    assertThat(defaults()).containsExactly("First");
  }

  @Test
  void stage_ofAnEnd_hasItsProbability() {
    Map<String, Id<Stage>> made = SalesFixtures.pipeline(session, "Sales");

    stages.updatePlain(
        made.get("Won"), null, Map.of("probability", 40, "forecastCategory", "PIPELINE"));
    stages.updatePlain(made.get("Lost"), null, Map.of("probability", 40));

    assertThat(stages.get(made.get("Won")).value().probability()).isEqualTo(100);
    assertThat(stages.get(made.get("Won")).value().forecastCategory())
        .isEqualTo(ForecastCategory.CLOSED);
    assertThat(stages.get(made.get("Lost")).value().probability()).isZero();
  }

  @Test
  void stage_wrong_isRefused() {
    Map<String, Id<Stage>> made = SalesFixtures.pipeline(session, "Sales");
    Id<Stage> id = made.get("Proposal");

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                stages.updatePlain(
                    id,
                    null,
                    Map.of(
                        "gate",
                        Map.of("requiredFields", List.of("nope", "id"), "minimumMeddic", 101))))
        .satisfies(e -> assertThat(e.errors()).hasSize(3));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> stages.updatePlain(id, null, Map.of("probability", 101)));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> stages.updatePlain(id, null, Map.of("name", "Won")));
  }

  @Test
  void stage_holdingSales_staysWhatItIs() {
    Map<String, Id<Stage>> made = SalesFixtures.pipeline(session, "Sales");
    Id<Opportunity> sale = session.records(Opportunity.class).create(opportunity("Baobab")).id();
    Id<Stage> held = made.get("Prospecting");

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> stages.updatePlain(held, null, Map.of("kind", "WON")));
    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> stages.delete(held, null));
    assertThat(stages.updatePlain(held, null, Map.of("name", "First")).value().name())
        .isEqualTo("First");
    stages.updatePlain(made.get("Proposal"), null, Map.of("kind", "LOST"));
    stages.delete(made.get("Proposal"), null);

    new OpportunityService(session).close(sale, null, CloseRequest.won());
    stages.delete(made.get("Won"), null);
    assertThat(
            session
                .records(Opportunity.class)
                .updatePlain(sale, null, Map.of("name", "Still"))
                .value()
                .name())
        .isEqualTo("Still");
  }

  @Test
  void byStage_severalCurrencies_areNeverAdded() {
    Map<String, Id<Stage>> made = SalesFixtures.pipeline(session, "Sales");
    Records<Opportunity> sales = session.records(Opportunity.class);
    sales.create(opportunity("A", xof(1_000)));
    sales.create(opportunity("B", xof(2_005)));
    sales.create(opportunity("C", Money.of("10.55", "EUR")));
    sales.updatePlain(
        sales.create(opportunity("D", xof(100))).id(),
        null,
        Map.of("forecast", Map.of("probability", 50)));
    Id<Pipeline> pipeline = stages.get(made.get("Won")).value().pipelineId();

    List<StageSummary> summaries = new PipelineService(session).byStage(pipeline);

    assertThat(summaries).hasSize(4);
    assertThat(summaries.get(0).count()).isEqualTo(4);
    assertThat(summaries.get(0).amounts())
        .containsExactly(
            new Aggregation.Amount(new BigDecimal("10.55"), "EUR"),
            new Aggregation.Amount(new BigDecimal("3105"), "XOF"));
    assertThat(summaries.get(0).weighted())
        .containsExactly(
            new Aggregation.Amount(new BigDecimal("1.06"), "EUR"),
            new Aggregation.Amount(new BigDecimal("351"), "XOF"));
    assertThat(summaries.get(1).count()).isZero();
  }

  @Test
  void seed_twice_makesTheDefaultsOnce() {
    SalesDefaults.seed(session);
    Stored<Pipeline> renewal =
        pipelines.list(Query.where(Condition.eq("name", "Renewal"))).items().get(0);
    pipelines.updatePlain(renewal.id(), null, Map.of("isDefault", true));

    SalesDefaults.seed(session);

    assertThat(pipelines.count(Query.ALL)).isEqualTo(3);
    assertThat(stages.count(Query.ALL)).isEqualTo(20);
    assertThat(defaults()).containsExactly("Renewal");
    List<Stage> sales =
        stages
            .list(
                Query.where(
                        new Condition.Has("pipelineId", Condition.eq("name", SalesDefaults.SALES)))
                    .sort("sortOrder"))
            .items()
            .stream()
            .map(Stored::value)
            .toList();
    assertThat(sales)
        .extracting(Stage::name)
        .containsExactly(
            "Prospecting",
            "Qualification",
            "Discovery",
            "PoC/Trial",
            "Security Review",
            "Proposal",
            "Negotiation",
            "Closed Won",
            "Closed Lost");
    assertThat(sales).allMatch(stage -> stage.gate().requiredFields().isEmpty());
  }

  @Test
  void switchGatesOn_ofTheSalesPipeline_asksForMeddic() {
    SalesDefaults.seed(session);

    SalesDefaults.switchGatesOn(session);

    Query negotiation = Query.where(Condition.eq("name", "Negotiation"));
    assertThat(stages.list(negotiation).items().get(0).value().gate().minimumMeddic())
        .isEqualTo(50);
  }
}
