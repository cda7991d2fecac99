package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.error.FieldError;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.storage.Conditions;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import io.crmkit.storage.Transaction;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one transaction works on. They are written late and together: inserts of one type
 * in one statement, one update and one event for each row however often it changed.
 */
final class WorkSet {
  private final Engine engine;
  private final Transaction tx;
  private final Actor actor;
  private final UUID organization;
  private final Instant now;
  private final Map<Key, Work<?>> works = new LinkedHashMap<>();
  private final Set<Key> dirty = new LinkedHashSet<>();
  private final Set<String> dirtyTypes = new HashSet<>();
  private final Set<String> changedTypes = new HashSet<>();
  private final Deque<Key> touched = new ArrayDeque<>();
  private final ReferenceCheck references;
  private final Map<Duplicates.MatchKey, Set<Work<?>>> matched = new HashMap<>();
  private final Set<Duplicates.MatchKey> unmatched = new HashSet<>();
  private final UnitEvents events;

  private record Key(String type, UUID id) {}

  WorkSet(Engine engine, Transaction tx, Actor actor, UUID organization, Instant now) {
    this.engine = engine;
    this.tx = tx;
    this.actor = actor;
    this.organization = organization;
    this.now = now;
    this.events = new UnitEvents(engine, actor, organization, now);
    this.references = new ReferenceCheck(engine, this, actor, organization);
  }

  Collection<Work<?>> all() {
    return works.values();
  }

  /** Returns the rows of this unit by the values that duplicates were looked for by. */
  Map<Duplicates.MatchKey, Set<Work<?>>> matched() {
    return matched;
  }

  /** Returns whether it is known that no stored row matches. */
  boolean isUnmatched(Declaration<?> type, Duplicates.Probe probe) {
    return unmatched.contains(new Duplicates.MatchKey(type.name(), probe));
  }

  /** Looks once for duplicates and references of many rows that are about to be made. */
  void lookAhead(Declaration<?> type, List<@Nullable Object[]> rows) {
    references.lookAhead(type, rows);
    engine
        .duplicates()
        .unmatched(organization, type, rows, tx)
        .forEach(probe -> unmatched.add(new Duplicates.MatchKey(type.name(), probe)));
  }

  /** Returns those of these rows that this unit works on. */
  List<Work<?>> of(Declaration<?> type, Collection<UUID> ids) {
    List<Work<?>> known = new ArrayList<>();
    for (UUID id : ids) {
      Work<?> work = works.get(new Key(type.name(), id));
      if (work != null) {
        known.add(work);
      }
    }
    return known;
  }

  List<Work<?>> changed() {
    return works.values().stream()
        .filter(work -> work.isChanged() && !(work.isRemoved && work.original == null))
        .toList();
  }

  void add(Work<?> work) {
    works.put(key(work), work);
    mark(key(work));
  }

  /** Notes that a row changed since it was last written. */
  void mark(Work<?> work) {
    mark(key(work));
  }

  private void mark(Key key) {
    dirty.add(key);
    dirtyTypes.add(key.type());
    changedTypes.add(key.type());
  }

  private static Key key(Work<?> work) {
    return new Key(work.type.name(), work.id);
  }

  /** Returns a row, deleted or not, as this unit left it; null if there is none. */
  <T> @Nullable Work<T> find(Declaration<T> type, UUID id) {
    Key key = new Key(type.name(), id);
    Work<?> known = works.get(key);
    if (known == null) {
      Row row = tx.find(type, id).orElse(null);
      if (row == null) {
        return null;
      }
      known = new Work<>(type, row, opened(type, row));
      works.put(key, known);
    }
    return cast(known);
  }

  <T> Work<T> load(Declaration<T> type, UUID id) {
    return Objects.requireNonNull(find(type, id), "was just read in this transaction");
  }

  @SuppressWarnings("unchecked") // the key names the type
  private static <T> Work<T> cast(Work<?> work) {
    return (Work<T>) work;
  }

