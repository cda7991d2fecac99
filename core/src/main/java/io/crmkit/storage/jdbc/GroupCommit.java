package io.crmkit.storage.jdbc;

import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.storage.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the units of all callers on the one connection that writes, those that wait at the same time
 * in one transaction, so that they share its flush to the disk. There is no thread of its own: the
 * caller who finds nobody at work leads a group, his own unit among it. Answers and exceptions
 * reach the callers once the group is committed, or is not.
 */
final class GroupCommit {
  /** More bring nothing, and make a slow one hold up more. */
  private static final int MOST = 64;

  private final Kernel kernel;
  private final Chain chain;
  private final Supplier<Session> opener;
  private final Listeners listeners;
  private final Runnable afterCommit;
  private final ReentrantLock leading = new ReentrantLock();
  private final Queue<Unit<?>> waiting = new ConcurrentLinkedQueue<>();
  private @Nullable Session session;
  private volatile long position;
  private volatile boolean isClosed;

  GroupCommit(Kernel kernel, Supplier<Session> opener, Listeners listeners, Runnable afterCommit) {
    this.kernel = kernel;
    this.chain = new Chain(kernel.dialect());
    this.opener = opener;
    this.listeners = listeners;
    this.afterCommit = afterCommit;
  }

  /** A caller's unit and, once it ran, what came of it. */
  private static final class Unit<R> {
    private final UUID organization;
    private final Function<Transaction, R> work;
    private final Thread caller = Thread.currentThread();
    private @Nullable R result;
    private @Nullable Throwable failure;
    private volatile boolean isDone;

    Unit(UUID organization, Function<Transaction, R> work) {
      this.organization = organization;
      this.work = work;
    }

    void done() {
      isDone = true;
      LockSupport.unpark(caller);
    }

    @SuppressWarnings("NullAway") // the result is what the work returned, null where it may
    R answer() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
      return result;
    }
  }

  <R> R run(UUID organization, Function<Transaction, R> work) {
    if (isClosed) {
      throw new IllegalStateException("the storage is closed");
    }
    if (leading.isHeldByCurrentThread()) {
      throw new IllegalStateException("a unit of work must not open another");
    }
    Unit<R> unit = new Unit<>(organization, work);
    waiting.add(unit);
    boolean isInterrupted = false;
    while (!unit.isDone) {
      if (leading.tryLock()) {
        try {
          while (!unit.isDone) {
            lead();
          }
        } finally {
          leading.unlock();
        }
        callNext();
      } else {
        LockSupport.park(this);
        isInterrupted |= Thread.interrupted();
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return unit.answer();
  }

  /** Wakes the first who waits; whoever came later finds the lock free. */
  private void callNext() {
    Unit<?> next = waiting.peek();
    if (next != null) {
      LockSupport.unpark(next.caller);
    }
  }

  private void lead() {
    List<Unit<?>> group = new ArrayList<>();
    for (Unit<?> unit = waiting.poll(); unit != null; unit = waiting.poll()) {
      group.add(unit);
      if (group.size() == MOST) {
        break;
      }
    }
    long before = position; // the chain may be ahead, by events of a group that failed
    try {
      commit(group);
    } catch (RuntimeException | Error e) {
      discard();
      group.forEach(unit -> unit.failure = unit.failure == null ? told(e) : unit.failure);
    } finally {
      group.forEach(Unit::done);
    }
    if (position > before) {
      listeners.call();
    }
    afterCommit.run();
  }

  private void commit(List<Unit<?>> group) {
    Session writer = session();
    writer.execute(new Sql("BEGIN IMMEDIATE"));
    for (Unit<?> unit : group) {
      runOne(writer, unit, group.size() > 1);
    }
    if (group.size() == 1 && group.get(0).failure != null) {
      writer.execute(new Sql("ROLLBACK"));
      return;
    }
    chain.store(writer, "", List.of());
    try {
      writer.execute(new Sql("COMMIT"));
    } catch (SqlFailure e) {
      throw Failures.ofCommit(kernel.dialect(), e);
    }
    position = chain.position();
  }

  private <R> void runOne(Session writer, Unit<R> unit, boolean isGrouped) {
    if (isGrouped) {
      writer.execute(new Sql("SAVEPOINT unit"));
    }
    chain.mark();
    JdbcTransaction transaction = new JdbcTransaction(kernel, unit.organization, writer);
    try {
      unit.result = unit.work.apply(transaction);
      transaction.finish(false);
      chain.number(
          writer,
          transaction.appended().stream()
              .map(
                  event ->
                      new Chain.Open(
                          event.entry().organization(), event.entry().id(), event.hash()))
              .toList());
    } catch (RuntimeException | Error e) {
      unit.failure = e instanceof SqlFailure failure ? told(failure) : e;
      chain.rollback();
      if (isGrouped) {
        writer.execute(new Sql("ROLLBACK TO unit"));
      }
    } finally {
      transaction.end();
    }
    if (isGrouped) {
      writer.execute(new Sql("RELEASE unit"));
    }
  }

  private RuntimeException told(Throwable e) {
    if (e instanceof OutcomeUnknownException open) {
      return open;
    }
    return e instanceof SqlFailure failure
        ? Failures.translate(kernel.dialect(), failure)
        : Failures.unavailable(e);
  }

  private Session session() {
    Session known = session;
    if (known == null) {
      known = opener.get();
      session = known;
      Sql sql = new Sql("SELECT \"position\" FROM ");
      chain.restart(known.number(sql.add(kernel.dialect().quote(KernelTables.SEQUENCER))));
      position = chain.position();
    }
    return known;
  }

  /** Gives the connection up after a failure, with all that was not committed on it. */
  private void discard() {
    Session failed = session;
    session = null;
    if (failed != null) {
      try {
        failed.close();
      } catch (SqlFailure e) {
        // it is of no use any more, and what it held open ends with the process at the latest
      }
    }
  }

  long position() {
    return position;
  }

  /** Runs something while no unit runs. */
  void exclusively(Runnable work) {
    leading.lock();
    try {
      work.run();
    } finally {
      leading.unlock();
      callNext();
    }
  }

  /** Opens the connection, so that failures show at once. */
  void open() {
    exclusively(this::session);
  }

  void close() {
    isClosed = true;
    exclusively(
        () -> {
          while (!waiting.isEmpty()) {
            lead();
          }
          discard();
        });
  }
}
