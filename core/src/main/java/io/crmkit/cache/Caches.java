package io.crmkit.cache;

import io.crmkit.engine.EventHub;
import io.crmkit.engine.Subscription;
import io.crmkit.record.Event;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The caches of one process, which forget what committed events change. Every node hears all events
 * of all organizations itself, so that the first level is right without a second one; the second,
 * if there is one, is shared by the nodes and tells them what others removed by hand.
 *
 * <p>What is committed while no node runs is not heard: a second level that outlives all of them
 * may hold it until its life ends. Thread-safe. Close it before the engine whose events it hears.
 *
 * @since 0.1
 */
public final class Caches implements AutoCloseable {
  private static final int WAITING_UPDATES = 1_000;

  private final Map<String, Cache<?>> caches = new ConcurrentHashMap<>();
  private final @Nullable CacheStore store;
  private final @Nullable SecondLevel second;
  private final Clock clock;
  private final LongSupplier nanos;
  private final ThreadPoolExecutor updates;
  private final EventHub events;
  private final boolean isKeeping;
  private @Nullable Subscription subscription;
  private volatile boolean isClosed;

  private Caches(Builder builder) {
    Clock given = builder.clock;
    clock = given == null ? Clock.systemUTC() : given;
    nanos = given == null ? System::nanoTime : () -> Ticks.of(given);
    events = builder.events;
    isKeeping = builder.isKeeping;
    store = builder.store;
    second = store == null ? null : new SecondLevel(store, builder.storePause, nanos);
    updates =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_UPDATES),
            task -> {
              Thread thread = new Thread(task, "crmkit-cache-updates");
              thread.setDaemon(true);
              return thread;
            },
            // what is not loaded again is still forgotten, so that the next reader loads it
            new ThreadPoolExecutor.DiscardPolicy());
    updates.allowCoreThreadTimeOut(true);
    if (store != null) {
      store.listen(new Others());
    }
  }

  /** Starts collecting the parts of caches that hear these events. */
  public static Builder builder(EventHub events) {
    return new Builder(events);
  }

  /**
   * Makes a cache. Opened under the same name on all nodes, it shares the second level with them.
   *
   * @throws IllegalArgumentException if there is one of this name
   * @throws IllegalStateException if the caches are closed
   */
  public synchronized <V> Cache<V> open(CacheConfig<V> config) {
    if (isClosed) {
      throw new IllegalStateException("the caches are closed");
    }
    Cache<V> made = new Cache<>(config, second, clock, nanos);
    if (!isKeeping) {
      made.close();
    } else if (subscription == null) { // whoever caches nothing need not hear what happens
      subscription = events.subscribe(null, events.lastPosition(), this::apply);
    }
    if (caches.putIfAbsent(config.name(), made) != null) {
      throw new IllegalArgumentException("there is a cache " + config.name() + " already");
    }
    return made;
  }

  /** Returns what each cache has done so far, by name. */
  public List<CacheStatistics> statistics() {
    return caches.values().stream()
        .map(Cache::statistics)
        .sorted(Comparator.comparing(CacheStatistics::cache))
        .toList();
  }

  private void apply(Event event) {
    caches.values().forEach(cache -> cache.apply(event, updates));
  }

  /**
   * Ends the subscription and closes the store. From then on each call loads, and keeps nothing.
   */
  @Override
  public synchronized void close() {
    isClosed = true;
    if (subscription != null) {
      subscription.close();
    }
    updates.shutdownNow();
    caches.values().forEach(Cache::close);
    if (store != null) {
      store.close();
    }
  }

  /** Drops here what was removed elsewhere. */
  private final class Others implements CacheStore.RemovalListener {
    @Override
    public void removed(CacheGroup group, String key) {
      Cache<?> cache = caches.get(group.cache());
      if (cache != null) {
        cache.drop(group.organization(), key);
      }
    }

    @Override
    public void cleared(CacheGroup group) {
      Cache<?> cache = caches.get(group.cache());
      if (cache != null) {
        cache.dropAll(group.organization());
      }
    }

    @Override
    public void missed() {
      caches.values().forEach(Cache::dropEverything);
    }
  }

  /** Collects the parts. Not thread-safe. */
  public static final class Builder {
    private final EventHub events;
    private @Nullable CacheStore store;
    private Duration storePause = Duration.ofSeconds(5);
    private @Nullable Clock clock;
    private boolean isKeeping = true;

    private Builder(EventHub events) {
      this.events = events;
    }

    /**
     * Sets the second level, for caches that have a codec. The caches close it. Default: none, all
     * is kept in process.
     */
    public Builder store(CacheStore secondLevel) {
      this.store = secondLevel;
      return this;
    }

    /** Sets how long the second level is left alone after it failed. Default: 5 seconds. */
    public Builder storePause(Duration pause) {
      this.storePause = pause;
      return this;
    }

    /** Sets whether anything is kept. If not, each call loads. Default: true. */
    public Builder keeping(boolean isWanted) {
      this.isKeeping = isWanted;
      return this;
    }

    /** Sets the clock by which values expire and pauses end. Default: the system's. */
    public Builder clock(Clock source) {
      this.clock = source;
      return this;
    }

    /**
     * Makes the caches, which hear events as soon as one is open.
     *
     * @throws IllegalArgumentException if the pause is not positive
     */
    public Caches build() {
      if (storePause.isZero() || storePause.isNegative()) {
        throw new IllegalArgumentException("storePause must be positive");
      }
      return new Caches(this);
    }
  }
}
