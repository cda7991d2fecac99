package io.crmkit.sales;

import io.crmkit.record.Id;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a stage: one method for each, named as there. What is left out gets its
 * default. Not thread-safe.
 */
public final class StageBuilder {
  private @Nullable Id<Pipeline> pipelineId;
  private @Nullable String name;
  private @Nullable StageKind kind;
  private int probability;
  private @Nullable ForecastCategory forecastCategory;
  private int sortOrder;
  private @Nullable StageGate gate;
  private @Nullable Integer maxDays;

  StageBuilder() {}

  StageBuilder(Stage from) {
    pipelineId = from.pipelineId();
    name = from.name();
    kind = from.kind();
    probability = from.probability();
    forecastCategory = from.forecastCategory();
    sortOrder = from.sortOrder();
    gate = from.gate();
    maxDays = from.maxDays();
  }

  public StageBuilder pipelineId(Id<Pipeline> pipelineId) {
    this.pipelineId = pipelineId;
    return this;
  }

  public StageBuilder name(String name) {
    this.name = name;
    return this;
  }

  public StageBuilder kind(StageKind kind) {
    this.kind = kind;
    return this;
  }

  public StageBuilder probability(int probability) {
    this.probability = probability;
    return this;
  }

  public StageBuilder forecastCategory(ForecastCategory forecastCategory) {
    this.forecastCategory = forecastCategory;
    return this;
  }

  public StageBuilder sortOrder(int sortOrder) {
    this.sortOrder = sortOrder;
    return this;
  }

  public StageBuilder gate(StageGate gate) {
    this.gate = gate;
    return this;
  }

  public StageBuilder maxDays(@Nullable Integer maxDays) {
    this.maxDays = maxDays;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public Stage build() {
    return new Stage(
        pipelineId, name, kind, probability, forecastCategory, sortOrder, gate, maxDays);
  }
}
