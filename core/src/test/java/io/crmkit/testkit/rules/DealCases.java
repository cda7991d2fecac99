package io.crmkit.testkit.rules;

import static io.crmkit.testkit.RuleWorld.xof;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Id;
import io.crmkit.sales.CloseRequest;
import io.crmkit.sales.OpportunityService;
import io.crmkit.sales.Outcome;
import io.crmkit.sales.WinLossReason;
import io.crmkit.testkit.RuleCase;
import io.crmkit.testkit.RuleWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What pipelines, stages, opportunities and their parts keep. */
final class DealCases {
  private static final Map<String, Object> EUROS = Map.of("amount", "5", "currency", "EUR");

  private DealCases() {}

  static List<RuleCase> all() {
    List<RuleCase> all = new ArrayList<>();
    all.addAll(pipelines());
    all.addAll(stages());
    all.addAll(opportunities());
    all.addAll(lines());
    all.addAll(ends());
    return all;
  }

  private static List<RuleCase> pipelines() {
    return List.of(
        Bases.of("pipeline", "PipelineRules", "there is always a default")
            .changing(world -> world.text("pipeline"))
            .change("isDefault", false)
            .refused("DEFAULT_NEEDED", "isDefault"),
        Bases.of("pipeline", "PipelineRules", "there is one default only")
            .change("isDefault", true)
            .holds("isDefault", true)
            .after(
                (world, row) ->
                    assertThat(world.read("pipeline", world.text("pipeline")))
                        .containsEntry("isDefault", false)));
  }

  private static List<RuleCase> stages() {
    RuleCase used = Bases.of("stage", "StageRules", "a stage that holds sales stays as it is");
    return List.of(
        Bases.of("stage", "StageRules", "a gate names fields that there are")
            .change("gate", Map.of("requiredFields", List.of("nope")))
            .refused("UNKNOWN_FIELD", "gate.requiredFields"),
        Bases.of("stage", "StageRules", "a gate asks for a score that can be had")
            .change("gate", Map.of("minimumMeddic", 101L))
            .refused("OUT_OF_RANGE", "gate.minimumMeddic"),
        Bases.of("stage", "StageRules", "won is certain")
            .change("kind", "WON")
            .holds("probability", 100L)
            .holds("forecastCategory", "CLOSED"),
        Bases.of("stage", "StageRules", "lost is hopeless")
            .change("kind", "LOST")
            .holds("probability", 0L)
            .holds("forecastCategory", "OMITTED"),
        used.changing(world -> world.text("open")).change("kind", "WON").refused("STAGE_IN_USE"),
        used.changing(world -> world.text("open"))
            .change("pipelineId", "$spare")
            .refused("STAGE_IN_USE"));
  }

  private static List<RuleCase> opportunities() {
    RuleCase moves = Bases.of("opportunity", "OpportunityRules", "legal moves only");
    RuleCase gates = Bases.of("opportunity", "OpportunityRules", "a gate asks for what it names");
    RuleCase ended = Bases.of("opportunity", "OpportunityRules", "an end fixes the forecast");
    return List.of(
        Bases.of("opportunity", "OpportunityRules", "the stage is one of the pipeline")
            .change("pipelineId", "$pipeline")
            .change("stageId", "$elsewhere")
            .refused("STAGE_OF_ANOTHER_PIPELINE", "stageId")
            .onCreate(),
        moves.change("stageId", "$won").refused("ILLEGAL_MOVE").onUpdate(),
        moves.change("stageId", "$elsewhere").refused("ILLEGAL_MOVE").onUpdate().exceptBy("ACTION"),
        moves.change("pipelineId", "$spare").refused("ILLEGAL_MOVE").onUpdate(),
        moves
            .given(DealCases::close)
            .changing(world -> world.text("closed"))
            .change("stageId", "$open")
            .refused("ILLEGAL_MOVE"),
        moves.change("stageId", "$next").holds("forecast.probability", 20L),
        gates
            .given(world -> gate(world, Map.of("requiredFields", List.of("closeDate"))))
            .change("stageId", "$next")
            .refused("REQUIRED_BY_STAGE", "closeDate"),
        gates
            .given(world -> gate(world, Map.of("minimumMeddic", 50L)))
            .change("stageId", "$next")
            .refused("REQUIRED_BY_STAGE", "meddic.score"),
        ended
            .given(DealCases::close)
            .changing(world -> world.text("closed"))
            .change("forecast", Map.of("probability", 50L))
            .refused("FIXED", "forecast.probability"),
        ended
            .given(DealCases::close)
            .changing(world -> world.text("closed"))
            .change("forecast", Map.of("category", "PIPELINE"))
            .refused("FIXED", "forecast.category"),
        Bases.of("opportunity", "OpportunityRules", "an amount with lines is their sum")
            .given(world -> world.make("line", "line-item", Bases.all().get("line-item")))
            .changing(world -> world.text("opportunity"))
            .change("amount", xof("7"))
            .refused("DERIVED", "amount"),
        Bases.of("opportunity", "OpportunityRules", "an amount is none until it is known")
            .change("amount", null)
            .holds("amount", xof("0")),
        Bases.of("opportunity", "OpportunityRules", "the score counts what is stated")
            .change("meddic", Map.of("metrics", "a day", "identifiedPain", "late"))
            .holds("meddic.score", 16L),
        Bases.of("meddic-evidence", "MeddicEvidenceRules", "evidence counts, and is dated")
            .change("element", "CHAMPION")
            .after((world, row) -> assertThat(row.get("confirmedAt")).isNotNull()));
  }

