package io.crmkit.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A store in the memory of this process, of limited weight; what is used seldom falls out first.
 * Nobody else can remove anything from it, so listeners hear nothing. Thread-safe.
 *
 * @since 0.1
 */
public final class MemoryCacheStore implements CacheStore {
  private static final int ENTRY_WEIGHT = 100;
  private static final int STRIPES = 1 << 12;

  private final Cache<Slot, Kept> entries;
  private final Generations<CacheGroup> generations = new Generations<>();

  /** Removals by hash of the key: a ticket may become worthless without need, never the reverse. */
  private final AtomicLongArray removals = new AtomicLongArray(STRIPES);

  private MemoryCacheStore(long maximumWeight, Clock clock) {
    entries =
        Caffeine.newBuilder()
            .maximumWeight(maximumWeight)
            .weigher((Slot slot, Kept kept) -> weight(slot, kept))
            .expireAfter(Expiry.writing((Slot slot, Kept kept) -> kept.life))
            .ticker(() -> Ticks.of(clock))
            .executor(Runnable::run)
            .build();
  }

  private record Slot(CacheGroup group, String key) {}

  private static final class Kept {
    private final byte[] value;
    private final Duration life;
    private final long generation;

    Kept(byte[] value, Duration life, long generation) {
      this.value = value;
      this.life = life;
      this.generation = generation;
    }
  }

  private static int weight(Slot slot, Kept kept) {
    long weight = ENTRY_WEIGHT + 2L * slot.key.length() + kept.value.length;
    return (int) Math.min(Integer.MAX_VALUE, weight);
  }

  /**
   * Returns an empty one.
   *
   * @param maximumWeight the most it holds, in bytes: of values, of keys twice their length, and
   *     100 for each entry
   */
  public static MemoryCacheStore of(long maximumWeight) {
    return of(maximumWeight, Clock.systemUTC());
  }

  /** Returns an empty one whose values expire by this clock. */
  public static MemoryCacheStore of(long maximumWeight, Clock clock) {
    if (maximumWeight <= 0) {
      throw new IllegalArgumentException("maximumWeight must be positive");
    }
    return new MemoryCacheStore(maximumWeight, clock);
  }

  @Override
  public CacheLookup get(CacheGroup group, String key) {
    Slot slot = new Slot(group, key);
    String ticket = ticket(slot);
    Kept kept = entries.getIfPresent(slot);
    return kept == null || kept.generation != generations.of(group)
        ? CacheLookup.miss(ticket)
        : CacheLookup.hit(kept.value.clone());
  }

  @Override
  public boolean put(CacheGroup group, String key, byte[] value, Duration life, String ticket) {
    Slot slot = new Slot(group, key);
    Kept offered = new Kept(value.clone(), life, generations.of(group));
    Kept kept =
        entries
            .asMap()
            .compute(
                slot,
                (same, old) -> {
                  boolean isFree = old == null || old.generation != offered.generation;
                  return isFree && ticket.equals(ticket(slot)) ? offered : old;
                });
    return kept == offered;
  }

  private String ticket(Slot slot) {
    return generations.of(slot.group) + "/" + removals.get(stripe(slot));
  }

  private static int stripe(Slot slot) {
    int hash = slot.hashCode();
    return (hash ^ (hash >>> 16)) & (STRIPES - 1);
  }

  @Override
  public void remove(CacheGroup group, String key) {
    Slot slot = new Slot(group, key);
    removals.incrementAndGet(stripe(slot)); // first, so that no put comes after the invalidation
    entries.invalidate(slot);
  }

  @Override
  public void clear(CacheGroup group) {
    generations.end(group);
  }

  @Override
  public void listen(RemovalListener listener) {
    // nobody else removes anything
  }

  @Override
  public void close() {
    entries.invalidateAll();
  }
}
