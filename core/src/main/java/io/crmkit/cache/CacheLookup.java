package io.crmkit.cache;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link CacheStore} has under a key: a value, or nothing and a ticket to put one. Immutable
 * as long as nobody writes into the array.
 */
public final class CacheLookup {
  private final byte @Nullable [] value;
  private final String ticket;

  private CacheLookup(byte @Nullable [] value, String ticket) {
    this.value = value;
    this.ticket = ticket;
  }

  /** Returns a lookup that found this value. The array is not copied. */
  public static CacheLookup hit(byte[] value) {
    return new CacheLookup(value, "");
  }

  /** Returns a lookup that found nothing, with what the store wants to see again at the put. */
  public static CacheLookup miss(String ticket) {
    return new CacheLookup(null, ticket);
  }

  /** Returns the value, or null if there is none. The array is not copied. */
  public byte @Nullable [] value() {
    return value;
  }

  /** Returns the store's own words for this moment; empty if a value was found. */
  public String ticket() {
    return ticket;
  }
}
