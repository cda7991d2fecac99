package io.crmkit.engine;

import io.crmkit.error.ConflictException;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Sort;
import io.crmkit.storage.HostTransactions;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Transaction;
import io.crmkit.storage.UniqueKeyException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs one unit of work in a transaction of its own, and tells what a taken value is taken by. */
final class Commit {
  private final Engine engine;
  private final RecordSession session;
  private final boolean isPlatform;

  Commit(Engine engine, RecordSession session, boolean isPlatform) {
    this.engine = engine;
    this.session = session;
    this.isPlatform = isPlatform;
  }

  <R> R run(Function<Unit, Supplier<R>> work) {
    AtomicReference<@Nullable Unit> last = new AtomicReference<>();
    R result = inTransaction(tx -> work(work, tx, last), last);
    Unit unit = last.get();
    if (unit != null) {
      unit.afterCommit();
    }
    return result;
  }

  /** Runs the work as a part of the host's transaction. */
  <R> Joined<R> join(Connection connection, Function<Unit, Supplier<R>> work) {
    if (isPlatform || !(engine.storage() instanceof HostTransactions storage)) {
      throw new IllegalStateException("this storage cannot join a transaction of the host");
    }
    AtomicReference<@Nullable Unit> last = new AtomicReference<>();
    try {
      R result = storage.join(connection, session.organizationId(), tx -> work(work, tx, last));
      return new Joined<>(
          result,
          () -> {
            storage.committed();
            Objects.requireNonNull(last.get()).afterCommit();
          });
    } catch (UniqueKeyException e) {
      throw conflict(e, last.get());
    }
  }

  /** Runs the work as {@link #run} does, and takes it back where that would commit. */
  <R> R rehearse(Function<Unit, Supplier<R>> work) {
    AtomicReference<@Nullable Unit> last = new AtomicReference<>();
    AtomicReference<@Nullable Supplier<R>> done = new AtomicReference<>();
    try {
      return inTransaction(
          tx -> {
            R result = work(work, tx, last);
            done.set(() -> result);
            throw new TakenBackException();
          },
          last);
    } catch (TakenBackException e) {
      return Objects.requireNonNull(done.get()).get();
    }
  }

  private <R> R work(
      Function<Unit, Supplier<R>> work, Transaction tx, AtomicReference<@Nullable Unit> last) {
    Unit unit = new Unit(engine, tx, session.actor(), session.organizationId());
    last.set(unit);
    Supplier<R> result = work.apply(unit);
    unit.finish();
    return result.get();
  }

  private <R> R inTransaction(Function<Transaction, R> body, AtomicReference<@Nullable Unit> last) {
    try {
      return isPlatform
          ? engine.storage().platform(body)
          : engine.storage().transact(session.organizationId(), body);
    } catch (UniqueKeyException e) {
      throw conflict(e, last.get());
    }
  }

  /** Ends a rehearsal. */
  private static final class TakenBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TakenBackException() {
      super("the work was a rehearsal", null, false, false);
    }
  }

  private ConflictException conflict(UniqueKeyException e, @Nullable Unit unit) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("type", e.type());
    context.put("fields", e.fields());
    Declaration<?> type = engine.schema().find(e.type()).orElse(null);
    if (unit != null && type != null && !e.fields().isEmpty()) {
      UUID other = other(type, e.fields(), unit);
      if (other != null) {
        context.put("conflictingId", other.toString());
      }
    }
    return new ConflictException(
        "UNIQUE_VALUE", "a value of " + e.type() + " " + e.fields() + " is taken", context);
  }

  /** Returns the stored row that holds the value, if the actor may read it. */
  private @Nullable UUID other(Declaration<?> type, List<String> paths, Unit unit) {
    Reads reads = session.reads();
    Condition scope =
        isPlatform ? Condition.never() : engine.scopes().condition(session.actor(), type, "read");
    for (Work<?> work : unit.works().all()) {
      if (work.type != type || work.isGone()) {
        continue;
      }
      List<Condition> equal = new ArrayList<>();
      for (String path : paths) {
        Field field = type.field(path);
        equal.add(Condition.eq(path, work.values[field.index()]));
      }
      Selection selection =
          new Selection(
              scope.and(new Condition.All(equal)),
              List.of(),
              List.of(new Sort("createdAt", true)),
              null,
              2,
              false);
      for (var row : reads.select(type, selection).rows()) {
        if (!row.id().equals(work.id)) {
          return row.id();
        }
      }
    }
    return null;
  }
}
