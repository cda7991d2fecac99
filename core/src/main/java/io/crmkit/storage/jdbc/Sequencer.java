package io.crmkit.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

  /** Deleted rows are not walked over each time; who commits later than so many waits a second. */
  private static final long FLOOR_LAG = 1_000;

  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

  private static final long FULL_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Pools pools;
  private final Dialect dialect;
  private final Listeners listeners;
  private final Duration poll;
  private final OrderTables tables;
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
    this.tables = dialect.orderTables();
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
          int size;
          do {
            size = numbered(isFull);
            tell(chain.position());
          } while (size == BATCH);
          gather(size);
        } else if (!listeners.isEmpty()) {
          tell(lastKnown());
        }
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

  /** Lets a few more events come before the next look, as each look costs the same. */
  private void gather(int size) {
    if (size > 0 && !isStopped) {
      LockSupport.parkNanos(GATHER_NANOS);
    }
  }

  /** Calls the listeners if positions were given since, here or in another process. */
  private void tell(long position) {
    if (position != heard) {
      heard = position;
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

  private int number(Session session, boolean isFull) {
    OrderTables.Taken taken = tables.take(session, isFull ? 0 : floor - FLOOR_LAG, BATCH);
    if (!isKnown || !taken.lease().owner().equals(owner)) {
      chain.restart(taken.lease().position());
      isKnown = true;
    }
    List<OrderTables.Waiting> waiting = taken.waiting();
    if (!waiting.isEmpty()) {
      List<Long> arrivals = waiting.stream().map(OrderTables.Waiting::number).toList();
      chain.number(session, waiting.stream().map(OrderTables.Waiting::event).toList());
      chain.store(session, owner, arrivals);
      floor = Math.max(floor, arrivals.get(arrivals.size() - 1));
    }
    return waiting.size();
  }
}
