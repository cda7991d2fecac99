package io.crmkit.testkit;

import io.crmkit.engine.RecordSession;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Stored;
import io.crmkit.sales.ForecastCategory;
import io.crmkit.sales.Opportunity;
import io.crmkit.sales.Pipeline;
import io.crmkit.sales.Stage;
import io.crmkit.sales.StageKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The smallest valid records, in the words of selling. */
public final class SalesFixtures {
  private SalesFixtures() {}

  /** Returns an amount in francs. */
  public static Money xof(long francs) {
    return Money.of(String.valueOf(francs), "XOF");
  }

  /** Returns an opportunity of which everything else is left to the rules. */
  public static Opportunity opportunity(String name) {
    return Opportunity.builder().name(name).build();
  }

  /** Returns an opportunity that is worth something. */
  public static Opportunity opportunity(String name, Money amount) {
    return Opportunity.builder().name(name).amount(amount).build();
  }

  /**
   * Makes a pipeline with the stages Prospecting 10, Proposal 70, Won and Lost, and returns them by
   * name.
   */
  public static Map<String, Id<Stage>> pipeline(RecordSession session, String name) {
    Stored<Pipeline> made =
        session.records(Pipeline.class).create(new Pipeline(name, false, true, 0));
    Map<String, Id<Stage>> stages = new LinkedHashMap<>();
    List<Stage> wanted =
        List.of(
            stage(made.id(), "Prospecting", StageKind.OPEN, 10, ForecastCategory.PIPELINE, 1),
            stage(made.id(), "Proposal", StageKind.OPEN, 70, ForecastCategory.BEST_CASE, 2),
            stage(made.id(), "Won", StageKind.WON, 100, ForecastCategory.CLOSED, 3),
            stage(made.id(), "Lost", StageKind.LOST, 0, ForecastCategory.OMITTED, 4));
    for (Stage stage : wanted) {
      stages.put(stage.name(), session.records(Stage.class).create(stage).id());
    }
    return stages;
  }

  /** Returns a stage without a gate. */
  public static Stage stage(
      Id<Pipeline> pipeline,
      String name,
      StageKind kind,
      int probability,
      ForecastCategory category,
      int sortOrder) {
    return Stage.builder()
        .pipelineId(pipeline)
        .name(name)
        .kind(kind)
        .probability(probability)
        .forecastCategory(category)
        .sortOrder(sortOrder)
        .build();
  }
}
