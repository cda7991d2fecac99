package io.crmkit.sales;

import static io.crmkit.testkit.SalesFixtures.opportunity;
import static io.crmkit.testkit.SalesFixtures.xof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.catalog.ExchangeRate;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Stored;
import io.crmkit.testkit.Doors;
import io.crmkit.testkit.TestCrm;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OpportunityRulesTest {
  private static final Currency EUR = Currency.getInstance("EUR");
  private static final Currency XOF = Currency.getInstance("XOF");

  private final Deals deals = new Deals();
  private final RecordSession session = deals.session;
  private final Records<Opportunity> opportunities = deals.opportunities;
  private final OpportunityService service = deals.service;
  private final Map<String, Id<Stage>> stages = deals.stages;

  @AfterEach
  void end() {
    deals.close();
  }

  @Test
  void create_nameAlone_beginsOnTheDefaultPipeline() {
    Stored<Opportunity> made = opportunities.createPlain(Map.of("name", "Baobab"));

    Opportunity value = made.value();
    assertThat(made.version()).isEqualTo(1);
    assertThat(value.stageId()).isEqualTo(stages.get("Prospecting"));
    assertThat(value.amount()).isEqualTo(xof(0));
    assertThat(value.forecast()).isEqualTo(new ForecastTerms(10, ForecastCategory.PIPELINE));
    assertThat(value.progress().stageSince()).isEqualTo(TestCrm.START);
    assertThat(value.terms().baseAmount()).isEqualTo(xof(0));
    assertThat(deals.history(made.id())).hasSize(1);
    assertThat(deals.history(made.id()).get(0).fromStageId()).isNull();
  }

  @Test
  void create_withoutAPipeline_namesWhatIsMissing() {
    try (TestCrm empty = new TestCrm()) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> empty.session().records(Opportunity.class).create(opportunity("X")))
          .withMessageContaining("stageId");
    }
  }

  @Test
  void create_stageAlone_takesItsPipeline() {
    Opportunity made =
        opportunities
            .createPlain(Map.of("name", "X", "stageId", stages.get("Renewal Proposal").toString()))
            .value();

    Id<Pipeline> renewal =
        session.records(Stage.class).get(stages.get("Renewal Proposal")).value().pipelineId();
    assertThat(made.pipelineId()).isEqualTo(renewal);
    assertThat(
            opportunities
                .createPlain(Map.of("name", "Y", "pipelineId", renewal.toString()))
                .value()
                .stageId())
        .isEqualTo(stages.get("Renewal Prospecting"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                opportunities.createPlain(
                    Map.of(
                        "name",
                        "Z",
                        "pipelineId",
                        renewal.toString(),
                        "stageId",
                        stages.get("Proposal").toString())));
  }

  @Test
  void create_inAClosedStage_countsAsClosedThen() {
    Id<Opportunity> id =
        opportunities
            .createPlain(
                Map.of(
                    "name",
                    "Old",
                    "stageId",
                    stages.get("Lost").toString(),
                    "closeDate",
                    "2025-11-30"))
            .id();

    assertThat(opportunities.get(id).value().progress().closedOn())
        .isEqualTo(LocalDate.of(2025, 11, 30));
    assertThat(deals.winLoss(id)).hasSize(1);
    assertThat(deals.winLoss(id).get(0).primaryReason()).isEqualTo(WinLossReason.OTHER);
    assertThat(deals.winLoss(id).get(0).closedOn()).isEqualTo(LocalDate.of(2025, 11, 30));
  }

  @ParameterizedTest
  @EnumSource(Doors.class)
  void gate_somethingMissing_isNamed(Doors door) {
    Stored<Stage> proposal = session.records(Stage.class).get(stages.get("Proposal"));
    session
        .records(Stage.class)
        .update(
            proposal,
            proposal.value().toBuilder()
                .gate(new StageGate(List.of("meddic.identifiedPain", "closeDate", "amount"), 10))
                .build());
    Id<Opportunity> id = opportunities.create(opportunity("Baobab")).id();
    Map<String, String> fields = Map.of("stageId", stages.get("Proposal").toString());

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> door.change(session, Opportunity.class, id, fields))
        .satisfies(
            e ->
                assertThat(e.errors().stream().map(FieldError::field))
                    .anyMatch(field -> field.endsWith("meddic.identifiedPain"))
                    .anyMatch(field -> field.endsWith("closeDate"))
                    .anyMatch(field -> field.endsWith("amount"))
                    .anyMatch(field -> field.endsWith("meddic.score")));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> service.move(id, null, stages.get("Proposal")));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                opportunities.createPlain(
                    Map.of("name", "X", "stageId", stages.get("Proposal").toString())));
    opportunities.updatePlain(
        id,
        null,
        Map.of(
            "meddic",
            Map.of("identifiedPain", "Slow", "metrics", "10 days"),
            "closeDate",
            "2026-06-30",
            "amount",
            Map.of("amount", "5", "currency", "XOF")));
    door.change(session, Opportunity.class, id, fields);
    assertThat(opportunities.get(id).value().stageId()).isEqualTo(stages.get("Proposal"));
  }

  @ParameterizedTest
  @CsvSource({"80, COMMIT", "50, BEST_CASE", "49, PIPELINE", "10, PIPELINE"})
  void forecast_otherProbability_givesTheCategory(int probability, ForecastCategory category) {
    Id<Opportunity> id = deals.in("Prospecting");

    opportunities.updatePlain(id, null, Map.of("forecast", Map.of("probability", probability)));

    assertThat(opportunities.get(id).value().forecast())
        .isEqualTo(new ForecastTerms(probability, category));
  }

  @Test
  void forecast_categoryByHand_staysUntilTheStageChanges() {
    Id<Opportunity> id = deals.in("Prospecting");
    opportunities.updatePlain(id, null, Map.of("forecast", Map.of("category", "COMMIT")));

    opportunities.updatePlain(id, null, Map.of("forecast", Map.of("probability", 55)));
    assertThat(opportunities.get(id).value().forecast().category())
        .isEqualTo(ForecastCategory.COMMIT);

    service.move(id, null, stages.get("Proposal"));
    assertThat(opportunities.get(id).value().forecast())
        .isEqualTo(new ForecastTerms(70, ForecastCategory.BEST_CASE));
  }

  @Test
  void forecast_givenWithTheMoveOrCleared_counts() {
    Id<Opportunity> id = deals.in("Prospecting");

    opportunities.updatePlain(
        id,
        null,
        Map.of(
            "stageId", stages.get("Proposal").toString(), "forecast", Map.of("probability", 90)));
    assertThat(opportunities.get(id).value().forecast())
        .isEqualTo(new ForecastTerms(90, ForecastCategory.COMMIT));

    Map<String, Object> cleared = new HashMap<>();
    cleared.put("forecast", null);
    opportunities.updatePlain(id, null, cleared);
    assertThat(opportunities.get(id).value().forecast())
        .isEqualTo(new ForecastTerms(70, ForecastCategory.BEST_CASE));
  }

  @Test
  void forecast_ofAnEndedSale_isFixed() {
    Id<Opportunity> id = deals.in("Won");

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                opportunities.updatePlain(
                    id, null, Map.of("forecast", Map.of("probability", 50, "category", "COMMIT"))));
  }

  @Test
  void closeDate_putOffIntoALaterMonth_isCounted() {
    Id<Opportunity> id = deals.in("Prospecting");
    for (String day :
        List.of("2026-04-10", "2026-04-30", "2026-05-01", "2026-04-20", "2026-07-01")) {
      opportunities.updatePlain(id, null, Map.of("closeDate", day));
    }

    assertThat(opportunities.get(id).value().progress().slipCount()).isEqualTo(2);
  }

  @Test
  void baseAmount_byTheNewestRateUpToToday() {
    Records<ExchangeRate> rates = session.records(ExchangeRate.class);
    Money amount = Money.of("10.01", "EUR");
    Id<Opportunity> id = opportunities.create(opportunity("Paris", amount)).id();
    assertThat(opportunities.get(id).value().terms().baseAmount()).isNull();
    LocalDate today = LocalDate.of(2026, 3, 2);
    rates.create(new ExchangeRate(EUR, XOF, today.minusDays(9), new BigDecimal("600"), null));
    rates.create(new ExchangeRate(EUR, XOF, today.minusDays(1), new BigDecimal("655.957"), null));
    rates.create(new ExchangeRate(EUR, XOF, today.plusDays(1), new BigDecimal("700"), null));

    opportunities.updatePlain(id, null, Map.of("name", "Paris 2"));

    DealTerms terms = opportunities.get(id).value().terms();
    assertThat(terms.baseAmount()).isEqualTo(xof(6_566));
    assertThat(terms.rate()).isEqualByComparingTo("655.957");
    assertThat(terms.rateOn()).isEqualTo(today.minusDays(1));
  }

  @Test
  void baseAmount_onlyTheOppositeRateKnown_isTurned() {
    session
        .records(ExchangeRate.class)
        .create(
            new ExchangeRate(
                XOF,
                Currency.getInstance("USD"),
                LocalDate.of(2026, 1, 1),
                new BigDecimal("0.0016"),
                "central bank"));

    Opportunity made = opportunities.create(opportunity("Boston", Money.of("16", "USD"))).value();

    assertThat(made.terms().baseAmount()).isEqualTo(xof(10_000));
  }

  @Test
  void meddic_statedAndProved_isScored() {
    Id<Opportunity> id = deals.in("Prospecting");
    opportunities.updatePlain(
        id, null, Map.of("meddic", Map.of("metrics", "2 days", "identifiedPain", "Slow")));
    assertThat(opportunities.get(id).value().meddic().score()).isEqualTo(16);

    Stored<MeddicEvidence> proof =
        session
            .records(MeddicEvidence.class)
            .createPlain(
                Map.of("opportunityId", id.toString(), "element", "METRICS", "statement", "Mail"));
    assertThat(proof.value().confirmedAt()).isEqualTo(TestCrm.START);
    assertThat(opportunities.get(id).value().meddic().score()).isEqualTo(25);

    session.records(MeddicEvidence.class).delete(proof.id(), null);
    assertThat(opportunities.get(id).value().meddic().score()).isEqualTo(16);
  }
}
