package io.crmkit.identity;

import io.crmkit.record.Id;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import org.jspecify.annotations.Nullable;

/** Teams form a tree. */
final class TeamRules implements RecordRules<Team> {
  private static final int DEEPEST = 50;

  @Override
  public void check(Change<Team> change, RuleContext context, Faults faults) {
    @Nullable Id<Team> above = change.value().parentId();
    for (int depth = 0; above != null; depth++) {
      if (above.equals(change.id()) || depth == DEEPEST) {
        faults.add("parentId", "CYCLE", "leads back to this team, or too deep");
        return;
      }
      above = context.find(Team.class, above).map(team -> team.value().parentId()).orElse(null);
    }
  }
}
