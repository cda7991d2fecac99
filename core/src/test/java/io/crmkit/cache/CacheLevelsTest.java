package io.crmkit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A cache with a second level behind it, which may be down. */
final class CacheLevelsTest extends CacheWorld {
  @Test
  void get_foundInTheSecondLevel_needsNoLoad() {
    cache(store).get(ORGANIZATION, "a");
    Cache<String> otherNode = cache(store);

    assertThat(otherNode.get(ORGANIZATION, "a")).contains("a 1");
    assertThat(otherNode.get(ORGANIZATION, "a")).contains("a 1");
    assertThat(otherNode.statistics()).isEqualTo(new CacheStatistics("names", 1, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void get_foundLateInTheSecondLevel_livesNoLongerThanThere() {
    cache(store).get(ORGANIZATION, "a");
    Cache<String> otherNode = cache(store);
    clock.advance(Duration.ofMinutes(4));
    otherNode.get(ORGANIZATION, "a");

    clock.advance(Duration.ofMinutes(1));

    assertThat(otherNode.get(ORGANIZATION, "a")).contains("a 2");
  }

  @Test
  void get_withoutCodec_staysInProcess() {
    Caches caches = caches(store);
    Cache<String> cache =
        caches.open(
            CacheConfig.<String>builder("plain")
                .loader((organization, key) -> Optional.of(key))
                .build());

    cache.get(ORGANIZATION, "a");
    cache.invalidate(ORGANIZATION, "a");

    assertThat(store.calls).hasValue(0);
  }

  @Test
  void get_valueTooLargeForTheSecondLevel_staysInProcess() {
    cache(store, settings -> settings.maximumBytes(12)).get(ORGANIZATION, "large enough");

    assertThat(cache(store).get(ORGANIZATION, "large enough")).contains("large enough 2");
  }

  @Test
  void get_secondLevelHoldsRubbish_loadsAndReplacesIt() {
    CacheGroup group = new CacheGroup("names", ORGANIZATION);
    for (byte[] rubbish : List.of(new byte[0], new byte[] {7, 0, 0}, new byte[20])) {
      store.remove(group, "a");
      store.put(group, "a", rubbish, Duration.ofHours(1), store.get(group, "a").ticket());
      String loaded = "a " + (loads.get() + 1);

      assertThat(cache(store).get(ORGANIZATION, "a")).contains(loaded);
      assertThat(cache(store).get(ORGANIZATION, "a")).contains(loaded);
    }
  }

  @Test
  void get_codecFails_isNoErrorOfTheCaller() {
    Cache<String> cache =
        cache(
            store,
            settings ->
                settings.codec(
                    text -> {
                      throw new IllegalStateException("encode");
                    },
                    bytes -> {
                      throw new IllegalStateException("decode");
                    }));
    cache(store).get(ORGANIZATION, "b");

    assertThat(cache.get(ORGANIZATION, "a")).contains("a 2");
    assertThat(cache.get(ORGANIZATION, "b")).contains("b 3");
    assertThat(cache.statistics().storeFailures()).isEqualTo(1);
  }

  @Test
  void get_secondLevelDown_isAskedOnceInAPause() {
    Cache<String> cache = cache(store);
    store.isDown = true;

    for (int i = 0; i < 100; i++) {
      assertThat(cache.get(ORGANIZATION, "key" + i)).isPresent();
    }
    assertThat(store.calls).hasValue(1);
    clock.advance(Duration.ofSeconds(5));
    cache.get(ORGANIZATION, "next");
    cache.get(ORGANIZATION, "next but one");

    assertThat(store.calls).hasValue(2);
    assertThat(cache.statistics().storeFailures()).isEqualTo(2);
  }

  @Test
  void get_secondLevelBack_isUsedAgain() {
    Cache<String> cache = cache(store);
    store.isDown = true;
    cache.get(ORGANIZATION, "a");

    store.isDown = false;
    clock.advance(Duration.ofSeconds(5));
    cache.get(ORGANIZATION, "b");

    assertThat(cache(store).get(ORGANIZATION, "b")).contains("b 2");
  }

  @Test
  void invalidate_secondLevelDown_isMadeUpForBeforeItIsReadAgain() {
    Cache<String> cache = cache(store);
    cache.get(ORGANIZATION, "a");
    store.isDown = true;
    cache.invalidate(ORGANIZATION, "a");
    assertThat(cache.get(ORGANIZATION, "a")).contains("a 2");
    cache.clear(ORGANIZATION);

    store.isDown = false;
    clock.advance(Duration.ofSeconds(5));

    assertThat(cache.get(ORGANIZATION, "a")).contains("a 3");
    assertThat(cache(store).get(ORGANIZATION, "a")).contains("a 3");
  }

  @Test
  void get_interruptedCaller_doesNotPauseTheSecondLevelForOthers() {
    Cache<String> cache = cache(store);
    store.isDown = true;
    Thread.currentThread().interrupt();
    cache.get(ORGANIZATION, "a");
    boolean wasInterrupted = Thread.interrupted();

    store.isDown = false;
    cache.get(ORGANIZATION, "b");

    assertThat(wasInterrupted).isTrue();
    assertThat(cache(store).get(ORGANIZATION, "b")).contains("b 2");
  }

  @Test
  void missed_anyRemoval_dropsAllCopiesHere() {
    Cache<String> cache = cache(store);
    cache.get(ORGANIZATION, "a");
    CacheGroup group = new CacheGroup("names", ORGANIZATION);
    store.delegate.remove(group, "a");

    store.listener.removed(new CacheGroup("unknown", ORGANIZATION), "a");
    assertThat(cache.get(ORGANIZATION, "a")).contains("a 1");
    store.listener.removed(group, "a");
    assertThat(cache.get(ORGANIZATION, "a")).contains("a 2");
    store.delegate.clear(group);
    store.listener.cleared(group);
    assertThat(cache.get(ORGANIZATION, "a")).contains("a 3");
    store.delegate.clear(group);
    store.listener.missed();

    assertThat(cache.get(ORGANIZATION, "a")).contains("a 4");
  }
}
