package io.crmkit.cache;

import io.crmkit.error.UnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that can be down, and counts how often it is asked. */
final class FlakyStore implements CacheStore {
  final CacheStore delegate;
  final AtomicInteger calls = new AtomicInteger();
  volatile boolean isDown;
  volatile RemovalListener listener;

  FlakyStore(CacheStore delegate) {
    this.delegate = delegate;
  }

  private CacheStore asked() {
    calls.incrementAndGet();
    if (isDown) {
      throw new UnavailableException("DOWN", "down", Duration.ZERO, null);
    }
    return delegate;
  }

  @Override
  public CacheLookup get(CacheGroup group, String key) {
    return asked().get(group, key);
  }

  @Override
  public boolean put(CacheGroup group, String key, byte[] value, Duration life, String ticket) {
    return asked().put(group, key, value, life, ticket);
  }

  @Override
  public void remove(CacheGroup group, String key) {
    asked().remove(group, key);
  }

  @Override
  public void clear(CacheGroup group) {
    asked().clear(group);
  }

  @Override
  public void listen(RemovalListener others) {
    listener = others;
  }

  @Override
  public void close() {}
}