  private static void gate(RuleWorld world, Map<String, Object> gate) {
    world.change("next", "stage", Map.of("gate", gate));
  }

  static void close(RuleWorld world) {
    world.make("closed", "opportunity", Bases.all().get("opportunity"));
    new OpportunityService(world.session())
        .close(
            new Id<>(world.id("closed")),
            null,
            new CloseRequest(Outcome.LOST, WinLossReason.PRICE, null, null, null, null));
    world.name(
        "reason", world.having("win-loss", "opportunityId", new Id<>(world.id("closed"))).get(0));
  }

  private static List<RuleCase> lines() {
    RuleCase currency = Bases.of("line-item", "LineItemRules", "one currency in a sale");
    return List.of(
        Bases.of("line-item", "LineItemRules", "a product or words")
            .change("description", null)
            .refused("REQUIRED", "description"),
        Bases.of("line-item", "LineItemRules", "a price from somewhere")
            .change("unitPrice", null)
            .refused("REQUIRED", "unitPrice"),
        currency.change("unitPrice", EUROS).refused("CURRENCY_MISMATCH", "unitPrice"),
        currency.change("discount", EUROS).refused("CURRENCY_MISMATCH", "discount"),
        Bases.of("line-item", "LineItemRules", "no more discount than the line is worth")
            .change("discount", xof("1001"))
            .refused("OUT_OF_RANGE", "discount"),
        Bases.of("line-item", "LineItemRules", "the total is quantity times price less discount")
            .change("quantity", "2.5")
            .change("discount", xof("50"))
            .holds("totalPrice", xof("1200"))
            .after(
                (world, row) ->
                    assertThat(world.read("opportunity", world.text("opportunity")))
                        .containsEntry("amount", xof("1200"))),
        Bases.of("line-item", "LineItemRules", "the price is the product's")
            .change("productId", "$product")
            .change("unitPrice", null)
            .holds("unitPrice", xof("500"))
            .holds("totalPrice", xof("1000")));
  }

  private static List<RuleCase> ends() {
    Map<String, Object> lost = Map.of("opportunityId", "$opportunity", "outcome", "LOST");
    RuleCase reason = RuleCase.of("win-loss", "WinLossRules", "a loss has a reason", lost);
    return List.of(
        RuleCase.of("win-loss", "WinLossRules", "no reason without an end", lost)
            .change("primaryReason", "PRICE")
            .refused("NOT_THE_OUTCOME", "outcome")
            .onCreate(),
        RuleCase.of("win-loss", "WinLossRules", "the reason is of this end", lost)
            .given(DealCases::close)
            .changing(world -> world.text("reason"))
            .change("outcome", "WON")
            .refused("NOT_THE_OUTCOME", "outcome"),
        reason
            .given(DealCases::close)
            .changing(world -> world.text("reason"))
            .change("primaryReason", null)
            .refused("REQUIRED", "primaryReason"),
        RuleCase.of("win-loss", "WinLossRules", "the reason stays with its sale", lost)
            .given(DealCases::close)
            .changing(world -> world.text("reason"))
            .change("opportunityId", "$opportunity")
            .refused("FIXED", "opportunityId"),
        RuleCase.of("win-loss", "unique", "one reason for each end", lost)
            .given(DealCases::close)
            .change("opportunityId", "$closed")
            .change("primaryReason", "PRICE")
            .refused("UNIQUE_VALUE")
            .onCreate());
  }
}
