package io.crmkit.identity;

import io.crmkit.error.ConflictException;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Roles inherit without a cycle; those that come with the product stay as they are. */
final class RoleRules implements RecordRules<Role> {
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");

  @Override
  public void check(Change<Role> change, RuleContext context, Faults faults) {
    if (!NAME.matcher(change.value().name()).matches()) {
      faults.add("name", "INVALID_NAME", "must be in UPPER_SNAKE");
    }
    Set<UUID> seen = new HashSet<>();
    Deque<Id<Role>> open = new ArrayDeque<>(change.value().inherits());
    while (!open.isEmpty()) {
      Id<Role> id = open.pop();
      if (id.equals(change.id())) {
        faults.add("inherits", "CYCLE", "leads back to this role");
        return;
      }
      if (seen.add(id.value())) {
        context.find(Role.class, id).ifPresent(role -> open.addAll(role.value().inherits()));
      }
    }
  }

  @Override
  public Role beforeWrite(Change<Role> change, RuleContext context) {
    Role value = change.value();
    Stored<Role> before = change.before();
    boolean isSeed = context.actor().equals(new Event.By("system", Members.SYSTEM));
    if (before == null && isSeed) {
      return new Role(value.name(), value.description(), value.inherits(), true);
    }
    boolean isReserved = before == null && BuiltInRoles.INHERITS.containsKey(value.name());
    if (isReserved || (before != null && before.value().isBuiltIn())) {
      throw new ConflictException("BUILT_IN_ROLE", "a role of the product cannot be changed");
    }
    return value;
  }
}