  private <T> @Nullable Object[] opened(Declaration<T> type, Row row) {
    boolean hasSealed = type.fields().stream().anyMatch(Field::isEncrypted);
    return hasSealed
        ? type.values(new RowReader<>(engine, type, organization, null).read(row).value())
        : row.values();
  }

  /**
   * Notes that a part of this row changes: it is locked, gets a new version, and its rules run
   * again.
   */
  void touch(Declaration<?> type, @Nullable Object id, Declaration<?> part) {
    if (!(id instanceof Id<?> parentId)) {
      return;
    }
    Key key = new Key(type.name(), parentId.value());
    lock(type, parentId.value());
    Work<?> parent = find(type, parentId.value());
    if (parent != null && !parent.isGone()) {
      parent.changedParts.add(part.name());
      mark(key);
      if (!parent.isTouched || !touched.contains(key)) {
        parent.isTouched = true;
        touched.add(key);
      }
    }
  }

  /** Keeps others from changing a row, unless this unit works on it already. */
  void lock(Declaration<?> type, UUID id) {
    if (!isKnown(type, id)) {
      tx.lock(type, List.of(id));
    }
  }

  /** Returns the next row whose rules must run again, or null. */
  @Nullable Work<?> nextTouched() {
    Key key = touched.poll();
    return key == null ? null : works.get(key);
  }

  /** Returns reads that see what was flushed. */
  Reads reads() {
    flush();
    return tx;
  }

  /** Returns reads that see what was changed of a type, and of others as far as they ask for it. */
  Reads reads(Declaration<?> type, Condition where) {
    boolean mayLookBeyond = type.parent() != null || looksBeyond(where);
    if (mayLookBeyond || dirtyTypes.contains(type.name())) {
      flush();
    }
    return tx;
  }

  /** Returns whether this unit works on the row. */
  boolean isKnown(Declaration<?> type, UUID id) {
    return works.containsKey(new Key(type.name(), id));
  }

  /** Returns whether this unit may have changed a row of this type. */
  boolean hasChanged(Declaration<?> type) {
    return changedTypes.contains(type.name());
  }

  private static boolean looksBeyond(Condition condition) {
    if (condition instanceof Condition.All all) {
      return all.conditions().stream().anyMatch(WorkSet::looksBeyond);
    }
    if (condition instanceof Condition.Any any) {
      return any.conditions().stream().anyMatch(WorkSet::looksBeyond);
    }
    if (condition instanceof Condition.Not not) {
      return looksBeyond(not.condition());
    }
    return condition instanceof Condition.Has;
  }

  /** Returns the row as it is stored or as this unit left it; null if there is none that lives. */
  @Nullable Row living(Declaration<?> type, UUID id) {
    Work<?> known = works.get(new Key(type.name(), id));
    if (known != null) {
      return known.isGone() ? null : known.row(now, engine, organization);
    }
    Row row = tx.find(type, id).orElse(null);
    return row == null || row.isDeleted() ? null : row;
  }

  /** Returns reads of what was flushed so far, for those who look at the rest by themselves. */
  Reads storedReads() {
    return tx;
  }

  Transaction transaction() {
    return tx;
  }

  /** Returns a judge of conditions that sees the rows as this unit left them. */
  Conditions conditions(Declaration<?> type) {
    return new Conditions(
        type,
        (value, has) -> {
          Declaration<?> target =
              References.target(engine.schema(), type.field(has.field()), value);
          Work<?> referred = target == null ? null : find(target, References.idOf(value));
          return target != null
              && referred != null
              && !referred.isGone()
              && conditions(target)
                  .matches(has.condition(), referred.row(now, engine, organization));
        },
        row -> indexed(type, row).entries());
  }

