package io.crmkit.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives each caller so many calls a second, with bursts of four times as many, counted on this
 * server. Thread-safe.
 */
final class RateLimiter {
  private static final int BURST = 4;
  private static final double NANOS = 1e9;

  private final int perSecond;
  private final LongSupplier nanos;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(5)).maximumSize(100_000).build();

  RateLimiter(int perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
  }

  /** What one caller has left. */
  private final class Bucket {
    private double tokens = (double) perSecond * BURST;
    private long last = nanos.getAsLong();

    synchronized double take() {
      long now = nanos.getAsLong();
      tokens = Math.min((double) perSecond * BURST, tokens + (now - last) / NANOS * perSecond);
      last = now;
      if (tokens >= 1) {
        tokens--;
        return 0;
      }
      return (1 - tokens) / perSecond;
    }
  }

  /**
   * Counts a call.
   *
   * @throws HttpException 429 if the caller made too many
   */
  void take(String caller) {
    if (perSecond == 0) {
      return;
    }
    double wait = buckets.get(caller, key -> new Bucket()).take();
    if (wait > 0) {
      long seconds = Math.max(1, (long) Math.ceil(wait));
      throw new HttpException(429, "RATE_LIMITED", "at most " + perSecond + " calls a second")
          .with("Retry-After", Long.toString(seconds))
          .with("RateLimit-Policy", "\"default\";q=" + perSecond * BURST + ";w=" + BURST)
          .with("RateLimit", "\"default\";r=0;t=" + seconds);
    }
  }
}
