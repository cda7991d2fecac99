package io.crmkit.cache.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.crmkit.cache.CacheGroup;
import io.crmkit.cache.CacheStore;
import io.crmkit.error.UnavailableException;
import io.crmkit.testkit.cache.SharedCacheStoreContract;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RedisCacheStoreTest extends SharedCacheStoreContract {
  private static final CacheGroup GROUP = new CacheGroup("contacts", new UUID(1, 1));
  private static final Duration HOUR = Duration.ofHours(1);

  private final RedisProcess redis = new RedisProcess();

  @Override
  protected CacheStore emptyStore() {
    return RedisCacheStore.of(redis.config().build());
  }

  @Override
  protected CacheStore otherNode() {
    return RedisCacheStore.of(redis.config().build());
  }

  @Override
  protected void takeDown() {
    redis.kill();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  private static boolean put(CacheStore store, String key, String value) {
    return store.put(GROUP, key, value.getBytes(UTF_8), HOUR, store.get(GROUP, key).ticket());
  }

  @Test
  void of_serverIsDown_startsAndFindsItLater() {
    redis.kill();
    try (CacheStore store = RedisCacheStore.of(redis.config().build())) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> store.get(GROUP, "1"))
          .withMessageContaining("127.0.0.1")
          .satisfies(e -> assertThat(e.code()).isEqualTo("CACHE_STORE_UNAVAILABLE"));

      redis.start();

      await().ignoreExceptions().until(() -> put(store, "1", "value"));
    }
  }

  @Test
  void get_serverIsSlow_failsInTimeAndWorksAgainLater() {
    Duration limit = Duration.ofMillis(200);
    try (CacheStore store = RedisCacheStore.of(redis.config().timeout(limit).build())) {
      await().ignoreExceptions().until(() -> put(store, "1", "value"));
      redis.freeze();

      for (int i = 0; i < 5; i++) { // more than it takes to give a connection up
        assertThatExceptionOfType(UnavailableException.class)
            .isThrownBy(() -> store.get(GROUP, "1"));
      }
      redis.thaw();

      await().ignoreExceptions().until(() -> store.get(GROUP, "1").value() != null);
    }
  }

  @Test
  void listen_connectionLost_tellsThatRemovalsMayBeMissed() {
    AtomicInteger missed = new AtomicInteger();
    try (CacheStore store = RedisCacheStore.of(redis.config().build());
        CacheStore other = RedisCacheStore.of(redis.config().build())) {
      store.listen(new Missed(missed));
      put(store, "1", "value");
      int before = missed.get();

      redis.kill();
      redis.start();

      await().untilAsserted(() -> assertThat(missed.get()).isGreaterThan(before));
      await().ignoreExceptions().until(() -> put(store, "2", "value"));
      await().ignoreExceptions().until(() -> other.get(GROUP, "2").value() != null);
    }
  }

  @Test
  void listen_messageOfNobody_countsAsMissed() {
    AtomicInteger missed = new AtomicInteger();
    try (CacheStore store = RedisCacheStore.of(redis.config().build());
        RedisWire wire = redis.wire()) {
      store.listen(new Missed(missed));
      store.get(GROUP, "1");
      int before = missed.get();

      for (String message : List.of("", "?", "x".repeat(100_000))) {
        wire.commands().publish("crmkit:removed", message);
      }

      await().untilAsserted(() -> assertThat(missed.get()).isGreaterThanOrEqualTo(before + 2));
      assertThat(put(store, "1", "value")).isTrue();
    }
  }

  @Test
  void get_foreignBytesUnderTheKey_findsNothing() {
    try (CacheStore store = RedisCacheStore.of(redis.config().build());
        RedisWire wire = redis.wire()) {
      put(store, "1", "value");
      String entry = "crmkit:contacts:" + GROUP.organization() + ":1";
      String version = wire.commands().get("crmkit:contacts:" + GROUP.organization());

      for (String foreign : List.of("", "short", version, "y".repeat(16) + "Vvalue")) {
        wire.commands().set(entry, foreign);
        assertThat(store.get(GROUP, "1").value()).isNull();
      }
      wire.commands().set(entry, version + "V" + new String("mine".getBytes(UTF_8), ISO_8859_1));

      assertThat(store.get(GROUP, "1").value()).isEqualTo("mine".getBytes(UTF_8));
    }
  }

  @Test
  void keys_ofAnotherNamespace_areNotSeen() {
    try (CacheStore store = RedisCacheStore.of(redis.config().build());
        CacheStore other = RedisCacheStore.of(redis.config().namespace("other").build())) {
      put(store, "1", "value");

      assertThat(other.get(GROUP, "1").value()).isNull();
      other.clear(GROUP);

      assertThat(store.get(GROUP, "1").value()).isEqualTo("value".getBytes(UTF_8));
    }
  }

  @Test
  void keys_always_expire() {
    try (CacheStore store = RedisCacheStore.of(redis.config().build());
        RedisWire wire = redis.wire()) {
      put(store, "1", "value");
      store.remove(GROUP, "2");
      store.clear(new CacheGroup("contacts", new UUID(1, 2)));

      List<String> keys = wire.commands().keys("*");

      assertThat(keys).hasSize(4).allSatisfy(key -> assertThat(key).startsWith("crmkit:"));
      assertThat(keys).allSatisfy(key -> assertThat(wire.commands().pttl(key)).isPositive());
    }
  }

  @Test
  void of_password_isNeededAndNeverTold() {
    try (RedisProcess locked = new RedisProcess("requirepass s3cret-of-redis");
        CacheStore right = RedisCacheStore.of(locked.config().password("s3cret-of-redis").build());
        CacheStore wrong = RedisCacheStore.of(locked.config().password("wr0ng").build())) {
      assertThat(put(right, "1", "value")).isTrue();

      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> wrong.get(GROUP, "1"))
          .satisfies(e -> assertThat(e + " " + e.getCause()).doesNotContain("wr0ng", "s3cret"));
    }
  }

  private record Missed(AtomicInteger count) implements CacheStore.RemovalListener {
    @Override
    public void removed(CacheGroup group, String key) {}

    @Override
    public void cleared(CacheGroup group) {}

    @Override
    public void missed() {
      count.incrementAndGet();
    }
  }
}
