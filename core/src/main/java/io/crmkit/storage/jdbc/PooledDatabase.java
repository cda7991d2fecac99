package io.crmkit.storage.jdbc;

import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.UnavailableException;
import io.crmkit.storage.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A database server: every unit has a connection, and the sequencer orders events afterwards. */
final class PooledDatabase implements Database {
  /** Units that deadlocked are run again so often. */
  private static final int MOST_RUNS = 10;

  private static final long LONGEST_PAUSE_MICROS = 4_000;

  private final Pools pools;
  private final Dialect dialect;
  private final Duration poll;
  private final Listeners listeners = new Listeners();
  private final Statistics statistics;
  private @Nullable Kernel kernel;
  private @Nullable Sequencer sequencer;
  private volatile boolean isClosed;

  PooledDatabase(Pools pools, Duration poll) {
    this.pools = pools;
    this.dialect = pools.dialect();
    this.poll = poll;
    this.statistics = new Statistics(pools);
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public void own() {
    // a server is shared
  }

  @Override
  public <R> R setUp(Function<Session, R> work) {
    try (Connection connection = pools.writing()) {
      try {
        R result = work.apply(new Session(connection, dialect, false));
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SqlFailure e) {
      throw Failures.translate(dialect, e);
    } catch (SQLException e) {
      throw Failures.unavailable(e);
    }
  }

  @Override
  public void start(Kernel opened) {
    kernel = opened;
    sequencer = new Sequencer(pools, listeners, poll);
    sequencer.start();
  }

  private Sequencer sequencer() {
    if (sequencer == null) {
      throw new IllegalStateException("the storage is not open");
    }
    return sequencer;
  }

  @Override
  public <R> R read(Function<Session, R> work) {
    checkOpen();
    try (Connection connection = pools.reading()) {
      return work.apply(new Session(connection, dialect, false));
    } catch (SqlFailure e) {
      throw Failures.translate(dialect, e);
    } catch (SQLException e) {
      throw Failures.unavailable(e);
    }
  }

  private void checkOpen() {
    if (isClosed) {
      throw new IllegalStateException("the storage is closed");
    }
  }

  @Override
  public <R> R transact(UUID organization, Function<Transaction, R> work) {
    checkOpen();
    for (int run = 1; ; run++) {
      try {
        return once(organization, work);
      } catch (SqlFailure e) {
        if (run == MOST_RUNS || !dialect.isRetryable(e.failure())) {
          throw Failures.translate(dialect, e);
        }
        long most = LONGEST_PAUSE_MICROS * run;
        LockSupport.parkNanos(
            TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextLong(most)));
      }
    }
  }

  private Kernel kernel() {
    if (kernel == null) {
      throw new IllegalStateException("the storage is not open");
    }
    return kernel;
  }

  @Override
  public <R> R join(Connection connection, UUID organization, Function<Transaction, R> work) {
    checkOpen();
    try {
      return new HostUnit(kernel(), connection).run(organization, work);
    } catch (SqlFailure e) {
      throw Failures.translate(dialect, e);
    } catch (SQLException e) {
      throw Failures.translate(dialect, new SqlFailure(e));
    }
  }

  @Override
  public void committed() {
    sequencer().wake();
  }

  private <R> R once(UUID organization, Function<Transaction, R> work) {
    Connection connection = pools.writing();
    JdbcTransaction transaction =
        new JdbcTransaction(kernel(), organization, new Session(connection, dialect, false));
    boolean isCommitted = false;
    R result;
    try {
      result = work.apply(transaction);
      commit(transaction, connection);
      isCommitted = true;
    } catch (RuntimeException e) {
      // what the work made of a failed statement hides that it may succeed next time
      boolean isOpen = e instanceof OutcomeUnknownException;
      if (!isOpen && transaction.failure() instanceof SqlFailure first) {
        throw first;
      }
      throw e;
    } finally {
      transaction.end();
      giveBack(connection, isCommitted);
    }
    if (!transaction.appended().isEmpty()) {
      sequencer().wake();
    }
    statistics.grown(transaction.added());
    return result;
  }

  private void commit(JdbcTransaction transaction, Connection connection) {
    boolean isSound = transaction.failure() == null;
    try {
      transaction.finish(true);
      connection.commit();
    } catch (SQLException e) {
      throw Failures.ofCommit(dialect, new SqlFailure(e));
    } catch (SqlFailure e) {
      throw isSound ? Failures.ofCommit(dialect, e) : e;
    }
  }

  private static void giveBack(Connection connection, boolean isCommitted) {
    try (connection) {
      if (!isCommitted) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // the connection is lost, and with it what was not committed
    }
  }

  @Override
  public long lastPosition() {
    return read(sequencer()::position);
  }

  @Override
  public void onSequenced(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public boolean isAvailable() {
    try {
      return !isClosed && read(session -> session.number(new Sql("SELECT 1"))) == 1;
    } catch (UnavailableException | IllegalStateException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (sequencer != null) {
      sequencer.stop();
    }
    isClosed = true;
    statistics.stop();
    pools.close();
  }
}
