package io.crmkit.cache;

import java.time.Duration;

/**
 * Bytes by key, each for a limited time, for all caches of a process and, if the store is shared,
 * of all nodes. It may forget anything at any time, but never returns what was removed.
 *
 * <p>Implementations are thread-safe, and bound the time of each call. A store that cannot answer
 * in that time throws {@link io.crmkit.error.UnavailableException}; the caches then do without it.
 * {@code CacheStoreContract} of the test jar holds a test for each sentence here.
 *
 * @since 0.1
 */
public interface CacheStore extends AutoCloseable {
  /**
   * Returns the value under a key, byte by byte as it was put, or that there is none. Keys are
   * compared character by character; equal ones of two groups have nothing to do with each other.
   */
  CacheLookup get(CacheGroup group, String key);

  /**
   * Keeps a value, which may be empty, unless the key was removed, its group was cleared or another
   * value was put since the ticket was given.
   *
   * @param life positive; after this time the value is gone
   * @param ticket of a {@link #get} of this key that found nothing
   * @return whether the value is kept; a store may refuse for reasons of its own
   */
  boolean put(CacheGroup group, String key, byte[] value, Duration life, String ticket);

  /** Removes the value under a key, if there is one, and makes older tickets for it worthless. */
  void remove(CacheGroup group, String key);

  /** Removes all values of one group, and makes older tickets for its keys worthless. */
  void clear(CacheGroup group);

  /**
   * Tells {@code listener} of what others remove from now on, so that copies of it can be dropped.
   * What is removed through this object is not told. Called at most once, before the first use.
   */
  void listen(RemovalListener listener);

  /** Frees connections and threads. Values that others share stay. Closing twice does nothing. */
  @Override
  void close();

  /**
   * Hears what other nodes removed. Called by threads of the store, which must not be held up; none
   * of the methods may throw.
   */
  interface RemovalListener {
    /** Hears that a key was removed. */
    void removed(CacheGroup group, String key);

    /** Hears that a group was cleared. */
    void cleared(CacheGroup group);

    /** Hears that removals may have been missed, so that every copy is in doubt. */
    void missed();
  }
}
