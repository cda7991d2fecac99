package io.crmkit.catalog;

import io.crmkit.error.ConflictException;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.Map;

/** Keeps the categories a tree of bounded depth, with one name once below each node. */
final class CategoryRules implements RecordRules<Category> {
  /** Deeper trees are mistakes, and would make every check slow. */
  static final int MOST_LEVELS = 20;

  @Override
  public void check(Change<Category> change, RuleContext context, Faults faults) {
    checkAncestors(change, context, faults);
    if (change.value().parentId() == null) {
      refuseSecondRoot(change, context);
    }
  }

  private static void checkAncestors(Change<Category> change, RuleContext context, Faults faults) {
    Id<Category> above = change.value().parentId();
    for (int level = 1; above != null; level++) {
      if (above.equals(change.id())) {
        faults.add("parentId", "CYCLE", "lies below this category");
        return;
      }
      if (level >= MOST_LEVELS) {
        faults.add("parentId", "TOO_DEEP", "has " + MOST_LEVELS + " levels above it already");
        return;
      }
      above = context.find(Category.class, above).map(row -> row.value().parentId()).orElse(null);
    }
  }

  /** Null never clashes in a unique set of fields, but two roots of one name do. */
  private static void refuseSecondRoot(Change<Category> change, RuleContext context) {
    Condition sameRoot =
        Condition.all(Condition.eq("parentId", null), Condition.eq("name", change.value().name()));
    for (Stored<Category> other : context.query(Category.class, Query.where(sameRoot).limit(2))) {
      if (!other.id().equals(change.id())) {
        throw new ConflictException(
            "UNIQUE_VALUE",
            "there is a top-level category of this name",
            Map.of("type", "category", "conflictingId", other.id().toString()));
      }
    }
  }

  @Override
  public Category beforeWrite(Change<Category> change, RuleContext context) {
    Category value = change.value();
    if (change.kind() == Kind.DELETE || value.slug() != null) {
      return value;
    }
    String slug =
        Slugs.free(context, Category.class, "slug", change.id(), value.name(), "category");
    return value.toBuilder().slug(slug).build();
  }
}
