package io.crmkit.sales;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses who gets a new record, by the first rule that it meets. */
final class Assignment {
  private static final Comparator<Stored<AssignmentRule>> ORDER =
      Comparator.<Stored<AssignmentRule>>comparingInt(rule -> rule.value().sortOrder())
          .thenComparing(rule -> rule.value().name());

  private Assignment() {}

  /**
   * Returns who gets a row that was just made, or null where no rule says so. A row that was given
   * to somebody else than its maker stays there.
   */
  static @Nullable Id<?> of(
      String typeName, Class<?> type, Id<?> id, @Nullable Id<?> owner, RuleContext context) {
    UUID maker = context.actorUserId();
    if (owner != null && !owner.value().equals(maker)) {
      return null;
    }
    List<Stored<AssignmentRule>> rules =
        context.all(AssignmentRule.class).stream()
            .filter(rule -> rule.value().isActive() && rule.value().targetType().equals(typeName))
            .sorted(ORDER)
            .toList();
    for (Stored<AssignmentRule> rule : rules) {
      if (isMet(rule.value(), type, id, context)) {
        // as it is now: another process may have counted on
        return chosen(context.find(AssignmentRule.class, rule.id()).orElse(rule), type, context);
      }
    }
    return null;
  }

  private static boolean isMet(AssignmentRule rule, Class<?> type, Id<?> id, RuleContext context) {
    try {
      Condition where = Condition.eq("id", id).and(FilterReader.read(rule.condition()));
      return !context.query(type, Query.where(where).limit(1)).isEmpty();
    } catch (InvalidRequestException e) {
      return false; // it names a field of the organization that is no more
    }
  }

  private static Id<?> chosen(Stored<AssignmentRule> stored, Class<?> type, RuleContext context) {
    AssignmentRule rule = stored.value();
    List<Id<?>> assignees = rule.assignees();
    Id<?> chosen =
        switch (rule.strategy()) {
          case FIXED -> assignees.get(0);
          case ROUND_ROBIN -> assignees.get(Math.floorMod(rule.lastAssigned(), assignees.size()));
          case LEAST_BUSY -> leastBusy(assignees, type, context);
        };
    context.update(
        AssignmentRule.class,
        stored.id(),
        new AssignmentRule(
            rule.name(),
            rule.targetType(),
            rule.condition(),
            rule.strategy(),
            assignees,
            rule.lastAssigned() + 1,
            rule.isActive(),
            rule.sortOrder()));
    return chosen;
  }

  /** Returns the first of those who own the fewest rows. */
  private static Id<?> leastBusy(List<Id<?>> assignees, Class<?> type, RuleContext context) {
    Aggregation owned = Aggregation.by("ownerId").where(Condition.in("ownerId", assignees)).count();
    Map<String, Long> rows =
        context.aggregate(type, owned).stream()
            .collect(
                Collectors.toMap(
                    group -> String.valueOf(group.key().get("ownerId")),
                    group -> group.values().get(0) instanceof Long count ? count : 0L));
    Id<?> least = assignees.get(0);
    for (Id<?> each : assignees) {
      if (rows.getOrDefault(each.toString(), 0L) < rows.getOrDefault(least.toString(), 0L)) {
        least = each;
      }
    }
    return least;
  }
}
