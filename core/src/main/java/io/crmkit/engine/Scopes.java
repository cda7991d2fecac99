package io.crmkit.engine;

import io.crmkit.access.AccessScope;
import io.crmkit.access.Actor;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compiles what an actor may reach into a condition on rows. A part takes its rights and its scope
 * from its parent, unless it is granted by name. Immutable and thread-safe.
 */
final class Scopes {
  private final Schema schema;
  private final Set<String> accountTypes = new HashSet<>();
  private final Set<String> contactTypes = new HashSet<>();

  Scopes(Schema schema) {
    this.schema = schema;
    for (Declaration<?> type : schema.types()) {
      for (Field field : type.fields()) {
        if (field.isAccount()) {
          accountTypes.addAll(field.targets());
        } else if (field.isOwner() && !field.targets().contains("user")) {
          contactTypes.addAll(field.targets());
        }
      }
    }
  }

  /** Returns whether the action is granted in any scope. */
  boolean isGranted(Actor actor, Declaration<?> type, String action) {
    return !granted(actor, type, action).isEmpty();
  }

  /** Returns the condition that a row meets if the actor may do the action to it. */
  Condition condition(Actor actor, Declaration<?> type, String action) {
    Set<AccessScope> scopes = granted(actor, type, action);
    if (scopes.isEmpty()) {
      return Condition.never();
    }
    boolean isPortal = actor.accountId() != null;
    if (scopes.contains(AccessScope.ORGANIZATION) && !isPortal) {
      return Condition.always();
    }
    return reach(actor, type, scopes, isPortal);
  }

  /** Returns the condition for rows that no deleted parent hides. */
  Condition visible(Actor actor, Declaration<?> type, String action) {
    return withParent(type, condition(actor, type, action));
  }

  /** Returns the condition, for a part, with that of a parent that lives. */
  Condition withParent(Declaration<?> type, Condition scope) {
    Field parent = type.parent();
    return parent != null && schema.parentOf(type).isSoft()
        ? scope.and(new Condition.Has(parent.path(), Condition.always()))
        : scope;
  }

  private Condition reach(
      Actor actor, Declaration<?> type, Set<AccessScope> scopes, boolean isPortal) {
    boolean hasOwnScope =
        isScopeTarget(type)
            || type.fields().stream()
                .anyMatch(field -> field.isOwner() || field.isTeam() || field.isAccount());
    Field parent = type.parent();
    if (!hasOwnScope && parent != null) {
      Condition ofParent = reach(actor, schema.parentOf(type), scopes, isPortal);
      return ofParent.equals(Condition.always())
          ? ofParent
          : new Condition.Has(parent.path(), ofParent);
    }
    if (scopes.contains(AccessScope.ORGANIZATION)) {
      if (type.attachment() != null) {
        return own(actor, type); // of what hangs on records, a portal user sees what these let it
      }
      // a portal user sees no other account; what has no account is the organization's for all
      return hasAccount(type) ? account(actor, type) : Condition.always();
    }
    List<Condition> reached = new ArrayList<>();
    if (scopes.contains(AccessScope.OWN)) {
      reached.add(own(actor, type));
    }
    if (scopes.contains(AccessScope.TEAM) && !isPortal) {
      reached.add(own(actor, type));
      reached.add(team(actor, type));
    }
    if (scopes.contains(AccessScope.ACCOUNT) || scopes.contains(AccessScope.TEAM)) {
      reached.add(account(actor, type));
    }
    return Condition.any(
        reached.stream()
            .filter(each -> !each.equals(Condition.never()))
            .distinct()
            .toArray(Condition[]::new));
  }

  private boolean isScopeTarget(Declaration<?> type) {
    return accountTypes.contains(type.name()) || contactTypes.contains(type.name());
  }

  private boolean hasAccount(Declaration<?> type) {
    return accountTypes.contains(type.name()) || type.fields().stream().anyMatch(Field::isAccount);
  }

  private Condition own(Actor actor, Declaration<?> type) {
    List<Condition> owned = new ArrayList<>();
    for (Field field : type.fields()) {
      if (field.isOwner()) {
        UUID self = field.targets().contains("user") ? actor.id() : actor.contactId();
        add(owned, field.path(), self);
      }
    }
    if (contactTypes.contains(type.name())) {
      add(owned, "id", actor.contactId());
    }
    return Condition.any(owned.toArray(Condition[]::new));
  }

  private static Condition team(Actor actor, Declaration<?> type) {
    List<Id<?>> teams = new ArrayList<>();
    actor.teamIds().forEach(id -> teams.add(new Id<>(id)));
    return type.fields().stream()
        .filter(field -> field.isTeam() && !teams.isEmpty())
        .findFirst()
        .map(field -> Condition.in(field.path(), teams))
        .orElse(Condition.never());
  }

  private Condition account(Actor actor, Declaration<?> type) {
    List<Condition> within = new ArrayList<>();
    if (accountTypes.contains(type.name())) {
      add(within, "id", actor.accountId());
    }
    for (Field field : type.fields()) {
      if (field.isAccount()) {
        add(within, field.path(), actor.accountId());
      }
    }
    return Condition.any(within.toArray(Condition[]::new));
  }

  private static void add(List<Condition> conditions, String path, @Nullable UUID id) {
    if (id != null) {
      conditions.add(Condition.eq(path, new Id<>(id)));
    }
  }

  private Set<AccessScope> granted(Actor actor, Declaration<?> type, String action) {
    Set<AccessScope> scopes = actor.grants().scopes(type.name(), action);
    if (scopes.isEmpty() && type.parent() != null) {
      String ofParent =
          switch (action) {
            case "create", "delete" -> "update";
            default -> action;
          };
      return granted(actor, schema.parentOf(type), ofParent);
    }
    return scopes;
  }
}
