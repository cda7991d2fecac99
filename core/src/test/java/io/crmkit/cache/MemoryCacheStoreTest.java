package io.crmkit.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.testkit.SettableClock;
import io.crmkit.testkit.cache.CacheStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class MemoryCacheStoreTest extends CacheStoreContract {
  private static final CacheGroup GROUP = new CacheGroup("contacts", new UUID(1, 1));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Override
  protected CacheStore emptyStore() {
    return MemoryCacheStore.of(10_000_000);
  }

  private static boolean put(CacheStore store, String key, int length) {
    return store.put(GROUP, key, new byte[length], MINUTE, store.get(GROUP, key).ticket());
  }

  @Test
  void get_clockAtTheEndOfLife_findsNothing() {
    SettableClock clock = new SettableClock(Instant.parse("2026-03-02T09:00:00Z"));
    CacheStore store = MemoryCacheStore.of(10_000, clock);
    store.put(GROUP, "1", "value".getBytes(UTF_8), MINUTE, store.get(GROUP, "1").ticket());

    clock.advance(MINUTE.minusNanos(1));
    assertThat(store.get(GROUP, "1").value()).isEqualTo("value".getBytes(UTF_8));
    clock.advance(Duration.ofNanos(1));

    assertThat(store.get(GROUP, "1").value()).isNull();
  }

  @Test
  void put_moreThanTheWeight_letsSomethingFallOut() {
    CacheStore store = MemoryCacheStore.of(10_000);

    for (int i = 0; i < 100; i++) {
      put(store, "key" + i, 1_000);
    }

    long left = 0;
    for (int i = 0; i < 100; i++) {
      left += store.get(GROUP, "key" + i).value() == null ? 0 : 1;
    }
    assertThat(left).isBetween(1L, 9L);
  }

  @Test
  void put_heavierThanTheWhole_isNotKept() {
    CacheStore store = MemoryCacheStore.of(10_000);

    put(store, "1", 20_000);

    assertThat(store.get(GROUP, "1").value()).isNull();
  }

  @Test
  void of_noWeight_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryCacheStore.of(0))
        .withMessageContaining("maximumWeight");
  }
}
