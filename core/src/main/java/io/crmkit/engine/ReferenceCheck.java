package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.storage.Row;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells, within one transaction, which references may be made: to living rows that are readable.
 */
final class ReferenceCheck {
  /** The one type that makes a user a member, and so refers to users that are none yet. */
  private static final String MEMBERSHIP = "membership";

  private final Engine engine;
  private final WorkSet works;
  private final Actor actor;
  private final UUID organization;
  private final Map<Asked, Boolean> known = new HashMap<>();
  private final Map<Target, Row> ahead = new HashMap<>();

  private record Target(String type, UUID id) {}

  /** A rule may point to what its actor may not, so that what it asked answers no caller. */
  private record Asked(Target target, boolean isRule) {}

  ReferenceCheck(Engine engine, WorkSet works, Actor actor, UUID organization) {
    this.engine = engine;
    this.works = works;
    this.actor = actor;
    this.organization = organization;
  }

  /** Returns whether a reference may point there. */
  boolean isReferable(Declaration<?> from, Field field, Object value, boolean isRule) {
    Declaration<?> target = References.target(engine.schema(), field, value);
    if (target == null) {
      return false;
    }
    UUID id = References.idOf(value);
    if (target.isPlatform() && !isPlatform()) {
      return isReferablePlatform(from, target, id);
    }
    return known.computeIfAbsent(
        new Asked(new Target(target.name(), id), isRule), key -> isReadable(target, id, isRule));
  }

  /** Forgets what was found good, since a row is deleted. */
  void forget() {
    known.clear();
    ahead.clear();
  }

  /** Reads at once what many rows refer to. */
  void lookAhead(Declaration<?> type, List<@Nullable Object[]> rows) {
    Map<Declaration<?>, Set<UUID>> wanted = new LinkedHashMap<>();
    for (Field field : type.fields()) {
      if (field.isReference()) {
        for (@Nullable Object[] values : rows) {
          Object value = values[field.index()];
          List<?> each =
              value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
          for (Object reference : each) {
            Declaration<?> target = References.target(engine.schema(), field, reference);
            if (target != null && target.isPlatform() == isPlatform()) {
              wanted
                  .computeIfAbsent(target, key -> new LinkedHashSet<>())
                  .add(References.idOf(reference));
            }
          }
        }
      }
    }
    wanted.forEach(
        (target, ids) ->
            works
                .storedReads()
                .findAll(target, ids)
                .forEach(row -> ahead.put(new Target(target.name(), row.id()), row)));
  }

  private boolean isPlatform() {
    return organization.equals(RecordSession.PLATFORM);
  }

  private boolean isReferablePlatform(Declaration<?> from, Declaration<?> target, UUID id) {
    return switch (target.name()) {
      case "user" ->
          from.name().equals(MEMBERSHIP)
              ? engine.storage().readPlatform().find(target, id).isPresent()
              : engine.directory().isActiveMember(organization, id);
      case "organization" -> id.equals(organization);
      default -> engine.storage().readPlatform().find(target, id).isPresent();
    };
  }

  private boolean isReadable(Declaration<?> target, UUID id, boolean isRule) {
    Row row = living(target, id);
    if (row == null) {
      return false;
    }
    if (isRule || isPlatform()) {
      return true;
    }
    Condition scope = engine.scopes().condition(actor, target, "read");
    return scope.equals(Condition.always())
        || works.conditions(target).matches(scope, row)
        || works.attachments().isReadable(target, row);
  }

  private @Nullable Row living(Declaration<?> target, UUID id) {
    Row read = works.isKnown(target, id) ? null : ahead.get(new Target(target.name(), id));
    return read != null && !read.isDeleted() ? read : works.living(target, id);
  }
}
