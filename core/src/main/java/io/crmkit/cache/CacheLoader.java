package io.crmkit.cache;

import java.util.Optional;
import java.util.UUID;

/**
 * Brings what a cache does not hold. It runs in the thread of the caller, or of the cache for a
 * rule that updates; others who want the same key wait for it, so it bounds its own time.
 *
 * @param <V> what is cached
 * @since 0.1
 */
@FunctionalInterface
public interface CacheLoader<V> {
  /**
   * Returns the present value, or empty if there is none, which is cached too. A failure reaches
   * all who wait, and is not cached.
   */
  Optional<V> load(UUID organization, String key);
}