  /** Returns what judges by the rows as this unit left them. */
  Attachments attachments() {
    return new Attachments(
        engine.schema(),
        engine.scopes(),
        actor,
        new Attachments.Rows() {
          @Override
          public @Nullable Row living(Declaration<?> type, UUID id) {
            return WorkSet.this.living(type, id);
          }

          @Override
          public boolean matches(Declaration<?> type, Condition condition, Row row) {
            return conditions(type).matches(condition, row);
          }
        });
  }

  Dependents dependents() {
    return new Dependents(engine.schema(), tx);
  }

  ReferenceCheck references() {
    return references;
  }

  /** Returns the custom values of a row after a change. */
  @Nullable String custom(
      Declaration<?> type,
      @Nullable Map<String, @Nullable Object> given,
      @Nullable String before,
      boolean isNew,
      List<FieldError> errors) {
    if (given == null && !isNew) {
      return before;
    }
    Map<String, CustomField> defined = engine.customFields().of(organization, tx, type);
    return engine.customFields().merge(defined, given, before, isNew, errors);
  }

  private Indexed indexed(Declaration<?> type, Row row) {
    List<Indexed.Entry> custom =
        row.custom() == null
            ? List.of()
            : CustomFields.entries(engine.customFields().of(organization, tx, type), row.custom());
    return Indexing.of(type, row, custom);
  }

  /**
   * Writes what changed since the last time: rows that are made, then rows that change, then the
   * rest.
   */
  void flush() {
    if (dirty.isEmpty()) {
      return;
    }
    Map<Declaration<?>, List<Indexed>> inserts = new LinkedHashMap<>();
    List<Work<?>> updates = new ArrayList<>();
    List<Work<?>> removals = new ArrayList<>();
    for (Key key : new ArrayList<>(dirty)) {
      Work<?> work = works.get(key);
      if (work == null) {
        continue;
      }
      if (work.isRemoved) {
        removals.add(work);
      } else if (work.written == null) {
        Row row = work.row(now, engine, organization);
        work.written = row;
        inserts.computeIfAbsent(work.type, type -> new ArrayList<>()).add(indexed(work.type, row));
      } else if (work.isToBeWritten()) {
        updates.add(work);
      }
    }
    dirty.clear();
    dirtyTypes.clear();
    InsertOrder.of(engine.schema(), inserts).forEach(tx::insert);
    updates.forEach(this::update);
    removals.forEach(this::remove);
  }

  /** Writes values at once, under the version that the row has; or with what else changes it. */
  <T> void writeQuietly(Work<T> work, @Nullable Object[] values) {
    Row before = work.original;
    work.values = values;
    if (before == null || dirty.contains(key(work)) || !before.equals(work.written)) {
      mark(work);
      return;
    }
    Row changed = work.row(now, engine, organization);
    Row after =
        new Row(
            before.id(),
            before.version(),
            before.createdAt(),
            before.updatedAt(),
            before.deletedAt(),
            changed.values(),
            before.custom());
    tx.update(work.type, indexed(work.type, before), indexed(work.type, after));
    works.remove(key(work));
  }

  private void update(Work<?> work) {
    Row before = Objects.requireNonNull(work.written);
    Row after = work.row(now, engine, organization);
    if (!after.equals(before)) {
      tx.update(work.type, indexed(work.type, before), indexed(work.type, after));
      work.written = after;
    }
  }

  private void remove(Work<?> work) {
    if (work.written != null) {
      tx.delete(work.type, indexed(work.type, work.written));
      work.written = null;
    }
  }

  void emit(String action, String type, UUID id, Map<String, @Nullable Object> facts) {
    Work<?> work = works.get(new Key(type, id));
    events.emit(action, type, id, work == null ? 1 : work.version(), facts);
  }

  /** Appends an event of each changed row, and the named ones behind them. */
  void appendEvents() {
    changed().stream().filter(work -> work.type.isLogged()).forEach(events::add);
    List<LogEntry> all = events.all();
    if (!all.isEmpty()) {
      tx.append(all);
    }
  }
}
