package io.crmkit.storage.memory;

import io.crmkit.record.Schema;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Storage;
import io.crmkit.storage.Transaction;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps everything in memory until the process ends: for tests, for trying out, and as the readable
 * specification of what a storage does.
 *
 * <p>All that is stored is one immutable value. A unit of work makes another one of it and
 * publishes that at its end; units run one at a time. A read takes the value that is published and
 * is never in anybody's way. Conditions and orders look at every row of the type, whatever is
 * declared as indexed.
 *
 * @since 0.1
 */
public final class MemoryStorage implements Storage {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryStorage.class);

  private final Clock clock;
  private final ReentrantLock writer = new ReentrantLock(true);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable Schema schema;
  private volatile State state = State.EMPTY;
  private volatile boolean isClosed;

  /** Tells the time by the system's clock. */
  public MemoryStorage() {
    this(Clock.systemUTC());
  }

  /** Tells by {@code clock} when notes expire. */
  public MemoryStorage(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void open(Schema types) {
    if (schema != null) {
      throw new IllegalStateException("the storage is open already");
    }
    schema = types;
  }

  @Override
  public <R> R transact(UUID organization, Function<Transaction, R> work) {
    return run(tenant(organization), work);
  }

  @Override
  public Reads read(UUID organization) {
    return committed(tenant(organization));
  }

  @Override
  public <R> R platform(Function<Transaction, R> work) {
    return run(State.PLATFORM, work);
  }

  @Override
  public Reads readPlatform() {
    return committed(State.PLATFORM);
  }

  private static UUID tenant(UUID organization) {
    if (organization.equals(State.PLATFORM)) {
      throw new IllegalArgumentException("the nil UUID is no organization");
    }
    return organization;
  }

  private <R> R run(UUID organization, Function<Transaction, R> work) {
    if (writer.isHeldByCurrentThread()) {
      throw new IllegalStateException("a unit of work must not open another one");
    }
    R result;
    boolean isNumbered;
    writer.lock();
    try {
      var unit = new MemoryTransaction(openSchema(), organization, clock, state);
      try {
        result = work.apply(unit);
      } finally {
        unit.end();
      }
      State after = unit.committed();
      isNumbered = after.last() > state.last();
      state = after;
    } finally {
      writer.unlock();
    }
    if (isNumbered) {
      listeners.forEach(MemoryStorage::tell);
    }
    return result;
  }

  /** A listener that fails must not make a unit that is committed look as if it were not. */
  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.error("A listener for new events failed", e);
    }
  }

  private Reads committed(UUID organization) {
    return new MemoryReads(openSchema(), organization, clock) {
      @Override
      State state() {
        openSchema();
        return state;
      }
    };
  }

  private Schema openSchema() {
    Schema types = schema;
    if (types == null || isClosed) {
      throw new IllegalStateException("the storage is not open");
    }
    return types;
  }

  @Override
  public List<LogEntry> feed(@Nullable UUID organization, long after, int limit) {
    return state.feed(organization, after, limit);
  }

  @Override
  public long lastPosition() {
    return state.last();
  }

  @Override
  public void onSequenced(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public boolean isAvailable() {
    return schema != null && !isClosed;
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
