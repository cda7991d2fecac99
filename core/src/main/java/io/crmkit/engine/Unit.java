package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.error.ConflictException;
import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import io.crmkit.record.Warning;
import io.crmkit.storage.Row;
import io.crmkit.storage.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one transaction. Every door comes through here: references, duplicates, rules, and
 * one event for each changed row. Used by one thread.
 */
final class Unit {
  private static final String DUPLICATE = "DUPLICATE";

  private final Engine engine;
  private final Actor actor;
  private final UUID organization;
  private final Instant now;
  private final WorkSet works;
  private final UnitRules context;
  private final Transaction tx;
  private @Nullable PlatformRows platform;

  Unit(Engine engine, Transaction tx, Actor actor, UUID organization) {
    this.engine = engine;
    this.tx = tx;
    this.actor = actor;
    this.organization = organization;
    this.now = engine.now();
    this.works = new WorkSet(engine, tx, actor, organization, now);
    this.context = new UnitRules(this, engine, actor, organization);
  }

  Instant now() {
    return now;
  }

  WorkSet works() {
    return works;
  }

  RuleContext context() {
    return context;
  }

  /** Returns what posts rows outside of the organization, to be committed with this unit. */
  PlatformRows platform() {
    PlatformRows begun = platform;
    if (begun == null) {
      begun = PlatformRows.in(engine, tx);
      platform = begun;
    }
    return begun;
  }

  /** What a write is made on behalf of. */
  enum Cause {
    /** A caller's verb: scopes and rights count, managed fields do not change. */
    CALLER,
    /** A named action: scopes and rights count, managed fields may change. */
    ACTION,
    /** A rule: nothing is judged. */
    RULE
  }

  <T> Work<T> create(
      Declaration<T> type, @Nullable Object[] values, Draft draft, Cause cause, String action) {
    Instant createdAt = draft.createdAt() == null ? now : draft.createdAt();
    UUID id = engine.nextId(createdAt.isAfter(now) ? now : createdAt);
    Work<T> work = new Work<>(type, id, values, createdAt);
    List<FieldError> errors = new ArrayList<>();
    work.custom = works.custom(type, draft.custom(), null, true, errors);
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
    references(work, null, cause);
    Field parent = type.parent();
    if (parent != null) {
      works.touch(engine.schema().parentOf(type), values[parent.index()], type);
    }
    works.add(work);
    write(work, null);
    if (cause != Cause.RULE && !isInScope(type, work, action)) {
      throw new NotPermittedException(type.name() + ":" + action);
    }
    return work;
  }

  /**
   * Changes a row.
   *
   * @param expected the version that the caller read, or null for whatever is there
   * @param right the action whose permission is asked for
   * @param change returns the values and custom fields wanted, of the row as it is
   */
  <T> Work<T> update(
      Declaration<T> type,
      UUID id,
      @Nullable Long expected,
      Cause cause,
      String right,
      Function<Work<T>, Draft> change) {
    Work<T> work = visible(type, id, expected, cause, right, false);
    @Nullable Object[] before = work.values;
    Draft draft = change.apply(work);
    work.values =
        new Preparation<>(engine, type, actor, cause != Cause.CALLER).update(before, draft);
    List<FieldError> errors = new ArrayList<>();
    work.custom = works.custom(type, draft.custom(), work.custom, false, errors);
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
    references(work, before, cause);
    write(work, cause == Cause.ACTION ? right : null);
    touchParents(work, before);
    return work;
  }

  /** Overwrites a row without rules, version and event. */
  <T> void updateQuietly(Declaration<T> type, UUID id, Draft draft) {
    Work<T> work = visible(type, id, null, Cause.RULE, "update", false);
    works.writeQuietly(
        work, new Preparation<>(engine, type, actor, true).update(work.values, draft));
  }

  <T> Work<T> delete(Declaration<T> type, UUID id, @Nullable Long expected, Cause cause) {
    Work<T> work = visible(type, id, expected, cause, "delete", false);
    delete(work);
    return work;
  }

