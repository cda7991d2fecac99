package io.crmkit.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A number for each group, never used again once it ended, so that a whole group is forgotten
 * without looking for its members. Where a number falls out for want of room, a new one takes its
 * place: that forgets the group too, and is safe. Thread-safe.
 *
 * @param <K> what names a group
 */
final class Generations<K> {
  private static final int MOST = 100_000;

  private final AtomicLong last = new AtomicLong();
  private final Cache<K, Long> current =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  long of(K group) {
    return current.get(group, key -> last.incrementAndGet());
  }

  void end(K group) {
    current.invalidate(group);
  }

  void endAll() {
    current.invalidateAll();
  }
}
