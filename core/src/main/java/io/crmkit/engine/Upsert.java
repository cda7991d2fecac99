package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds records by a key to change them, and makes those that are missing. */
final class Upsert<T> {
  private final Engine engine;
  private final RecordSession session;
  private final Declaration<T> type;
  private final @Nullable Actor reader;
  private final Unit.Cause cause;

  Upsert(Engine engine, RecordSession session, Declaration<T> type, @Nullable Actor reader) {
    this.engine = engine;
    this.session = session;
    this.type = type;
    this.reader = reader;
    this.cause = type.isPlatform() ? Unit.Cause.RULE : Unit.Cause.CALLER;
  }

  Upserted<T> upsert(String key, Map<String, ?> plain) {
    Field field = keyField(key);
    Draft draft = DraftReader.read(type, plain);
    Object value = draft.values()[field.index()];
    Object normal = value == null ? null : field.type().normalize(value);
    if (normal == null) {
      throw InvalidValueException.of(key, "REQUIRED", "is the key of the upsert");
    }
    return session.call(
        unit -> {
          lock(unit, field, List.of(normal));
          Query same = Query.where(Condition.eq(key, normal)).limit(1);
          List<Stored<T>> found = lister().list(unit.works().reads(), same).items();
          boolean isCreated = found.isEmpty();
          Work<T> work =
              isCreated
                  ? create(unit, draft)
                  : unit.update(
                      type, found.get(0).id().value(), null, cause, "update", current -> draft);
          return () -> new Upserted<>(unit.stored(work, reader), isCreated);
        });
  }

  private Work<T> create(Unit unit, Draft draft) {
    Preparation<T> preparation =
        new Preparation<>(engine, type, session.actor(), cause == Unit.Cause.RULE);
    return unit.create(type, preparation.create(draft), draft, cause, "create");
  }

  List<Stored<T>> findAll(String key, Collection<?> values) {
    Field field = keyField(key);
    return session.call(
        unit -> {
          if (!field.isUnique()) {
            lock(unit, field, values);
          }
          Query same = Query.where(Condition.in(key, List.copyOf(values))).sort("createdAt");
          List<Stored<T>> found = new ArrayList<>();
          if (!values.isEmpty()) {
            lister().forEach(unit.works().reads(), same, found::add);
          }
          return () -> found;
        });
  }

  /** Finds records whoever may read them. */
  private Lister<T> lister() {
    return new Lister<>(engine, type, session.organizationId(), null);
  }

  /** Makes everybody wait who looks for the same values, until this unit ends. */
  private void lock(Unit unit, Field key, Collection<?> values) {
    List<String> names = new ArrayList<>();
    for (Object value : values) {
      names.add(Digests.sha256(type + "/" + key.path() + "/" + key.type().print(value)));
    }
    unit.works().transaction().lockNames(names);
  }

  private Field keyField(String key) {
    Field field = type.find(key).orElse(null);
    if (field == null || field.isEnvelope() || !field.isIndexed() || field.isManaged()) {
      throw InvalidRequestException.parameter(
          "INVALID_KEY", "key", "names no unique or indexed field of " + type);
    }
    return field;
  }
}
