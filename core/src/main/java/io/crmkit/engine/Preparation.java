package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.ValueFormatException;
import io.crmkit.record.ValueType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a caller wants written to the form in which it is kept: defaults, forms of text, the
 * constraints of the declaration. Sees no other rows, so that it can run before a transaction
 * begins.
 */
final class Preparation<T> {
  private static final String USER = "user";

  private final Engine engine;
  private final Declaration<T> type;
  private final Actor actor;
  private final boolean mayManage;
  private final List<FieldError> errors = new ArrayList<>();

  /**
   * Prepares for an actor; {@code mayManage} lets managed fields be set, as rules and actions do.
   */
  Preparation(Engine engine, Declaration<T> type, Actor actor, boolean mayManage) {
    this.engine = engine;
    this.type = type;
    this.actor = actor;
    this.mayManage = mayManage;
  }

  /** Returns the values of a new row. */
  @Nullable Object[] create(Draft draft) {
    @Nullable Object[] values = draft.values().clone();
    for (Field field : type.fields()) {
      boolean isIgnored = field.isManaged() && !mayManage;
      boolean isCleared = values[field.index()] == null && !field.isNullable();
      if (isIgnored || isCleared || !draft.isGiven(field)) {
        values[field.index()] = initial(field);
      }
    }
    normalize(values);
    own(values);
    return checked(values);
  }

  /** Returns the values of a row after a change. */
  @Nullable Object[] update(@Nullable Object[] before, Draft draft) {
    @Nullable Object[] values = before.clone();
    for (Field field : type.fields()) {
      if (draft.isGiven(field) && (mayManage || !field.isManaged())) {
        Object value = draft.values()[field.index()];
        values[field.index()] = value == null && !field.isNullable() ? initial(field) : value;
      }
    }
    normalize(values);
    follow(before, values);
    return checked(values);
  }

  private static @Nullable Object initial(Field field) {
    Object initial = field.initial();
    if (initial == null && field.isManaged() && !field.isNullable()) {
      return field.type().kind() == Kind.BOOLEAN ? Boolean.FALSE : null;
    }
    return initial;
  }

  private void normalize(@Nullable Object[] values) {
    for (Field field : type.fields()) {
      Object value = values[field.index()];
      if (value == null) {
        continue;
      }
      try {
        Object normal = field.type().normalize(value);
        values[field.index()] = normal == null && !field.isNullable() ? field.initial() : normal;
      } catch (ValueFormatException e) {
        errors.add(new FieldError(field.path(), e.code(), e.getMessage()));
        values[field.index()] = field.initial();
      }
    }
  }

  /** Makes the actor the owner, and the owner's team the team, of a row that names none. */
  private void own(@Nullable Object[] values) {
    Field first = type.fields().stream().filter(Field::isOwner).findFirst().orElse(null);
    if (first != null && values[first.index()] == null) {
      UUID self = first.targets().contains(USER) ? userId() : actor.contactId();
      values[first.index()] = self == null ? null : new Id<>(self);
    }
    Field team = team();
    UUID owner = owner(values);
    if (team != null && values[team.index()] == null && owner != null) {
      values[team.index()] = mainTeam(owner);
    }
  }

  /** Lets the team follow the owner, as long as it is the one that the former owner brought. */
  private void follow(@Nullable Object[] before, @Nullable Object[] values) {
    Field team = team();
    UUID owner = owner(values);
    if (team == null || owner == null || owner.equals(owner(before))) {
      return;
    }
    Object given = values[team.index()];
    UUID former = owner(before);
    boolean isBrought =
        Objects.equals(given, before[team.index()])
            && Objects.equals(given, former == null ? null : mainTeam(former));
    if (isBrought) {
      values[team.index()] = mainTeam(owner);
    }
  }

  private @Nullable Field team() {
    return type.fields().stream().filter(Field::isTeam).findFirst().orElse(null);
  }

  private @Nullable UUID owner(@Nullable Object[] values) {
    for (Field field : type.fields()) {
      if (field.isOwner()
          && field.targets().contains(USER)
          && values[field.index()] instanceof Id<?> owner) {
        return owner.value();
      }
    }
    return null;
  }

  private @Nullable Id<?> mainTeam(UUID member) {
    UUID team = engine.directory().mainTeam(actor.organizationId(), member);
    return team == null ? null : new Id<>(team);
  }

  private @Nullable UUID userId() {
    return actor.kind() == Actor.Kind.USER ? actor.id() : null;
  }

  private @Nullable Object[] checked(@Nullable Object[] values) {
    List<FieldError> broken = type.validate(values, engine.validator());
    for (FieldError error : broken) {
      if (errors.stream().noneMatch(each -> each.field().equals(error.field()))) {
        errors.add(error);
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
    T normal = engine.rules(type.javaType()).normalize(type.value(values));
    return type.values(normal);
  }
}