  private <T> void delete(Work<T> work) {
    works.flush();
    for (Declaration<?> part : engine.schema().partsOf(work.type)) {
      if (!work.type.isSoft()) {
        works.dependents().partsOf(work, part).forEach(id -> delete(works.load(part, id)));
      }
    }
    boolean staysResolvable = work.type.isSoft() || works.dependents().isReferred(work);
    work.deletedAt = staysResolvable ? now : null;
    work.isRemoved = !staysResolvable;
    works.references().forget();
    works.mark(work);
    engine.rules(work.type.javaType()).beforeWrite(change(work, null), context);
    touchParents(work, work.values);
    works.flush();
  }

  <T> Work<T> restore(Declaration<T> type, UUID id, @Nullable Long expected, Cause cause) {
    Work<T> work = visible(type, id, expected, cause, "delete", true);
    if (work.deletedAt == null) {
      throw new ConflictException("NOT_DELETED", type.name() + " " + id + " is not deleted");
    }
    if (!type.isSoft()) {
      throw new ConflictException("NOT_RESTORABLE", type.name() + " cannot be restored");
    }
    work.deletedAt = null;
    works.mark(work);
    references(work, new Object[work.values.length], cause);
    write(work, null);
    touchParents(work, work.values);
    return work;
  }

  /** Runs the rules of rows whose parts changed, writes everything and appends the events. */
  void finish() {
    for (Work<?> parent = works.nextTouched(); parent != null; parent = works.nextTouched()) {
      works.flush();
      rerun(parent);
    }
    works.flush();
    works.appendEvents();
  }

  private <T> void rerun(Work<T> parent) {
    if (!parent.isGone()) {
      @Nullable Object[] before = parent.values;
      write(parent, null);
      touchParents(parent, before);
    }
  }

  /** Tells the rules what was committed. */
  void afterCommit() {
    if (platform != null) {
      platform.committed();
    }
    works.changed().forEach(this::tell);
  }

  private <T> void tell(Work<T> work) {
    engine.forgetReferenceData(work.type, organization);
    try {
      engine.rules(work.type.javaType()).afterCommit(change(work, work.action));
    } catch (RuntimeException e) {
      org.slf4j.LoggerFactory.getLogger(Unit.class)
          .error("a rule of {} failed after the commit of {}", work.type, work.id, e);
    }
  }

  /** Returns a row for a reader that sees what this unit wrote. */
  <T> Stored<T> stored(Work<T> work, @Nullable Actor reader) {
    return new RowReader<>(engine, work.type, organization, reader)
        .read(work.row(now, engine, organization), work.warnings);
  }

  private <T> Work<T> visible(
      Declaration<T> type,
      UUID id,
      @Nullable Long expected,
      Cause cause,
      String right,
      boolean isDeleted) {
    Work<T> work = works.find(type, id);
    if (work == null || work.isRemoved || (!isDeleted && work.deletedAt != null)) {
      throw new NotFoundException(type.name(), id);
    }
    if (cause != Cause.RULE) {
      if (!isInScope(type, work, right)) {
        if (!isInScope(type, work, "read")) {
          throw new NotFoundException(type.name(), id);
        }
        throw new NotPermittedException(type.name() + ":" + right);
      }
      if (expected != null && work.version() != expected) {
        throw new StaleVersionException(type.name() + " " + id, expected, work.version());
      }
    }
    return work;
  }

  private <T> boolean isInScope(Declaration<T> type, Work<T> work, String right) {
    if (type.isPlatform()) {
      return true; // judged by the package that owns the type
    }
    Condition scope = engine.scopes().condition(actor, type, right);
    if (scope.equals(Condition.always())) {
      return true;
    }
    Row row = work.row(now, engine, organization);
    return works.conditions(type).matches(scope, row)
        || (right.equals("read") && works.attachments().isReadable(type, row));
  }

