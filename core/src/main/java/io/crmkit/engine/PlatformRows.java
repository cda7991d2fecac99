package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes rows of platform types with nothing between. */
final class PlatformRows implements PlatformUnit {
  private static final Actor SELF = Actor.system(RecordSession.PLATFORM, "kernel", Grants.all());

  private final Engine engine;
  private final Reads reads;
  private final @Nullable Transaction tx;
  private final Instant now;
  private final Set<Class<?>> posted = new HashSet<>();

  /** Rows as they stand in this transaction, with what is sealed as it is stored. */
  private final Map<UUID, Row> held = new HashMap<>();

  private PlatformRows(Engine engine, Reads reads, @Nullable Transaction tx) {
    this.engine = engine;
    this.reads = reads;
    this.tx = tx;
    this.now = engine.now();
  }

  static PlatformReads reads(Engine engine) {
    return new PlatformRows(engine, engine.storage().readPlatform(), null);
  }

  /** Works within a unit of whatever organization. */
  static PlatformRows in(Engine engine, Transaction tx) {
    return new PlatformRows(engine, tx, tx);
  }

  /** Runs a transaction, and tells those who wait for what it posted. */
  static <R> R transact(Engine engine, Function<PlatformUnit, R> work) {
    AtomicReference<@Nullable PlatformRows> last = new AtomicReference<>();
    R result =
        engine
            .storage()
            .platform(
                tx -> {
                  PlatformRows rows = new PlatformRows(engine, tx, tx);
                  last.set(rows);
                  return work.apply(rows);
                });
    Objects.requireNonNull(last.get()).committed();
    return result;
  }

  private Transaction tx() {
    return Objects.requireNonNull(tx, "only read");
  }

  private <T> Declaration<T> declared(Class<T> type) {
    return engine.schema().type(type);
  }

  private <T> Lister<T> lister(Declaration<T> type) {
    return new Lister<>(engine, type, RecordSession.PLATFORM, null);
  }

  private <T> Stored<T> stored(Declaration<T> type, Row row) {
    return new RowReader<>(engine, type, RecordSession.PLATFORM, null).read(row);
  }

  private <T> Stored<T> held(Declaration<T> type, Row row) {
    held.put(row.id(), row);
    return stored(type, row);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public <T> Optional<Stored<T>> find(Class<T> type, Id<?> id) {
    Declaration<T> declared = declared(type);
    return reads.find(declared, id.value()).map(row -> stored(declared, row));
  }

  @Override
  public <T> Page<Stored<T>> list(Class<T> type, Query query) {
    return lister(declared(type)).list(reads, query.scanning());
  }

  @Override
  public long count(Class<?> type, Condition where, long most) {
    Declaration<?> declared = declared(type);
    Condition bound = lister(declared).binder(reads).bind(where);
    return reads.count(declared, Selection.of(bound, 1), most);
  }

  @Override
  public OptionalLong greatest(Class<?> type, String field, Condition where) {
    Declaration<?> declared = declared(type);
    Condition bound = lister(declared).binder(reads).bind(where);
    Object greatest =
        reads
            .aggregate(
                declared,
                Selection.of(bound, 1),
                List.of(),
                List.of(new Aggregation.Measure(Aggregation.Op.MAX, field)))
            .get(0)
            .values()
            .get(0);
    return greatest instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  @Override
  public <T> List<Stored<T>> claim(Class<T> type, Query query) {
    Declaration<T> declared = declared(type);
    Binder binder = lister(declared).binder(reads);
    Selection selection =
        new Selection(
            binder.bind(query.where()),
            List.of(),
            binder.bind(query.sort()),
            null,
            query.limit(),
            false);
    return tx().claim(declared, selection).stream().map(row -> held(declared, row)).toList();
  }

  @Override
  public <T> List<Stored<T>> lock(Class<T> type, Collection<Id<T>> ids) {
    Declaration<T> declared = declared(type);
    List<UUID> values = ids.stream().map(Id::value).toList();
    tx().lock(declared, values);
    return reads.findAll(declared, values).stream().map(row -> held(declared, row)).toList();
  }

  @Override
  public void lockNames(Collection<String> names) {
    tx().lockNames(names);
  }

  @Override
  public <T> Optional<Stored<T>> post(Class<T> type, T value) {
    Declaration<T> declared = declared(type);
    @Nullable Object[] values =
        new Preparation<>(engine, declared, SELF, true).create(Draft.of(declared, value));
    Work<T> work = new Work<>(declared, engine.nextId(now), values, now);
    Row row = work.row(now, engine, RecordSession.PLATFORM);
    if (!tx().post(declared, row)) {
      return Optional.empty();
    }
    posted.add(type);
    return Optional.of(stored(declared, row));
  }

  /** Tells those who wait for what was posted. */
  void committed() {
    posted.forEach(engine::tellPosted);
  }

  @Override
  public <T> Stored<T> update(Class<T> type, Stored<T> read, T value) {
    return updateAll(type, Map.of(read, value)).get(0);
  }

  @Override
  public <T> List<Stored<T>> updateAll(Class<T> type, Map<Stored<T>, T> values) {
    Declaration<T> declared = declared(type);
    List<Indexed> before = new ArrayList<>();
    List<Indexed> after = new ArrayList<>();
    values.forEach(
        (read, value) -> {
          Row old = before(declared, read);
          @Nullable Object[] sealed =
              sealed(declared, old, declared.values(read.value()), declared.values(value));
          before.add(indexed(old));
          after.add(
              indexed(
                  new Row(old.id(), old.version() + 1, old.createdAt(), now, null, sealed, null)));
        });
    tx().updateAll(declared, before, after);
    return after.stream().map(row -> held(declared, row.row())).toList();
  }

  @Override
  public <T> void delete(Class<T> type, Stored<T> read) {
    Declaration<T> declared = declared(type);
    tx().delete(declared, indexed(before(declared, read)));
  }

  private <T> Row before(Declaration<T> type, Stored<T> read) {
    UUID id = read.id().value();
    Row known = held.get(id);
    Row before = known == null ? reads.find(type, id).orElse(null) : known;
    if (before == null || before.version() != read.version()) {
      throw new StaleVersionException(
          type + " " + id, read.version(), before == null ? -1 : before.version());
    }
    return before;
  }

  /** Seals what changed; what did not stays as it is stored. */
  private @Nullable Object[] sealed(
      Declaration<?> type, Row before, @Nullable Object[] read, @Nullable Object[] values) {
    for (Field field : type.fields()) {
      int i = field.index();
      if (field.isEncrypted() && values[i] instanceof String text) {
        String place = Sealer.place(RecordSession.PLATFORM, type.name(), before.id(), field.path());
        values[i] = text.equals(read[i]) ? before.values()[i] : engine.sealer().seal(text, place);
      }
    }
    return values;
  }

  private static Indexed indexed(Row row) {
    return new Indexed(row, Collections.emptySortedSet(), List.of());
  }
}
