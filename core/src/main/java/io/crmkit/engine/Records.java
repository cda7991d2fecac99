package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.record.Verb;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The records of one type, as one actor may see and change them. Each method is judged by
 * permission, row scope and field rights; a changing one returns once row and event are committed
 * together.
 *
 * <p>Thread-safe, unless it came from a session inside {@link RecordSession#transact}.
 *
 * @param <T> the record type
 * @since 0.1
 */
public final class Records<T> {
  private final Engine engine;
  private final RecordSession session;
  private final Declaration<T> type;
  private final @Nullable Actor reader;

  Records(Engine engine, RecordSession session, Declaration<T> type) {
    this.engine = engine;
    this.session = session;
    this.type = type;
    this.reader = type.isPlatform() ? null : session.actor();
  }

  /** Returns the declaration of the type. */
  public Declaration<T> type() {
    return type;
  }

  // reading

  /** Returns a living record, or nothing where {@link #get} would throw. */
  public Optional<Stored<T>> find(Id<T> id) {
    require("read");
    Reads reads = session.reads();
    Optional<Row> row = reads.find(type, id.value());
    return row.filter(each -> !each.isDeleted() && isInScope(reads, each, "read"))
        .map(rowReader()::read);
  }

  /**
   * Returns a living record.
   *
   * @throws NotFoundException if there is none with this id that the actor may read
   */
  public Stored<T> get(Id<T> id) {
    return find(id).orElseThrow(() -> new NotFoundException(type.name(), id));
  }

  /**
   * Returns one page.
   *
   * @throws InvalidRequestException if the query names an unknown field, compares with a wrong
   *     value, carries a foreign cursor, or would walk more than 10,000 rows without an index
   */
  public Page<Stored<T>> list(Query query) {
    require(query.isDeleted() ? "delete" : "read");
    return lister().list(session.reads(), query);
  }

  /**
   * Calls {@code each} with every record that meets the query, in its order; the limit does not
   * count.
   */
  public void forEach(Query query, Consumer<Stored<T>> each) {
    require("read");
    lister().forEach(session.reads(), query, each);
  }

  /** Returns how many records meet the query. */
  public long count(Query query) {
    require("read");
    return lister().count(session.reads(), query);
  }

  /** Groups and measures the records; see {@link Aggregation}. */
  public List<Aggregation.Group> aggregate(Aggregation aggregation) {
    require("read");
    return new Aggregator(type, lister(), session.settings().zone())
        .run(session.reads(), aggregation);
  }

  /**
   * Returns the events of a record, newest first, also of one that is deleted.
   *
   * @param cursor where to go on, from an earlier page, or null
   * @throws NotFoundException if the actor may not read the record
   */
  public Page<Event> history(Id<T> id, @Nullable String cursor, int limit) {
    require("read");
    return new History<>(engine, session, this).page(id, cursor, limit);
  }

  // writing

  /**
   * Makes a record. Managed components of {@code value} are ignored.
   *
   * @throws io.crmkit.error.InvalidValueException naming every wrong field
   * @throws io.crmkit.error.ConflictException if a unique value is taken, or a duplicate is refused
   */
  public Stored<T> create(T value) {
    return create(Draft.of(type, value));
  }

  /** Makes a record of its plain form, as JSON has it. Unknown and managed fields are refused. */
  public Stored<T> createPlain(Map<String, ?> plain) {
    return create(DraftReader.read(type, plain));
  }

  /** Makes a record as it was elsewhere: with its original time. */
  public Stored<T> createPlain(Map<String, ?> plain, @Nullable Instant createdAt) {
    Draft draft = DraftReader.read(type, plain);
    return create(new Draft(draft.values(), draft.given(), draft.custom(), createdAt));
  }

  private Stored<T> create(Draft draft) {
    require(Verb.CREATE, "create");
    @Nullable Object[] values =
        new Preparation<>(engine, type, session.actor(), isRule()).create(draft);
    return session.call(
        unit -> {
          Work<T> work = unit.create(type, values, draft, cause(), "create");
          return () -> unit.stored(work, reader);
        });
  }

  /**
   * Changes a record as it was read.
   *
   * @throws io.crmkit.error.StaleVersionException if it changed since
   */
  public Stored<T> update(Stored<T> read, T value) {
    return update(read.id(), read.version(), current -> value);
  }

  /**
   * Changes a record. A change that changes nothing makes no version and no event.
   *
   * @param expected the version that the caller read, or null to change whatever is there
   * @throws NotFoundException if there is none with this id that the actor may read
   * @throws NotPermittedException if the actor may read but not change it
   * @throws io.crmkit.error.StaleVersionException if it is at another version
   */
  public Stored<T> update(Id<T> id, @Nullable Long expected, UnaryOperator<T> change) {
    require(Verb.UPDATE, "update");
    return change(id, expected, cause(), "update", change);
  }

  /** Changes the fields that are named in the plain form; null clears one. */
  public Stored<T> updatePlain(Id<T> id, @Nullable Long expected, Map<String, ?> plain) {
    require(Verb.UPDATE, "update");
    return session.call(
        unit -> {
          Work<T> work =
              unit.update(
                  type,
                  id.value(),
                  expected,
                  cause(),
                  "update",
                  current -> DraftReader.read(type, plain));
          return () -> unit.stored(work, reader);
        });
  }

  /**
   * Changes a record by a named action of its type, which may set managed fields. The permission
   * asked for is {@code type:action}.
   *
   * @param action one of the actions that the type declares
   */
  public Stored<T> act(String action, Id<T> id, @Nullable Long expected, UnaryOperator<T> change) {
    if (!type.actions().contains(action)) {
      throw new IllegalArgumentException(type + " has no action " + action);
    }
    require(action);
    return change(id, expected, Unit.Cause.ACTION, action, change);
  }

  private Stored<T> change(
      Id<T> id, @Nullable Long expected, Unit.Cause cause, String right, UnaryOperator<T> change) {
    return session.call(
        unit -> {
          Work<T> work =
              unit.update(
                  type,
                  id.value(),
                  expected,
                  cause,
                  right,
                  current -> Draft.change(type, change.apply(type.value(current.values))));
          return () -> unit.stored(work, reader);
        });
  }

  /**
   * Makes a record, or changes the living one whose {@code key} has the same value. Concurrent
   * calls with one value make one record; a deleted one is not revived.
   *
   * @param key path of a unique or indexed field
   * @return the record, and whether it was made
   */
  public Upserted<T> upsertPlain(String key, Map<String, ?> plain) {
    require(Verb.CREATE, "create");
    require(Verb.UPDATE, "update");
    return upsert().upsert(key, plain);
  }

  /**
   * Returns what is wrong with the plain form of a new record, as far as its declaration can tell:
   * no row is read, and no rule of the type runs.
   */
  public List<FieldError> check(Map<String, ?> plain) {
    try {
      Draft draft = DraftReader.read(type, plain);
      new Preparation<>(engine, type, session.actor(), isRule()).create(draft);
      return List.of();
    } catch (io.crmkit.error.InvalidValueException e) {
      return e.errors();
    }
  }

  /**
   * Returns the living records that have one of these values in a key, whoever may read them.
   * Within a transaction, until it ends nobody else upserts a record with one of these values.
   *
   * @param key path of a unique or indexed field
   * @param values of the field's type, in the form in which they are kept
   */
  public List<Stored<T>> findByKey(String key, Collection<?> values) {
    require(Verb.CREATE, "create");
    require(Verb.UPDATE, "update");
    return upsert().findAll(key, values);
  }

  /**
   * Deletes a record: softly where the type says so or others point to it, else for good.
   *
   * @param expected the version that the caller read, or null for any
   */
  public void delete(Id<T> id, @Nullable Long expected) {
    require(Verb.DELETE, "delete");
    session.call(
        unit -> {
          unit.delete(type, id.value(), expected, cause());
          return () -> Boolean.TRUE;
        });
  }

  /**
   * Brings a softly deleted record back.
   *
   * @throws io.crmkit.error.ConflictException if it lives, or a unique value of it was taken
   *     meanwhile
   */
  public Stored<T> restore(Id<T> id, @Nullable Long expected) {
    require(Verb.DELETE, "delete");
    return session.call(
        unit -> {
          Work<T> work = unit.restore(type, id.value(), expected, cause());
          return () -> unit.stored(work, reader);
        });
  }

  /**
   * Returns the plain form of a record, as JSON shows it.
   *
   * @param fields paths to show beside id and version; empty shows all
   */
  public Map<String, @Nullable Object> plain(Stored<T> stored, Set<String> fields) {
    return PlainForm.of(type, stored, fields);
  }

  boolean isInScope(Reads reads, Row row, String action) {
    if (reader == null) {
      return true;
    }
    Condition visible = engine.scopes().visible(reader, type, action);
    return visible.equals(Condition.always())
        || lister().conditions(reads).matches(visible, row)
        || (action.equals("read")
            && Attachments.of(engine, reader, session.organizationId(), reads)
                .isReadable(type, row));
  }

  private Lister<T> lister() {
    return new Lister<>(engine, type, session.organizationId(), reader);
  }

  private RowReader<T> rowReader() {
    return new RowReader<>(engine, type, session.organizationId(), reader);
  }

  private Upsert<T> upsert() {
    return new Upsert<>(engine, session, type, reader);
  }

  private Unit.Cause cause() {
    return isRule() ? Unit.Cause.RULE : Unit.Cause.CALLER;
  }

  private boolean isRule() {
    return type.isPlatform();
  }

  private void require(Verb verb, String action) {
    if (!type.verbs().contains(verb) && !type.isPlatform()) {
      throw new InvalidRequestException(
          "VERB_NOT_OFFERED", type + " does not offer " + action + " to callers");
    }
    require(action);
  }

  private void require(String action) {
    if (!type.isPlatform() && !engine.scopes().isGranted(session.actor(), type, action)) {
      throw new NotPermittedException(type.name() + ":" + action);
    }
  }

  @Override
  public String toString() {
    return Objects.toString(type.plural());
  }
}
