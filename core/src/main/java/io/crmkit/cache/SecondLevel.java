package io.crmkit.cache;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store behind the caches, which may be down. After a failure it is left alone for a while, and
 * then one caller tries for all. What should have been removed meanwhile is made up for before
 * anything is read again. No failure reaches a caller. Thread-safe.
 */
final class SecondLevel {
  private static final Logger LOG = LoggerFactory.getLogger(SecondLevel.class);
  private static final long OPEN = Long.MIN_VALUE;

  private final CacheStore store;
  private final long pauseNanos;
  private final LongSupplier nanos;
  private final AtomicLong pausedUntil = new AtomicLong(OPEN);

  /**
   * Groups that hold something that should be gone, and how often that happened. At most as many as
   * there are organizations, times caches.
   */
  private final Map<CacheGroup, Long> missed = new ConcurrentHashMap<>();

  SecondLevel(CacheStore store, Duration pause, LongSupplier nanos) {
    this.store = store;
    this.pauseNanos = pause.toNanos();
    this.nanos = nanos;
  }

  /** Returns what the store knows of a key, or null if it is not asked or does not answer. */
  @Nullable CacheLookup find(CacheGroup group, String key, Counters counters) {
    return call(counters, asked -> asked.get(group, key));
  }

  void put(
      CacheGroup group, String key, byte[] value, Duration life, String ticket, Counters counters) {
    call(counters, asked -> asked.put(group, key, value, life, ticket));
  }

  void remove(CacheGroup group, String key, Counters counters) {
    change(group, counters, asked -> asked.remove(group, key));
  }

  void clear(CacheGroup group, Counters counters) {
    change(group, counters, asked -> asked.clear(group));
  }

  private void change(CacheGroup group, Counters counters, Consumer<CacheStore> work) {
    Boolean isDone =
        call(
            counters,
            asked -> {
              work.accept(asked);
              return true;
            });
    if (isDone == null) {
      missed.merge(group, 1L, Long::sum);
    }
  }

  private <R> @Nullable R call(Counters counters, Function<CacheStore, R> work) {
    if (!mayTry()) {
      return null;
    }
    try {
      if (!missed.isEmpty()) {
        makeUp();
      }
      R result = work.apply(store);
      succeed();
      return result;
    } catch (RuntimeException e) {
      counters.storeFailures.increment();
      if (!Thread.currentThread().isInterrupted()) { // that would be no fault of the store
        fail(e);
      }
      return null;
    }
  }

  private boolean mayTry() {
    long until = pausedUntil.get();
    if (until == OPEN) {
      return true;
    }
    long now = nanos.getAsLong();
    return now - until >= 0 && pausedUntil.compareAndSet(until, now + pauseNanos);
  }

  /** A group counts as missed until it is cleared, so that nobody reads from it before. */
  private synchronized void makeUp() {
    for (Map.Entry<CacheGroup, Long> each : Map.copyOf(missed).entrySet()) {
      store.clear(each.getKey());
      missed.remove(each.getKey(), each.getValue()); // stays if it was missed once more
    }
  }

  private void succeed() {
    if (pausedUntil.get() != OPEN && pausedUntil.getAndSet(OPEN) != OPEN) {
      LOG.info("the second level of the caches answers again");
    }
  }

  private void fail(RuntimeException e) {
    if (pausedUntil.getAndSet(nanos.getAsLong() + pauseNanos) == OPEN) {
      LOG.warn(
          "the second level of the caches fails; it is left alone for {} ms at a time until it"
              + " answers",
          Duration.ofNanos(pauseNanos).toMillis(),
          e);
    }
  }
}
