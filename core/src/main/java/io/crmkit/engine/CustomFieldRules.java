package io.crmkit.engine;

import io.crmkit.record.Declaration;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Schema;
import io.crmkit.record.Stored;

/** What makes a custom field hold values may not change under them. */
final class CustomFieldRules implements RecordRules<CustomField> {
  private final Schema schema;

  CustomFieldRules(Schema schema) {
    this.schema = schema;
  }

  @Override
  public void check(Change<CustomField> change, RuleContext context, Faults faults) {
    CustomField field = change.value();
    Declaration<?> type = schema.find(field.targetType()).orElse(null);
    if (type == null || type.isPlatform() || type.isHidden()) {
      faults.add("targetType", "UNKNOWN_TYPE", "is no type with custom fields");
    }
    boolean isChoice =
        field.kind() == CustomFieldKind.CHOICE || field.kind() == CustomFieldKind.MULTI_CHOICE;
    if (isChoice == field.options().isEmpty()) {
      faults.add("options", "OPTIONS", "must be given for the kinds of choice, and for no other");
    }
    if (field.kind() == CustomFieldKind.LONG_TEXT && field.isFilterable()) {
      faults.add("isFilterable", "NOT_FILTERABLE", "long texts cannot be filtered");
    }
    Stored<CustomField> before = change.before();
    if (before != null) {
      fixed("targetType", before.value().targetType().equals(field.targetType()), faults);
      fixed("key", before.value().key().equals(field.key()), faults);
      fixed("kind", before.value().kind() == field.kind(), faults);
      fixed("isFilterable", before.value().isFilterable() || !field.isFilterable(), faults);
    }
  }

  private static void fixed(String path, boolean isKept, Faults faults) {
    if (!isKept) {
      faults.add(path, "FIXED", "cannot change once the field is made");
    }
  }
}
