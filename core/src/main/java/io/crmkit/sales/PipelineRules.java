package io.crmkit.sales;

import io.crmkit.error.ConflictException;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.List;

/** Keeps exactly one pipeline the default: the first one, then whichever is made it. */
final class PipelineRules implements RecordRules<Pipeline> {
  /** More pipelines than anyone keeps. */
  private static final int MOST_PIPELINES = 500;

  @Override
  public void check(Change<Pipeline> change, RuleContext context, Faults faults) {
    Stored<Pipeline> before = change.before();
    boolean wasDefault = before != null && before.value().isDefault();
    if (wasDefault && !change.value().isDefault() && otherDefaults(change, context).isEmpty()) {
      faults.add("isDefault", "DEFAULT_NEEDED", "ends when another pipeline is made the default");
    }
  }

  @Override
  public Pipeline beforeWrite(Change<Pipeline> change, RuleContext context) {
    Pipeline value = change.value();
    List<Stored<Pipeline>> others = otherDefaults(change, context);
    if (change.kind() == Kind.DELETE) {
      if (others.isEmpty()) {
        throw new ConflictException(
            "DEFAULT_NEEDED", "make another pipeline the default before this one is deleted");
      }
      return value;
    }
    if (!value.isDefault()) {
      return others.isEmpty() ? with(value, true) : value;
    }
    others.forEach(other -> context.update(Pipeline.class, other.id(), with(other.value(), false)));
    return value;
  }

  private static Pipeline with(Pipeline value, boolean isDefault) {
    return new Pipeline(value.name(), isDefault, value.isActive(), value.sortOrder());
  }

  /** Returns the other defaults as this transaction leaves them, written or not. */
  private static List<Stored<Pipeline>> otherDefaults(
      Change<Pipeline> change, RuleContext context) {
    return context.query(Pipeline.class, Query.ALL.limit(MOST_PIPELINES)).stream()
        .filter(other -> !other.id().equals(change.id()))
        .flatMap(other -> context.find(Pipeline.class, other.id()).stream())
        .filter(other -> other.value().isDefault())
        .toList();
  }
}
