package io.crmkit.sales;

import io.crmkit.record.Aggregation;
import io.crmkit.record.Stored;
import java.util.List;

/**
 * What lies in one stage of a pipeline. Unlike currencies are never added.
 *
 * @param stage the stage
 * @param count number of opportunities
 * @param amounts what they are worth, one for each currency
 * @param weighted the same by their probabilities, half up to the smallest unit
 */
public record StageSummary(
    Stored<Stage> stage,
    long count,
    List<Aggregation.Amount> amounts,
    List<Aggregation.Amount> weighted) {
  /** Copies the lists. */
  public StageSummary {
    amounts = List.copyOf(amounts);
    weighted = List.copyOf(weighted);
  }
}
