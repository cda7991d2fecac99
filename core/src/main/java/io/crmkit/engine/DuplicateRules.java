package io.crmkit.engine;

import io.crmkit.record.Declaration;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Schema;

/** Checks that a duplicate rule can be kept: known fields, of which one has an index. */
final class DuplicateRules implements RecordRules<DuplicateRule> {
  private final Schema schema;

  DuplicateRules(Schema schema) {
    this.schema = schema;
  }

  @Override
  public void check(Change<DuplicateRule> change, RuleContext context, Faults faults) {
    DuplicateRule rule = change.value();
    Declaration<?> type = schema.find(rule.targetType()).orElse(null);
    if (type == null || type.isPlatform() || type.isHidden()) {
      faults.add("targetType", "UNKNOWN_TYPE", "is no type with duplicate rules");
      return;
    }
    try {
      Duplicates.Rule read = Duplicates.Rule.of(type, rule);
      if (read.lookup() == null) {
        faults.add("matches", "INDEX_NEEDED", "needs a field by which rows can be found");
      }
    } catch (IllegalArgumentException e) {
      faults.add("matches", "INVALID_MATCH", String.valueOf(e.getMessage()));
    }
  }
}
