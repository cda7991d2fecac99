package io.crmkit.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives committed events their order. Each process has one; the one that holds the lock of the
 * lease row numbers a batch, the others wait, so that no position is given twice or left out. An
 * event that was committed is seen here whenever its unit began, so a late committer comes later,
 * and is never missed.
 */
final class Sequencer {
  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
  private static final int BATCH = 500;

  /** Deleted rows that an old snapshot keeps are not walked over each time. */
  private static final long FLOOR_LAG = 10_000;

  private static final long FULL_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Pools pools;
  private final Dialect dialect;
  private final Listeners listeners;
  private final Duration poll;
  private final Chain chain;
  private final String owner = UUID.randomUUID().toString();
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean isStopped;
  private long floor;
  private long lastFullLook;
  private long heard = -1;

  /** Whether the chain knows what the lease's owner knew last. */
  private boolean isKnown;

  Sequencer(Pools pools, Listeners listeners, Duration poll) {
    this.pools = pools;
    this.dialect = pools.dialect();
    this.listeners = listeners;
    this.poll = poll;
    this.chain = new Chain(dialect);
    this.thread = new Thread(this::run, "crmkit-sequencer");
    thread.setDaemon(true);
    lastFullLook = System.nanoTime() - FULL_LOOK_NANOS;
  }

  void start() {
    thread.start();
  }

  /** Says that events were committed. */
  void wake() {
    wake.release();
  }

  /** Ends after one more look, as the last commit may lie between an empty look and the call. */
  void stop() {
    isStopped = true;
    wake.release();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean isLast = false;
    while (!isLast) {
      boolean isWoken = await();
      isLast = isStopped;
      try {
        boolean isFull = System.nanoTime() - lastFullLook >= FULL_LOOK_NANOS;
        if (isFull) {
          lastFullLook = System.nanoTime();
        }
        if (isWoken || isFull || isLast) {
          while (numbered(isFull) == BATCH) {
            tell();
          }
        }
        tell();
      } catch (RuntimeException e) { // whatever it is, events must not stay without an order
        chain.restart(0);
        isKnown = false;
        if (!isLast) {
          LOG.warn("events could not be put in order; it will be tried again", e);
          pause();
          wake.release();
        }
      }
    }
  }

  private boolean await() {
    long millis = listeners.isEmpty() ? TimeUnit.SECONDS.toMillis(1) : poll.toMillis();
    try {
      boolean isWoken = wake.tryAcquire(Math.max(1, millis), TimeUnit.MILLISECONDS);
      wake.drainPermits();
      return isWoken;
    } catch (InterruptedException e) {
      isStopped = true; // nobody but the end of the process interrupts this thread
      return true;
    }
  }

  private void pause() {
    try {
      Thread.sleep(Math.max(50, poll.toMillis()));
    } catch (InterruptedException e) {
      isStopped = true;
    }
  }

  /** Calls the listeners if positions were given since, here or in another process. */
  private void tell() {
    if (listeners.isEmpty() || (isStopped && heard == chain.position())) {
      return;
    }
    long now = lastKnown();
    if (now != heard) {
      heard = now;
      listeners.call();
    }
  }

  private long lastKnown() {
    try (Connection connection = pools.reading()) {
      return position(new Session(connection, dialect, false));
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  long position(Session session) {
    Sql sql = new Sql("SELECT ").add(dialect.quote("position")).add(" FROM ");
    return session.number(sql.add(dialect.quote(KernelTables.SEQUENCER)));
  }

  /** Numbers a batch and returns its size. */
  private int numbered(boolean isFull) {
    try (Connection connection = pools.ordering()) {
      try {
        int size = number(new Session(connection, dialect, false), isFull);
        connection.commit();
        return size;
      } catch (SQLException | RuntimeException e) {
        isKnown = false;
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  private record Lease(String owner, long position) {}

  private record Todo(long number, Chain.Open event) {}

  private int number(Session session, boolean isFull) {
    Sql lock = new Sql("SELECT ").add(dialect.quote("owner")).add(", ");
    lock.add(dialect.quote("position")).add(" FROM ").add(dialect.quote(KernelTables.SEQUENCER));
    Lease lease =
        session
            .find(
                lock.add(" FOR UPDATE"),
                result -> new Lease(result.getString(1), result.getLong(2)))
            .orElseThrow(() -> new IllegalStateException("the lease of the sequencer is missing"));
    if (!isKnown || !lease.owner().equals(owner)) {
      chain.restart(lease.position());
      isKnown = true;
    }
    List<Todo> todo = todo(session, isFull ? 0 : floor - FLOOR_LAG);
    if (todo.isEmpty()) {
      return 0;
    }
    chain.mark();
    chain.number(session, todo.stream().map(Todo::event).toList());
    List<Object> numbers = new ArrayList<>();
    todo.forEach(each -> numbers.add(each.number()));
    Sql delete = new Sql("DELETE FROM ").add(dialect.quote(KernelTables.TODO)).add(" WHERE ");
    dialect.in(delete, dialect.quote("n"), numbers, false);
    session.update(delete);
    chain.store(session, owner);
    floor = Math.max(floor, todo.get(todo.size() - 1).number());
    return todo.size();
  }

  private List<Todo> todo(Session session, long above) {
    Sql sql = new Sql("SELECT ");
    sql.add(dialect.quote("n")).add(", ").add(dialect.quote("organization_id")).add(", ");
    sql.add(dialect.quote("event_id")).add(", ").add(dialect.quote("hash")).add(" FROM ");
    sql.add(dialect.quote(KernelTables.TODO)).add(" WHERE ").add(dialect.quote("n"));
    sql.add(" > ").arg(above).add(" ORDER BY ").add(dialect.quote("n")).limit(BATCH);
    return session.list(
        sql,
        result ->
            new Todo(
                result.getLong(1),
                new Chain.Open(
                    dialect.readId(result, 2), dialect.readId(result, 3), result.getBytes(4))));
  }
}
