package io.crmkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.crmkit.Crm;
import io.crmkit.CrmBuilder;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Records;
import io.crmkit.record.Id;
import io.crmkit.sales.Account;
import io.crmkit.storage.memory.MemoryStorage;
import io.crmkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The caches that a CRM is put together with. */
final class CrmCachesTest {
  private final AtomicInteger loads = new AtomicInteger();

  private static CrmBuilder builder() {
    return Crm.builder().storage(new MemoryStorage());
  }

  private Cache<Integer> open(Crm crm) {
    return crm.caches()
        .open(
            CacheConfig.<Integer>builder("names")
                .loader((organization, key) -> Optional.of(loads.incrementAndGet()))
                .rules(CacheRule.clear(event -> event.recordId().toString(), "account.updated"))
                .build());
  }

  @Test
  void caches_byDefault_forgetWhatEventsChange() {
    try (Crm crm = builder().build()) {
      UUID organization = crm.createOrganization("Dakar Events");
      Records<Account> accounts =
          crm.as(Actor.system(organization, "test", Grants.all())).records(Account.class);
      Id<Account> id = accounts.createPlain(Map.of("name", "Baobab")).id();
      Cache<Integer> cache = open(crm);
      cache.get(organization, id.toString());
      assertThat(cache.get(organization, id.toString())).contains(1);

      accounts.updatePlain(id, null, Map.of("name", "Teranga"));

      await().until(() -> cache.get(organization, id.toString()).orElse(0) == 2);
    }
  }

  @Test
  void caches_switchedOff_loadEachTime() {
    try (Crm crm = builder().caching(false).build()) {
      Cache<Integer> cache = open(crm);

      cache.get(new UUID(1, 1), "k");

      assertThat(cache.get(new UUID(1, 1), "k")).contains(2);
    }
  }

  @Test
  void caches_withAClock_followIt() {
    SettableClock clock = new SettableClock(Instant.parse("2026-11-23T08:00:00Z"));
    try (Crm crm = builder().clock(clock).build()) {
      Cache<Integer> cache = open(crm);
      cache.get(new UUID(1, 1), "k");
      assertThat(cache.get(new UUID(1, 1), "k")).contains(1);

      clock.advance(Duration.ofMinutes(5));

      assertThat(cache.get(new UUID(1, 1), "k")).contains(2);
    }
  }

  @Test
  void close_crm_closesTheCaches() {
    Crm crm = builder().cache(MemoryCacheStore.of(1_000)).build();
    Cache<Integer> cache = open(crm);
    cache.get(new UUID(1, 1), "k");

    crm.close();

    assertThat(cache.get(new UUID(1, 1), "k")).contains(2);
    assertThatIllegalStateException().isThrownBy(() -> open(crm));
  }
}
