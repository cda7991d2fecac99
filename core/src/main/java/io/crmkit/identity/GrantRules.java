package io.crmkit.identity;

import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import java.util.regex.Pattern;

/** A grant has exactly one subject, and names a permission. */
final class GrantRules implements RecordRules<Grant> {
  private static final Pattern PERMISSION = Pattern.compile("\\*|[a-z0-9-]+:[a-z0-9-]+");

  @Override
  public void check(Change<Grant> change, RuleContext context, Faults faults) {
    Grant value = change.value();
    if ((value.roleId() == null) == (value.membershipId() == null)) {
      faults.add("roleId", "ONE_SUBJECT", "either a role or a membership must be given");
    }
    if (!PERMISSION.matcher(value.permission()).matches()) {
      faults.add("permission", "INVALID_PERMISSION", "must be like contact:read, or *");
    }
  }
}
