package io.crmkit.record;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, a 12-bit counter that keeps ids
 * of one millisecond in order (method 1 of section 6.2), and 62 random bits. Ids are no secrets.
 * Thread-safe.
 */
public final class TimeOrderedIds implements IdSource {
  private static final int COUNTER_LIMIT = 1 << 12;

  /** How far the present may lag behind the newest id before it counts as the past. */
  private static final long LAG_MILLIS = 1_000;

  private final SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
  private long newestMillis = -1;
  private int counter;

  /** Makes a source of its own order. */
  public TimeOrderedIds() {}

  @Override
  public synchronized UUID next(Instant at) {
    long millis = Math.max(0, at.toEpochMilli());
    if (millis > newestMillis) {
      newestMillis = millis;
      counter = random.nextInt(COUNTER_LIMIT / 4);
    } else if (newestMillis - millis > LAG_MILLIS) {
      return uuid(millis, random.nextInt(COUNTER_LIMIT));
    } else if (++counter == COUNTER_LIMIT) {
      newestMillis++;
      counter = 0;
    }
    return uuid(newestMillis, counter);
  }

  private UUID uuid(long millis, int position) {
    return new UUID(
        (millis << 16) | 0x7000L | position,
        (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
  }
}
