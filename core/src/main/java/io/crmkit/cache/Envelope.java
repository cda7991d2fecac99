package io.crmkit.cache;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a value lies in the second level: whether there is one, when it ends, and its bytes. The end
 * travels with it, so that a copy taken late lives no longer than what it was copied from.
 */
final class Envelope {
  private static final byte ABSENT = 0;
  private static final byte PRESENT = 1;
  private static final int HEADER = 1 + Long.BYTES;

  private Envelope() {}

  static byte[] seal(byte @Nullable [] value, Instant end) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + (value == null ? 0 : value.length));
    bytes.put(value == null ? ABSENT : PRESENT).putLong(end.toEpochMilli());
    if (value != null) {
      bytes.put(value);
    }
    return bytes.array();
  }

  /** What was in an envelope. */
  record Content<V>(Optional<V> value, Duration life) {}

  /**
   * Returns what {@code sealed} holds. Its life is never longer than the configuration says,
   * whatever the clock of another node was.
   *
   * @return null if it has ended
   * @throws RuntimeException if it is none of ours, or what the codec throws
   */
  static <V> @Nullable Content<V> open(
      byte[] sealed, CacheConfig<V> config, CacheConfig.Codec<V> codec, Instant now) {
    ByteBuffer bytes = ByteBuffer.wrap(sealed);
    if (sealed.length < HEADER) {
      throw new IllegalArgumentException("a cached value is cut off");
    }
    byte kind = bytes.get();
    long millis = bytes.getLong() - now.toEpochMilli();
    if (kind != ABSENT && kind != PRESENT) {
      throw new IllegalArgumentException("a cached value has the unknown kind " + kind);
    }
    if (millis <= 0) {
      return null;
    }
    Duration left = Duration.ofMillis(millis);
    Duration longest = kind == PRESENT ? config.life() : config.absentLife();
    Duration life = left.compareTo(longest) > 0 ? longest : left;
    if (kind == ABSENT) {
      return new Content<>(Optional.empty(), life);
    }
    byte[] value = new byte[bytes.remaining()];
    bytes.get(value);
    return new Content<>(Optional.of(codec.decode().apply(value)), life);
  }
}
