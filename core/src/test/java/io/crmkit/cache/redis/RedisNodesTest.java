package io.crmkit.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmkit.cache.Cache;
import io.crmkit.cache.CacheConfig;
import io.crmkit.cache.CacheRule;
import io.crmkit.cache.Caches;
import io.crmkit.engine.Records;
import io.crmkit.record.Id;
import io.crmkit.sales.Account;
import io.crmkit.testkit.TestCrm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes on one storage and one Redis, which is killed now and then. */
final class RedisNodesTest {
  private static final UUID ORGANIZATION = TestCrm.ORGANIZATION;

  private final RedisProcess redis = new RedisProcess();
  private final TestCrm crm = new TestCrm();
  private final Records<Account> accounts = crm.session().records(Account.class);
  private final AtomicInteger loads = new AtomicInteger();
  private final Caches one = node();
  private final Caches two = node();

  private Caches node() {
    return Caches.builder(crm.engine().events())
        .store(RedisCacheStore.of(redis.config().timeout(Duration.ofMillis(500)).build()))
        .storePause(Duration.ofMillis(50))
        .build();
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    crm.close();
    redis.close();
  }

  private Cache<String> names(Caches caches, CacheRule... rules) {
    return caches.open(
        CacheConfig.<String>builder("names")
            .codec(text -> text.getBytes(UTF_8), bytes -> new String(bytes, UTF_8))
            .loader(
                (organization, key) -> {
                  loads.incrementAndGet();
                  return accounts.find(Id.of(key)).map(found -> found.value().name());
                })
            .rules(rules)
            .build());
  }

  private static CacheRule clearing() {
    return CacheRule.clear(event -> event.recordId().toString(), "account.updated");
  }

  private Id<Account> create(String name) {
    return accounts.createPlain(Map.of("name", name)).id();
  }

  private void rename(Id<Account> id, String name) {
    accounts.updatePlain(id, null, Map.of("name", name));
  }

  /** Waits until what one node loads is found by the other, so that both are connected. */
  private void awaitBoth(Cache<String> first, Cache<String> second) {
    await()
        .until(
            () -> {
              String key = UUID.randomUUID().toString();
              first.get(ORGANIZATION, key, (organization, same) -> Optional.of("first"));
              return second
                  .get(ORGANIZATION, key, (organization, same) -> Optional.of("second"))
                  .orElse("")
                  .equals("first");
            });
  }

  @Test
  void get_loadedByTheOtherNode_needsNoLoad() {
    Cache<String> first = names(one);
    Cache<String> second = names(two);
    awaitBoth(first, second);
    String key = create("Baobab").toString();

    first.get(ORGANIZATION, key);

    assertThat(second.get(ORGANIZATION, key)).contains("Baobab");
    assertThat(loads).hasValue(1);
  }

  @Test
  void invalidate_byHandOnOneNode_reachesTheOther() {
    Cache<String> first = names(one);
    Cache<String> second = names(two);
    awaitBoth(first, second);
    Id<Account> id = create("Baobab");
    first.get(ORGANIZATION, id.toString());
    second.get(ORGANIZATION, id.toString());
    rename(id, "Teranga");

    first.invalidate(ORGANIZATION, id.toString());

    await().until(() -> second.get(ORGANIZATION, id.toString()).orElse("").equals("Teranga"));
  }

  @Test
  void clear_byHandOnOneNode_reachesTheOther() {
    Cache<String> first = names(one);
    Cache<String> second = names(two);
    awaitBoth(first, second);
    Id<Account> id = create("Baobab");
    second.get(ORGANIZATION, id.toString());
    rename(id, "Teranga");

    first.clear(ORGANIZATION);

    await().until(() -> second.get(ORGANIZATION, id.toString()).orElse("").equals("Teranga"));
  }

  @Test
  void invalidate_redisWasDownMeanwhile_otherNodeSeesItOnceItIsBack() {
    Cache<String> first = names(one);
    Cache<String> second = names(two);
    awaitBoth(first, second);
    Id<Account> id = create("Baobab");
    second.get(ORGANIZATION, id.toString());
    redis.kill();
    rename(id, "Teranga");
    first.invalidate(ORGANIZATION, id.toString());

    redis.start();

    await().until(() -> second.get(ORGANIZATION, id.toString()).orElse("").equals("Teranga"));
  }

  @Test
  void invalidate_redisDidNotAnswerButKeptAll_isMadeUpFor() {
    Cache<String> first = names(one);
    Cache<String> second = names(two);
    awaitBoth(first, second);
    Id<Account> id = create("Baobab");
    first.get(ORGANIZATION, id.toString());
    redis.freeze();
    rename(id, "Teranga");
    first.invalidate(ORGANIZATION, id.toString());
    assertThat(first.get(ORGANIZATION, id.toString())).contains("Teranga");

    redis.thaw();

    awaitBoth(first, second);
    first.invalidate(ORGANIZATION, "anything");
    await().until(() -> second.get(ORGANIZATION, id.toString()).orElse("").equals("Teranga"));
  }

  @Test
  void events_redisKilledAndRestartedUnderLoad_noCallFailsAndAllNodesEndRight() throws Exception {
    Cache<String> first = names(one, clearing());
    Cache<String> second = names(two, clearing());
    List<Id<Account>> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(create("Account " + i));
    }
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicInteger reads = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(5);
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Cache<String> cache = t % 2 == 0 ? first : second;
      all.add(
          threads.submit(
              () -> {
                while (!isOver.get()) {
                  for (Id<Account> id : ids) {
                    assertThat(cache.get(ORGANIZATION, id.toString())).isPresent();
                    reads.incrementAndGet();
                  }
                }
              }));
    }
    AtomicInteger changes = new AtomicInteger();
    all.add(
        threads.submit(
            () -> {
              while (!isOver.get()) {
                int i = changes.incrementAndGet();
                rename(ids.get(i % ids.size()), "Change " + i);
              }
            }));

    for (int round = 0; round < 2; round++) {
      awaitProgress(reads, changes);
      redis.kill();
      awaitProgress(reads, changes);
      redis.start();
      awaitProgress(reads, changes);
      redis.freeze();
      awaitProgress(reads, changes);
      redis.thaw();
    }
    isOver.set(true);
    for (Future<?> each : all) {
      each.get();
    }
    threads.shutdown();

    for (Id<Account> id : ids) {
      String name = accounts.get(id).value().name();
      for (Cache<String> cache : List.of(first, second)) {
        await().until(() -> cache.get(ORGANIZATION, id.toString()).orElse("").equals(name));
      }
    }
    awaitBoth(first, second);
  }

  /** Waits until both readers and writers got on, whatever the state of Redis. */
  private static void awaitProgress(AtomicInteger reads, AtomicInteger changes) {
    int readsBefore = reads.get();
    int changesBefore = changes.get();
    await().until(() -> reads.get() > readsBefore + 1_000 && changes.get() > changesBefore + 20);
  }
}
