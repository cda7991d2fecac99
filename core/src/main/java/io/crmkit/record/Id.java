package io.crmkit.record;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The identity of one record of type {@code T}. To callers it is opaque; it is written as a UUID
 * and ordered by the time at which it was made.
 *
 * @param <T> the record type; it exists for the compiler only
 * @param value the UUID, version 7
 */
public record Id<T>(UUID value) implements Comparable<Id<?>> {

  /**
   * Reads an id as written by {@link #toString()}.
   *
   * @throws ValueFormatException if {@code text} is no UUID in its usual form
   */
  public static <T> Id<T> of(String text) {
    UUID uuid = parse(text);
    if (uuid == null) {
      throw new ValueFormatException("INVALID_ID", "is not an id");
    }
    return new Id<>(uuid);
  }

  /** Returns the UUID that {@code text} spells in 36 characters, or null. */
  static @Nullable UUID parse(String text) {
    if (text.length() != 36) {
      return null;
    }
    for (int i = 0; i < 36; i++) {
      char c = text.charAt(i);
      boolean isHyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (isHyphen ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
        return null;
      }
    }
    return UUID.fromString(text);
  }

  /** Returns this id as one of another type, where only the declaration knows the type. */
  @SuppressWarnings("unchecked")
  public <U> Id<U> as(Class<U> type) {
    return (Id<U>) this;
  }

  /** Orders as the stored bytes do, which {@link UUID#compareTo} does not. */
  public static int compare(UUID a, UUID b) {
    int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
  }

  @Override
  public int compareTo(Id<?> other) {
    return compare(value, other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
