package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.error.NotFoundException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Schema;
import io.crmkit.record.Stored;
import io.crmkit.storage.Note;
import io.crmkit.storage.Reads;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One actor in one organization: what every service is built from, ours and an embedder's alike.
 *
 * <p>Thread-safe, but for the session that {@link #transact} hands out, which belongs to its call.
 *
 * @since 0.1
 */
public final class RecordSession {
  static final UUID PLATFORM = new UUID(0, 0);

  private final Engine engine;
  private final Actor actor;
  private final boolean isPlatform;
  private final @Nullable Unit unit;
  private final @Nullable Function<Object, Note> note;

  RecordSession(Engine engine, Actor actor, boolean isPlatform) {
    this(engine, actor, isPlatform, null, null);
  }

  private RecordSession(
      Engine engine,
      Actor actor,
      boolean isPlatform,
      @Nullable Unit unit,
      @Nullable Function<Object, Note> note) {
    this.engine = engine;
    this.actor = actor;
    this.isPlatform = isPlatform;
    this.unit = unit;
    this.note = note;
  }

  /**
   * Returns this session for a single call, in whose transaction a note of its result is kept. The
   * call fails if there is such a note already.
   */
  RecordSession noting(Function<Object, Note> ofResult) {
    return new RecordSession(engine, actor, isPlatform, null, ofResult);
  }

  /**
   * Returns the records of a type.
   *
   * @throws IllegalArgumentException if the type was not declared
   */
  public <T> Records<T> records(Class<T> type) {
    return records(engine.schema().type(type));
  }

  /**
   * Returns the records of a type by its name.
   *
   * @throws NotFoundException if no such type is declared, or it is out of reach
   */
  public Records<?> records(String type) {
    Declaration<?> declared =
        engine.schema().find(type).orElseThrow(() -> new NotFoundException("type", type));
    if (declared.isHidden()) {
      throw new NotFoundException("type", type);
    }
    return records(declared);
  }

  private <T> Records<T> records(Declaration<T> type) {
    if (type.isPlatform() != isPlatform) {
      throw new IllegalArgumentException(
          type + (isPlatform ? " belongs to an organization" : " stands outside of organizations"));
    }
    return new Records<>(engine, this, type);
  }

  /**
   * Does several things in one transaction: all of them are committed when this returns, or none.
   * What is done through the session handed out sees what was done before it. Within it nothing
   * outside of the process may be called.
   */
  public <R> R transact(Function<RecordSession, R> work) {
    return call(
        joined -> {
          R result = work.apply(new RecordSession(engine, actor, isPlatform, joined, null));
          return () -> result;
        });
  }

  /**
   * Does several things within a transaction of the host, on its connection to the database that
   * this CRM is kept in. Its rows and ours are committed together, or neither; until the host has
   * committed nobody else sees the records, their events, or their words. If this throws, nothing
   * of it is left and the host may go on, but for {@link io.crmkit.error.UnavailableException},
   * after which it must roll back. Nothing is tried again after a deadlock.
   *
   * <pre>{@code
   * Joined<Stored<Contact>> joined =
   *     session.join(connection, crm -> crm.records(Contact.class).create(contact));
   * connection.commit();
   * joined.committed();
   * }</pre>
   *
   * @param connection with a transaction open (no auto-commit) at READ COMMITTED
   * @throws IllegalStateException if the records are kept in memory or in a SQLite file
   */
  public <R> Joined<R> join(Connection connection, Function<RecordSession, R> work) {
    if (unit != null) {
      throw new IllegalStateException("a unit of work must not open another");
    }
    return new Commit(engine, this, isPlatform)
        .join(
            connection,
            joined -> {
              R result = work.apply(new RecordSession(engine, actor, isPlatform, joined, null));
              return () -> result;
            });
  }

  /**
   * Does what {@link #transact} does, checks and rules included, and takes it all back: nothing is
   * written, no event appears. Not to be called within a transaction.
   */
  public <R> R rehearse(Function<RecordSession, R> work) {
    if (unit != null) {
      throw new IllegalStateException("a transaction cannot be rehearsed within another");
    }
    return new Commit(engine, this, isPlatform)
        .rehearse(
            joined -> {
              R result = work.apply(new RecordSession(engine, actor, isPlatform, joined, null));
              return () -> result;
            });
  }

  /**
   * Returns the door by which a service writes what callers only read: runs, histories, counts. No
   * rights are judged behind it.
   *
   * @throws IllegalStateException outside of {@link #transact}
   */
  public RuleContext rules() {
    Unit joined = unit;
    if (joined == null) {
      throw new IllegalStateException("rules write within a transaction only");
    }
    return joined.context();
  }

  /**
   * Returns those of these rows that exist, deleted ones too, as rules see them: with what is
   * withheld from every caller. Judges no rights; whoever asks has judged the call.
   */
  public <T> List<Stored<T>> rows(Class<T> type, Collection<Id<T>> ids) {
    Declaration<T> declared = engine.schema().type(type);
    RowReader<T> reader = new RowReader<>(engine, declared, organizationId(), null);
    return reads().findAll(declared, ids.stream().map(Id::value).toList()).stream()
        .map(reader::read)
        .toList();
  }

  /** Returns this session with other facts about the call, which each event keeps. */
  public RecordSession with(Map<String, String> metadata) {
    return new RecordSession(engine, actor.with(metadata), isPlatform, unit, note);
  }

  /**
   * Judges an action that is no verb of a single row, such as an import or an export.
   *
   * @throws io.crmkit.error.NotPermittedException if the actor has {@code type:action} in no scope
   */
  public void require(Declaration<?> type, String action) {
    if (!engine.scopes().isGranted(actor, type, action)) {
      throw new io.crmkit.error.NotPermittedException(type.name() + ":" + action);
    }
  }

  /** Returns the fields that the organization added to a type, by key. */
  public Map<String, CustomField> customFields(Declaration<?> type) {
    return engine.customFields().of(organizationId(), reads(), type);
  }

  /** Returns what is known about the organization's members. */
  public Directory directory() {
    return engine.directory();
  }

  /** Writes several rows of several types at once; see {@link BatchRow}. */
  public List<BatchResult> batch(List<BatchRow> rows, boolean isAtomic) {
    return new Batch(this, engine.schema()).run(rows, isAtomic);
  }

  /** Returns committed events that the actor may see, from behind a position on. */
  public EventPage events(EventFilter filter, long after, int limit) {
    return new EventView(engine, this, filter).read(after, limit);
  }

  /** Returns the committed event at a position of the log, if the actor may see it. */
  public Optional<io.crmkit.record.Event> event(long position) {
    return new EventView(engine, this, EventFilter.ALL).find(position);
  }

  /**
   * Calls {@code listener} with every event from now on that the actor may see, in order, on a
   * thread of the engine. A listener that fails hears no more.
   *
   * @return what ends it
   */
  public Subscription watch(EventFilter filter, Consumer<io.crmkit.record.Event> listener) {
    return watch(filter, engine.events().lastPosition(), listener);
  }

  /** Like {@link #watch(EventFilter, Consumer)}, from behind a position on. */
  public Subscription watch(
      EventFilter filter, long after, Consumer<io.crmkit.record.Event> listener) {
    EventView view = new EventView(engine, this, filter);
    return engine
        .events()
        .subscribe(
            organizationId(),
            after,
            event -> {
              io.crmkit.record.Event seen = view.see(event);
              if (seen != null) {
                listener.accept(seen);
              }
            });
  }

  /** Returns who calls. */
  public Actor actor() {
    return actor;
  }

  /** Returns the organization; the nil UUID for records that stand outside of any. */
  public UUID organizationId() {
    return isPlatform ? PLATFORM : actor.organizationId();
  }

  /** Returns the clock. */
  public Clock clock() {
    return engine.clock();
  }

  /** Returns what the organization chose. */
  public RuleContext.Settings settings() {
    return engine.directory().settings(actor.organizationId());
  }

  /** Returns today in the organization's time zone. */
  public LocalDate today() {
    return LocalDate.ofInstant(engine.now(), settings().zone());
  }

  /** Returns the declared types. */
  public Schema schema() {
    return engine.schema();
  }

  /**
   * Says which rows, in plain form, are about to be made in this transaction, so that what they
   * refer to and what they may repeat is read at once. Changes nothing but the time it takes.
   */
  public void lookAhead(Map<Declaration<?>, List<Map<String, ?>>> creations) {
    Unit joined = unit;
    if (joined != null) {
      creations.forEach(
          (type, rows) -> {
            List<@Nullable Object[]> values = new ArrayList<>();
            rows.forEach(row -> values.add(DraftReader.readLeniently(type, row)));
            joined.works().lookAhead(type, values);
          });
    }
  }

  Engine engine() {
    return engine;
  }

  /** Returns reads that see what this session wrote. */
  Reads reads() {
    if (unit != null) {
      return unit.works().reads();
    }
    return isPlatform
        ? engine.storage().readPlatform()
        : engine.storage().read(actor.organizationId());
  }

  /**
   * Runs a unit of work; within a transaction, as a part of it. The work answers with what makes
   * the result once all rules have run.
   */
  <R> R call(Function<Unit, Supplier<R>> work) {
    Unit joined = unit;
    if (joined != null) {
      return work.apply(joined).get();
    }
    return new Commit(engine, this, isPlatform).run(noted(work));
  }

  private <R> Function<Unit, Supplier<R>> noted(Function<Unit, Supplier<R>> work) {
    Function<Object, Note> ofResult = note;
    if (ofResult == null) {
      return work;
    }
    return begun -> {
      Supplier<R> result = work.apply(begun);
      return () -> {
        R made = result.get();
        begun.works().transaction().addNote(ofResult.apply(made));
        return made;
      };
    };
  }
}
