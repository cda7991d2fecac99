package io.crmkit.cache;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Nanoseconds, as caches count them, of a clock. */
final class Ticks {
  private Ticks() {}

  static long of(Clock clock) {
    Instant now = clock.instant();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
