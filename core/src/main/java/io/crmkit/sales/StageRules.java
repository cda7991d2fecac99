package io.crmkit.sales;

import io.crmkit.error.ConflictException;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.Map;

/**
 * Lets the kind of a stage decide what a sale in it counts, and keeps stages that hold sales as
 * they are.
 */
final class StageRules implements RecordRules<Stage> {
  private static final int HUNDRED = 100;
  private static final Declaration<Opportunity> OPPORTUNITY = Declaration.of(Opportunity.class);

  @Override
  public Stage normalize(Stage value) {
    return switch (value.kind()) {
      case OPEN -> value;
      case WON ->
          value.toBuilder().probability(HUNDRED).forecastCategory(ForecastCategory.CLOSED).build();
      case LOST ->
          value.toBuilder().probability(0).forecastCategory(ForecastCategory.OMITTED).build();
    };
  }

  @Override
  public void check(Change<Stage> change, RuleContext context, Faults faults) {
    Stage value = change.value();
    for (String path : value.gate().requiredFields()) {
      Field field = OPPORTUNITY.find(path).orElse(null);
      if (field == null || field.isEnvelope()) {
        faults.add("gate.requiredFields", "UNKNOWN_FIELD", "opportunity has no field " + path);
      }
    }
    int minimum = value.gate().minimumMeddic();
    if (minimum < 0 || minimum > HUNDRED) {
      faults.add("gate.minimumMeddic", "OUT_OF_RANGE", "must be 0 to 100");
    }
    Stored<Stage> before = change.before();
    if (before != null) {
      boolean isMoved = !before.value().pipelineId().equals(value.pipelineId());
      boolean isTurned = before.value().kind() != value.kind();
      if ((isMoved || isTurned) && holdsSales(change.id(), context, true)) {
        throw inUse("its pipeline and kind cannot change");
      }
    }
  }

  @Override
  public Stage beforeWrite(Change<Stage> change, RuleContext context) {
    if (change.kind() == Kind.DELETE && holdsSales(change.id(), context, false)) {
      throw inUse("it cannot be deleted");
    }
    return change.value();
  }

  private static ConflictException inUse(String consequence) {
    return new ConflictException(
        "STAGE_IN_USE", "opportunities are in this stage, so " + consequence, Map.of());
  }

  private static boolean holdsSales(Id<Stage> id, RuleContext context, boolean countsEnded) {
    Condition here = Condition.eq("stageId", id);
    Condition where = countsEnded ? here : here.and(Condition.eq("progress.outcome", null));
    return !context.query(Opportunity.class, Query.where(where).limit(1)).isEmpty();
  }
}
