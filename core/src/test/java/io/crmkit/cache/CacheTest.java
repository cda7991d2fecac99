package io.crmkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.crmkit.error.NotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheTest extends CacheWorld {
  @Test
  void get_again_answersWithoutALoad() {
    Cache<String> cache = cache();

    assertThat(cache.get(ORGANIZATION, "a")).contains("a 1");
    assertThat(cache.get(ORGANIZATION, "a")).contains("a 1");
    assertThat(cache.statistics()).isEqualTo(new CacheStatistics("names", 1, 0, 1, 1, 0, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void get_sameKeyOfAnotherOrganization_neverHits(boolean hasSecond) {
    Cache<String> cache = cache(hasSecond ? store : null);
    cache.get(ORGANIZATION, "a");
    cache.get(ORGANIZATION, OTHER + ":a");

    assertThat(cache.get(OTHER, "a")).contains("a 3");
    cache.invalidate(OTHER, "a");
    cache.clear(OTHER);
    assertThat(cache.get(ORGANIZATION, "a")).contains("a 1");
  }

  @Test
  void get_lifeIsOver_loadsAgain() {
    Cache<String> cache = cache(settings -> settings.life(Duration.ofMinutes(5)));
    cache.get(ORGANIZATION, "a");

    clock.advance(Duration.ofMinutes(5).minusNanos(1));
    assertThat(cache.get(ORGANIZATION, "a")).contains("a 1");
    clock.advance(Duration.ofNanos(1));

    assertThat(cache.get(ORGANIZATION, "a")).contains("a 2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void get_absent_isKeptForItsOwnTime(boolean hasSecond) {
    Cache<String> cache =
        cache(
            hasSecond ? store : null,
            settings ->
                settings
                    .absentLife(Duration.ofSeconds(10))
                    .loader(
                        (organization, key) -> {
                          loads.incrementAndGet();
                          return Optional.empty();
                        }));

    assertThat(cache.get(ORGANIZATION, "a")).isEmpty();
    clock.advance(Duration.ofSeconds(9));
    assertThat(cache.get(ORGANIZATION, "a")).isEmpty();
    assertThat(loads).hasValue(1);
    clock.advance(Duration.ofSeconds(1));

    assertThat(cache.get(ORGANIZATION, "a")).isEmpty();
    assertThat(loads).hasValue(2);
  }

  @Test
  void get_absentNotToBeKept_loadsEachTime() {
    Cache<String> cache = cache(store, settings -> settings.absentLife(Duration.ZERO));
    CacheLoader<String> nothing =
        (organization, key) -> {
          loads.incrementAndGet();
          return Optional.empty();
        };

    cache.get(ORGANIZATION, "a", nothing);
    cache.get(ORGANIZATION, "a", nothing);

    assertThat(loads).hasValue(2);
  }

  @Test
  void get_manyAtOnce_loadOnceAndHoldUpNoOtherKey() throws Exception {
    Cache<String> cache = cache();
    CountDownLatch isLoading = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    List<Future<Optional<String>>> all = new ArrayList<>();
    CacheLoader<String> slow =
        (organization, key) -> {
          isLoading.countDown();
          waitFor(mayEnd);
          return Optional.of("loaded " + loads.incrementAndGet());
        };
    for (int i = 0; i < 50; i++) {
      all.add(threads.submit(() -> cache.get(ORGANIZATION, "a", slow)));
    }
    waitFor(isLoading);

    for (int i = 0; i < 1_000; i++) {
      cache.get(ORGANIZATION, "other" + i, (organization, key) -> Optional.of(key));
    }
    mayEnd.countDown();

    for (Future<Optional<String>> each : all) {
      assertThat(each.get()).contains("loaded 1");
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void get_loadFails_allWhoWaitHearTheCauseAndNothingIsKept() throws Exception {
    Cache<String> cache = cache();
    CountDownLatch mayEnd = new CountDownLatch(1);
    NotFoundException cause = new NotFoundException("contact", "1");
    List<Future<Optional<String>>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(
          threads.submit(
              () ->
                  cache.get(
                      ORGANIZATION,
                      "a",
                      (organization, key) -> {
                        waitFor(mayEnd);
                        throw cause;
                      })));
    }
    await().until(() -> cache.statistics().misses() == 10);
    mayEnd.countDown();

    for (Future<Optional<String>> each : all) {
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(each::get)
          .satisfies(e -> assertThat(e.getCause()).isSameAs(cause));
    }
    assertThat(cache.statistics().loads()).isEqualTo(1);
    assertThat(cache.statistics().loadFailures()).isEqualTo(1);
    assertThat(cache.get(ORGANIZATION, "a")).contains("a 1");
  }

  @Test
  void get_loaderAsksForItself_isRefusedNotStuck() {
    Cache<String> cache = cache();

    assertThatIllegalStateException()
        .isThrownBy(
            () -> cache.get(ORGANIZATION, "a", (organization, key) -> cache.get(organization, key)))
        .withMessageContaining("must not ask");
    assertThat(cache.get(ORGANIZATION, "a")).isPresent();
  }

  private enum Removal {
    KEY,
    ORGANIZATION_OF_IT
  }

  private static void remove(Cache<String> cache, Removal removal) {
    if (removal == Removal.KEY) {
      cache.invalidate(ORGANIZATION, "a");
    } else {
      cache.clear(ORGANIZATION);
    }
  }

  @ParameterizedTest
  @EnumSource(Removal.class)
  void invalidate_duringALoad_isNotOverwrittenByItsOlderResult(Removal removal) throws Exception {
    Cache<String> cache = cache(store);
    CountDownLatch isLoading = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Future<Optional<String>> old =
        threads.submit(
            () ->
                cache.get(
                    ORGANIZATION,
                    "a",
                    (organization, key) -> {
                      isLoading.countDown();
                      waitFor(mayEnd);
                      return Optional.of("old");
                    }));
    waitFor(isLoading);

    remove(cache, removal);
    CacheLoader<String> fresh = (organization, key) -> Optional.of("new");
    assertThat(cache.get(ORGANIZATION, "a", fresh)).contains("new");
    remove(cache, removal);
    mayEnd.countDown();

    assertThat(old.get()).contains("old");
    assertThat(cache.get(ORGANIZATION, "a", fresh)).contains("new");
    Cache<String> otherNode = cache(store);
    assertThat(otherNode.get(ORGANIZATION, "a", fresh)).contains("new");
  }

  @Test
  void clear_manyKeys_forgetsThoseOfTheOrganizationOnly() {
    Cache<String> cache = cache(store);
    for (String key : List.of("a", "b")) {
      cache.get(ORGANIZATION, key);
      cache.get(OTHER, key);
    }

    cache.clear(ORGANIZATION);

    assertThat(cache.get(ORGANIZATION, "a")).contains("a 5");
    assertThat(cache.get(ORGANIZATION, "b")).contains("b 6");
    assertThat(cache.get(OTHER, "b")).contains("b 4");
  }

  @Test
  void get_moreThanTheNumber_evictsAndCounts() {
    Cache<String> cache = cache(settings -> settings.maximumEntries(10));

    for (int i = 0; i < 100; i++) {
      cache.get(ORGANIZATION, "key" + i);
    }

    assertThat(cache.statistics().evictions()).isEqualTo(90);
  }

  @Test
  void get_moreThanTheWeight_evicts() {
    Cache<String> cache = cache(settings -> settings.maximumWeight(100, String::length));

    cache.get(ORGANIZATION, "a", (organization, key) -> Optional.of("x".repeat(101)));
    cache.get(ORGANIZATION, "b", (organization, key) -> Optional.of("x".repeat(90)));

    assertThat(cache.get(ORGANIZATION, "a")).contains("a 1");
    assertThat(cache.statistics().evictions()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\uD800", "a\uDC00b"})
  void get_keyThatIsNoText_isRefused(String key) {
    Cache<String> cache = cache(store);

    assertThatIllegalArgumentException().isThrownBy(() -> cache.get(ORGANIZATION, key));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cache.get(ORGANIZATION, "k".repeat(1_001)));
    assertThat(store.calls).hasValue(0);
  }
}
