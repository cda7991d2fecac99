package io.crmkit.sales;

import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules.Change;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an opportunity is and where it is to be. The stage that it left is the one that its history
 * told last, so that the rules may run again in the same transaction and find nothing left to do.
 *
 * @param from stage that it is in; null where it is being made
 * @param to stage that it is to be in; null where there is none to be had
 */
record Placement(@Nullable Id<Stage> from, @Nullable Stored<Stage> to) {
  private static final String STAGE_CHANGE = "stage-change";
  private static final Comparator<Stored<Stage>> ORDER =
      Comparator.<Stored<Stage>>comparingInt(stage -> stage.value().sortOrder())
          .thenComparing(stage -> stage.value().name());

  static Placement of(Change<Opportunity> change, RuleContext context) {
    Id<Stage> from = from(change, context);
    Opportunity value = change.value();
    Id<Stage> wanted = value.stageId() != null ? value.stageId() : from;
    if (wanted != null) {
      return new Placement(from, context.find(Stage.class, wanted).orElse(null));
    }
    Id<Pipeline> pipeline =
        value.pipelineId() != null ? value.pipelineId() : defaultPipeline(context);
    List<Stored<Stage>> open =
        pipeline == null ? List.of() : stages(pipeline, StageKind.OPEN, context);
    return new Placement(null, open.isEmpty() ? null : open.get(0));
  }

  private static @Nullable Id<Stage> from(Change<Opportunity> change, RuleContext context) {
    Stored<Opportunity> before = change.before();
    Id<Stage> stored = before == null ? null : before.value().stageId();
    if (!change.parts().contains(STAGE_CHANGE)) {
      return stored;
    }
    Query last =
        Query.where(Condition.eq("opportunityId", change.id())).sort("-at", "-id").limit(1);
    List<Stored<StageChange>> changes = context.query(StageChange.class, last);
    return changes.isEmpty() ? stored : changes.get(0).value().toStageId();
  }

  private static @Nullable Id<Pipeline> defaultPipeline(RuleContext context) {
    return context.all(Pipeline.class).stream()
        .filter(pipeline -> pipeline.value().isDefault())
        .map(Stored::id)
        .findFirst()
        .orElse(null);
  }

  /** Returns the stages of one kind in their order. */
  static List<Stored<Stage>> stages(Id<Pipeline> pipeline, StageKind kind, RuleContext context) {
    return context.all(Stage.class).stream()
        .filter(stage -> stage.value().pipelineId().equals(pipeline))
        .filter(stage -> stage.value().kind() == kind)
        .sorted(ORDER)
        .toList();
  }

  /** Returns whether it is being made. */
  boolean isNew() {
    return from == null;
  }

  /** Returns whether it enters the stage now. */
  boolean isEntered() {
    return to != null && !to.id().equals(from);
  }
}
