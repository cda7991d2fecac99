package io.crmkit.sales;

import io.crmkit.error.ConflictException;
import io.crmkit.record.Id;
import io.crmkit.record.RecordRules.Change;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges the moves of opportunities: from an open stage to another one of the same pipeline by
 * anyone, to another pipeline by the stage action, to an end by close, and back by reopen.
 */
final class StageMoves {
  private static final String HOW =
      "; it ends by close, changes its pipeline by stage, and comes back by reopen";

  private final Change<Opportunity> change;
  private final RuleContext context;
  private final Stored<Stage> to;

  StageMoves(Change<Opportunity> change, RuleContext context, Stored<Stage> to) {
    this.change = change;
    this.context = context;
    this.to = to;
  }

  /** Refuses an illegal move into the stage. */
  void judge(Id<Stage> fromId) {
    Stored<Stage> from = context.find(Stage.class, fromId).orElse(null);
    Outcome outcome = change.value().progress().outcome();
    StageKind toKind = to.value().kind();
    boolean wasOpen = from == null || from.value().kind() == StageKind.OPEN;
    String action = change.action() == null ? "" : change.action();
    boolean isLegal;
    if (wasOpen && toKind == StageKind.OPEN) {
      boolean isWithin = from == null || from.value().pipelineId().equals(to.value().pipelineId());
      isLegal = outcome == null && (action.equals("stage") || (isWithin && action.isEmpty()));
    } else if (wasOpen) {
      isLegal = action.equals("close") && isEndedAs(outcome, toKind);
    } else {
      isLegal = action.equals("reopen") && toKind == StageKind.OPEN && outcome == null;
    }
    if (!isLegal) {
      throw refused(from);
    }
  }

  /** Refuses an end, or a pipeline, that the stage does not have. */
  void judgeStay() {
    Opportunity value = change.value();
    boolean isElsewhere =
        value.pipelineId() != null && !value.pipelineId().equals(to.value().pipelineId());
    if (isElsewhere || !isEndedAs(value.progress().outcome(), to.value().kind())) {
      throw refused(to);
    }
  }

  static boolean isEndedAs(@Nullable Outcome outcome, StageKind kind) {
    return switch (kind) {
      case OPEN -> outcome == null;
      case WON -> outcome == Outcome.WON;
      case LOST -> outcome == Outcome.LOST;
    };
  }

  private ConflictException refused(@Nullable Stored<Stage> from) {
    Stored<Stage> at = from == null ? to : from;
    List<String> legal =
        Placement.stages(at.value().pipelineId(), StageKind.OPEN, context).stream()
            .filter(stage -> !stage.id().equals(at.id()))
            .map(stage -> stage.value().name())
            .toList();
    return LeadMoves.refused("an opportunity", at.value().name(), to.value().name(), legal, HOW);
  }
}
