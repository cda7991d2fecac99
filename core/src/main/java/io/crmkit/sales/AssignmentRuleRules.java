package io.crmkit.sales;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Condition;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.ValueFormatException;

/** Refuses a filter that could not be asked, so that a new lead never fails because of it. */
final class AssignmentRuleRules implements RecordRules<AssignmentRule> {
  @Override
  public void check(Change<AssignmentRule> change, RuleContext context, Faults faults) {
    AssignmentRule value = change.value();
    try {
      Condition condition = FilterReader.read(value.condition());
      switch (value.targetType()) {
        case "lead" -> context.query(Lead.class, Query.where(condition).limit(1));
        case "contact" -> context.query(Contact.class, Query.where(condition).limit(1));
        default -> {
          // a type of another package: its filter is asked when the first row comes
        }
      }
    } catch (InvalidRequestException | ValueFormatException e) {
      faults.add("condition", "INVALID_FILTER", String.valueOf(e.getMessage()));
    }
  }
}
