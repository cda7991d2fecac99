package io.crmkit.sales;

import static io.crmkit.sales.ForecastCategory.BEST_CASE;
import static io.crmkit.sales.ForecastCategory.CLOSED;
import static io.crmkit.sales.ForecastCategory.COMMIT;
import static io.crmkit.sales.ForecastCategory.OMITTED;
import static io.crmkit.sales.ForecastCategory.PIPELINE;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pipelines that a new organization begins with. They are data: whatever it changes stays.
 *
 * @since 0.1
 */
public final class SalesDefaults {
  /** Name of the pipeline that is the default. */
  public static final String SALES = "Sales";

  private static final List<Template> TEMPLATES =
      List.of(
          new Template(
              SALES,
              List.of(
                  new Step("Prospecting", 10, PIPELINE, 30),
                  new Step("Qualification", 20, PIPELINE, 30),
                  new Step("Discovery", 30, PIPELINE, 30),
                  new Step("PoC/Trial", 50, BEST_CASE, 45),
                  new Step("Security Review", 60, BEST_CASE, 30),
                  new Step("Proposal", 70, BEST_CASE, 21),
                  new Step("Negotiation", 85, COMMIT, 21))),
          new Template(
              "Renewal",
              List.of(
                  new Step("Upcoming", 60, BEST_CASE, 60),
                  new Step("In Discussion", 75, BEST_CASE, 30),
                  new Step("Verbal Yes", 90, COMMIT, 14))),
          new Template(
              "Venue",
              List.of(
                  new Step("Inquiry", 10, PIPELINE, 7),
                  new Step("Site Visit", 30, PIPELINE, 21),
                  new Step("Quote Sent", 50, BEST_CASE, 14),
                  new Step("Date Held", 75, COMMIT, 14))));

  private static final Map<String, StageGate> GATES =
      Map.of(
          "Security Review",
          new StageGate(List.of("meddic.identifiedPain", "meddic.decisionCriteria"), 0),
          "Proposal",
          new StageGate(List.of("meddic.economicBuyerId", "closeDate"), 0),
          "Negotiation",
          new StageGate(List.of("meddic.championId", "nextStep.text"), 50));

  private static final StageGate NO_GATE = new StageGate(List.of(), 0);

  private record Template(String name, List<Step> steps) {}

  private record Step(
      String name, int probability, ForecastCategory category, @Nullable Integer maxDays) {}

  private SalesDefaults() {}

  /**
   * Makes the pipelines that are missing, by name, in one transaction. A pipeline that is there is
   * left alone, whatever its stages.
   */
  public static void seed(RecordSession session) {
    session.transact(
        joined -> {
          Records<Pipeline> pipelines = joined.records(Pipeline.class);
          boolean hasNone = pipelines.count(Query.ALL) == 0;
          for (int i = 0; i < TEMPLATES.size(); i++) {
            Template template = TEMPLATES.get(i);
            if (pipelines.count(Query.where(Condition.eq("name", template.name()))) == 0) {
              boolean isDefault = hasNone && template.name().equals(SALES);
              Pipeline pipeline = new Pipeline(template.name(), isDefault, true, i);
              addStages(joined, pipelines.create(pipeline).id(), template);
            }
          }
          return Boolean.TRUE;
        });
  }

  private static void addStages(RecordSession joined, Id<Pipeline> pipeline, Template template) {
    int place = 0;
    for (Step step : template.steps()) {
      add(joined, pipeline, step, StageKind.OPEN, place++);
    }
    add(joined, pipeline, new Step("Closed Won", 100, CLOSED, null), StageKind.WON, place++);
    add(joined, pipeline, new Step("Closed Lost", 0, OMITTED, null), StageKind.LOST, place);
  }

  private static void add(
      RecordSession joined, Id<Pipeline> pipeline, Step step, StageKind kind, int place) {
    joined
        .records(Stage.class)
        .create(
            Stage.builder()
                .pipelineId(pipeline)
                .name(step.name())
                .kind(kind)
                .probability(step.probability())
                .forecastCategory(step.category())
                .sortOrder(place)
                .gate(NO_GATE)
                .maxDays(step.maxDays())
                .build());
  }

  /**
   * Switches the gates of the pipeline {@link #SALES} on: Security Review asks for pain and
   * criteria, Proposal for buyer and close date, Negotiation for champion, next step and a MEDDIC
   * score of 50.
   */
  public static void switchGatesOn(RecordSession session) {
    session.transact(
        joined -> {
          Query sales = Query.where(Condition.eq("name", SALES)).limit(1);
          for (Stored<Pipeline> pipeline : joined.records(Pipeline.class).list(sales).items()) {
            Query stages = Query.where(Condition.eq("pipelineId", pipeline.id())).limit(200);
            for (Stored<Stage> stage : joined.records(Stage.class).list(stages).items()) {
              StageGate gate = GATES.get(stage.value().name());
              if (gate != null) {
                joined
                    .records(Stage.class)
                    .update(stage, stage.value().toBuilder().gate(gate).build());
              }
            }
          }
          return Boolean.TRUE;
        });
  }
}
