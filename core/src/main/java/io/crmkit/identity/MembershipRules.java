package io.crmkit.identity;

import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import java.util.List;

/** A member has at least one role, USER unless something else is given. */
final class MembershipRules implements RecordRules<Membership> {
  @Override
  public Membership beforeWrite(Change<Membership> change, RuleContext context) {
    Membership value = change.value();
    if (!value.roleIds().isEmpty()) {
      return value;
    }
    List<Id<Role>> user =
        context.query(Role.class, Query.where(Condition.eq("name", "USER"))).stream()
            .map(role -> role.id())
            .toList();
    return new Membership(
        value.userId(),
        user,
        value.teamIds(),
        value.accountId(),
        value.contactId(),
        value.managerId(),
        value.title(),
        value.isActive(),
        value.absence());
  }
}