  private <T> void references(Work<T> work, @Nullable Object @Nullable [] before, Cause cause) {
    List<FieldError> errors = new ArrayList<>();
    for (Field field : work.type.fields()) {
      Object value = work.values[field.index()];
      boolean isNew = before == null || !Objects.equals(value, before[field.index()]);
      if (value == null || !field.isReference() || !isNew) {
        continue;
      }
      List<?> all = value instanceof List<?> list ? list : List.of(value);
      for (Object each : all) {
        if (!works.references().isReferable(work.type, field, each, cause == Cause.RULE)) {
          errors.add(
              new FieldError(field.path(), "REFERENCE_NOT_FOUND", "refers to no such record"));
          break;
        }
      }
    }
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
  }

  /** Runs the rules of a row that is made or changed, and keeps what they answer. */
  private <T> void write(Work<T> work, @Nullable String action) {
    RecordRules<T> rules = engine.rules(work.type.javaType());
    if (action != null) {
      work.action = action;
    }
    works.mark(work);
    List<FieldError> errors = new ArrayList<>();
    RecordRules.Change<T> change = change(work, action);
    rules.check(change, context, new FaultList(errors));
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
    T derived = rules.beforeWrite(change, context);
    if (!derived.equals(change.value())) {
      @Nullable Object[] given = work.values;
      work.values =
          new Preparation<>(engine, work.type, actor, true)
              .update(work.values, Draft.change(work.type, derived));
      references(work, given, Cause.RULE);
    }
    works.mark(work);
    duplicates(work);
  }

  private <T> void duplicates(Work<T> work) {
    Row before = work.original;
    boolean isRestored = before != null && before.isDeleted();
    Duplicates.Found found =
        engine
            .duplicates()
            .find(
                organization,
                work,
                before == null || isRestored ? null : before.values(),
                works.storedReads(),
                works);
    if (!found.blocking().isEmpty()) {
      throw duplicate(work.type, readable(work.type, found.blocking()));
    }
    if (!found.warned().isEmpty()) {
      work.warnings.clear();
      work.warnings.add(new Warning(DUPLICATE, readable(work.type, found.warned())));
    }
  }

  private static ConflictException duplicate(Declaration<?> type, List<UUID> readable) {
    String message = type + " is a duplicate";
    return readable.isEmpty()
        ? new ConflictException(DUPLICATE, message)
        : new ConflictException(
            DUPLICATE,
            message,
            Map.of(
                "conflictingId",
                readable.get(0).toString(),
                "ids",
                readable.stream().map(UUID::toString).toList()));
  }

  private <T> List<UUID> readable(Declaration<T> type, Set<UUID> ids) {
    return ids.stream().filter(id -> isReadable(type, id)).toList();
  }

  private <T> boolean isReadable(Declaration<T> type, UUID id) {
    Work<T> work = works.find(type, id);
    return work != null && isInScope(type, work, "read");
  }

  private <T> RecordRules.Change<T> change(Work<T> work, @Nullable String action) {
    Row before = work.original;
    Stored<T> stored =
        before == null ? null : new RowReader<>(engine, work.type, organization, null).read(before);
    return new RecordRules.Change<>(
        work.kind(),
        new Id<>(work.id),
        stored,
        work.type.value(work.values),
        action,
        work.changedParts);
  }

  private <T> void touchParents(Work<T> work, @Nullable Object[] before) {
    Field parent = work.type.parent();
    if (parent != null && work.isChanged()) {
      Declaration<?> parentType = engine.schema().parentOf(work.type);
      Object old = before[parent.index()];
      Object current = work.values[parent.index()];
      works.touch(parentType, current, work.type);
      if (!Objects.equals(old, current)) {
        works.touch(parentType, old, work.type);
      }
    }
  }

  /** Collects faults into a list. */
  private record FaultList(List<FieldError> errors) implements RecordRules.Faults {
    @Override
    public void add(String field, String code, String message) {
      errors.add(new FieldError(field, code, message));
    }

    @Override
    public boolean isEmpty() {
      return errors.isEmpty();
    }
  }
}
