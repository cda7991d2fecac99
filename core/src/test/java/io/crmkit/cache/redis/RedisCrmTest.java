package io.crmkit.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmkit.Crm;
import io.crmkit.cache.Cache;
import io.crmkit.cache.CacheConfig;
import io.crmkit.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CRMs that are put together with one Redis. */
final class RedisCrmTest {
  private static final UUID ORGANIZATION = new UUID(1, 1);
  private static final Duration LIMIT = Duration.ofMillis(500);

  private final RedisProcess redis = new RedisProcess();
  private final Crm one = crm();
  private final Crm two = crm();

  private Crm crm() {
    return Crm.builder()
        .storage(new MemoryStorage())
        .cache(RedisCacheStore.of(redis.config().timeout(LIMIT).build()))
        .build();
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    redis.close();
  }

  private static Cache<String> names(Crm crm) {
    return crm.caches()
        .open(
            CacheConfig.<String>builder("names")
                .codec(text -> text.getBytes(UTF_8), bytes -> new String(bytes, UTF_8))
                .build());
  }

  private static String get(Cache<String> cache, String key, String loaded) {
    return cache.get(ORGANIZATION, key, (organization, same) -> Optional.of(loaded)).orElseThrow();
  }

  /** Waits until what one loads is found by the other, so that both are connected. */
  private static void awaitBoth(Cache<String> first, Cache<String> second) {
    await()
        .until(
            () -> {
              String key = UUID.randomUUID().toString();
              get(first, key, "one");
              return get(second, key, "two").equals("one");
            });
  }

  @Test
  void caches_ofTwoCrms_seeWhatTheOtherForgets() {
    Cache<String> first = names(one);
    Cache<String> second = names(two);
    awaitBoth(first, second);
    get(first, "k", "old");
    assertThat(get(second, "k", "new")).isEqualTo("old");

    first.invalidate(ORGANIZATION, "k");

    await().until(() -> get(second, "k", "new").equals("new"));
  }

  @Test
  void caches_redisIsDead_costOneTimeLimitAndThenNothing() {
    Cache<String> cache = names(one);
    awaitBoth(cache, names(two));
    redis.freeze();
    get(cache, "first", "loaded"); // waits as long as one call may
    long begin = System.nanoTime();

    for (int i = 0; i < 200; i++) {
      assertThat(get(cache, "k" + i, "loaded")).isEqualTo("loaded");
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT.multipliedBy(4));
    redis.thaw();
  }
}
