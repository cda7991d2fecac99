package io.crmkit.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The first level: objects in process, of limited number or weight. Thread-safe.
 *
 * @param <V> what is cached
 */
final class NearLevel<V> {
  private final com.github.benmanes.caffeine.cache.Cache<Key, Kept<V>> entries;
  private final Generations<UUID> generations = new Generations<>();

  /** The organization is part of every key, so that none can meet what is another's. */
  record Key(UUID organization, String key) {}

  /** A value, or that there is none. */
  record Kept<V>(Optional<V> value, Duration life, long generation) {}

  NearLevel(CacheConfig<V> config, LongSupplier nanos, Counters counters) {
    Caffeine<Key, Kept<V>> builder =
        Caffeine.newBuilder()
            .expireAfter(Expiry.writing((Key key, Kept<V> kept) -> kept.life))
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .evictionListener(
                (key, kept, cause) -> {
                  if (cause == RemovalCause.SIZE) {
                    counters.evictions.increment();
                  }
                });
    ToIntFunction<V> weigher = config.weigher();
    entries =
        weigher == null
            ? builder.maximumSize(config.maximum()).build()
            : builder
                .maximumWeight(config.maximum())
                .weigher((Key key, Kept<V> kept) -> weight(weigher, kept))
                .build();
  }

  /** One at least, so that absent and weightless values are bounded too. */
  private static <V> int weight(ToIntFunction<V> weigher, Kept<V> kept) {
    return Math.max(1, kept.value.map(weigher::applyAsInt).orElse(1));
  }

  long generation(UUID organization) {
    return generations.of(organization);
  }

  @Nullable Kept<V> find(Key key) {
    Kept<V> kept = entries.getIfPresent(key);
    return kept != null && kept.generation == generations.of(key.organization) ? kept : null;
  }

  void keep(Key key, Kept<V> kept) {
    entries.put(key, kept);
  }

  void drop(Key key) {
    entries.invalidate(key);
  }

  void dropAll(UUID organization) {
    generations.end(organization);
  }

  void dropEverything() {
    generations.endAll();
    entries.invalidateAll();
  }
}
