package io.crmkit.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.crmkit.error.NotFoundException;
import io.crmkit.error.UnavailableException;
import io.crmkit.testkit.SettableClock;
import io.crmkit.testkit.TestCrm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CacheTest {
  private static final UUID ORGANIZATION = new UUID(0x0190_0000_0000_7000L, 1);
  private static final UUID OTHER = new UUID(0x0190_0000_0000_7000L, 2);

  private final TestCrm crm = new TestCrm();
  private final SettableClock clock = new SettableClock(TestCrm.START);
  private final FlakyStore store = new FlakyStore(MemoryCacheStore.of(10_000_000, clock));
  private final List<Caches> opened = new ArrayList<>();
  private final AtomicInteger loads = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    opened.forEach(Caches::close);
    threads.shutdownNow();
    crm.close();
  }

  private Caches caches(CacheStore second) {
    Caches.Builder builder = Caches.builder(crm.engine().events()).clock(clock);
    if (second != null) {
      builder.store(second);
    }
    Caches made = builder.storePause(Duration.ofSeconds(5)).build();
    opened.add(made);
    return made;
  }

  private Cache<String> cache(UnaryOperator<CacheConfig.Builder<String>> settings) {
    return cache(null, settings);
  }

  private Cache<String> cache(
      CacheStore second, UnaryOperator<CacheConfig.Builder<String>> settings) {
    CacheConfig.Builder<String> builder =
        CacheConfig.<String>builder("names")
            .codec(text -> text.getBytes(UTF_8), bytes -> new String(bytes, UTF_8))
            .loader((organization, key) -> Optional.of(key + " " + loads.incrementAndGet()));
    return caches(second).open(settings.apply(builder).build());
  }

  private Cache<String> cache() {
    return cache(UnaryOperator.identity());
  }

  private Cache<String> cache(CacheStore second) {
    return cache(second, UnaryOperator.identity());
  }

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

  /** A store that can be down, and counts how often it is asked. */
  private static final class FlakyStore implements CacheStore {
    private final CacheStore delegate;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean isDown;
    private volatile RemovalListener listener;

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
}
