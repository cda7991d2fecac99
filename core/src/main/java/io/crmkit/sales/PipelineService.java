package io.crmkit.sales;

import io.crmkit.engine.RecordSession;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums up pipelines, for one actor in one organization.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class PipelineService {
  private static final int MOST_STAGES = 200;

  private final RecordSession session;

  /** Counts what {@code session} may see. */
  public PipelineService(RecordSession session) {
    this.session = session;
  }

  /** What was found in one stage so far. */
  private static final class Sums {
    private final Map<String, BigDecimal> amounts = new TreeMap<>();
    private final Map<String, BigDecimal> weighted = new TreeMap<>();
    private long count;
  }

  /**
   * Returns the stages of a pipeline in order, with what lies in each. Weighted sums are rounded
   * once for each stage and currency.
   *
   * @throws io.crmkit.error.NotFoundException if there is no such pipeline for this actor
   */
  public List<StageSummary> byStage(Id<Pipeline> pipeline) {
    session.records(Pipeline.class).get(pipeline);
    Condition ofPipeline = Condition.eq("pipelineId", pipeline);
    Map<Object, Sums> sums = new HashMap<>();
    Aggregation groups =
        Aggregation.by("stageId", "forecast.probability").where(ofPipeline).count().sum("amount");
    for (Aggregation.Group group : session.records(Opportunity.class).aggregate(groups)) {
      add(group, sums);
    }
    Query stages = Query.where(ofPipeline).sort("sortOrder", "name").limit(MOST_STAGES);
    List<StageSummary> summaries = new ArrayList<>();
    for (Stored<Stage> stage : session.records(Stage.class).list(stages).items()) {
      Sums found = sums.getOrDefault(stage.id(), new Sums());
      summaries.add(
          new StageSummary(stage, found.count, list(found.amounts), list(found.weighted)));
    }
    return summaries;
  }

  private static void add(Aggregation.Group group, Map<Object, Sums> sums) {
    Object stage = group.key().get("stageId");
    if (stage == null) {
      return;
    }
    Sums found = sums.computeIfAbsent(stage, key -> new Sums());
    if (group.values().get(0) instanceof Long count) {
      found.count += count;
    }
    if (group.values().get(1) instanceof Aggregation.Amount sum) {
      Object percent = group.key().get("forecast.probability");
      BigDecimal share =
          new BigDecimal(percent == null ? "0" : percent.toString()).movePointLeft(2);
      found.amounts.merge(sum.currency(), sum.amount(), BigDecimal::add);
      found.weighted.merge(sum.currency(), sum.amount().multiply(share), BigDecimal::add);
    }
  }

  private static List<Aggregation.Amount> list(Map<String, BigDecimal> byCurrency) {
    List<Aggregation.Amount> amounts = new ArrayList<>();
    byCurrency.forEach(
        (currency, amount) -> {
          int digits = Money.currency(currency).getDefaultFractionDigits();
          amounts.add(
              new Aggregation.Amount(amount.setScale(digits, RoundingMode.HALF_UP), currency));
        });
    return amounts;
  }
}
