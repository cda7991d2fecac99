package io.crmkit.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Records;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import io.crmkit.sales.Contact;
import io.crmkit.storage.jdbc.JdbcStorage;
import io.crmkit.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CachesTest {
  private final Crm crm = Crm.builder().storage(new MemoryStorage()).build();
  private final UUID organization = crm.createOrganization("Baobab");
  private final Records<Contact> contacts = contacts(crm, organization);
  private final Caches caches = Caches.builder(crm.engine().events()).build();
  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void close() {
    caches.close();
    crm.close();
  }

  private static Records<Contact> contacts(Crm crm, UUID organization) {
    Actor actor = Actor.system(organization, "test", Grants.all());
    return crm.as(actor).session().records(Contact.class);
  }

  private static String record(Event event) {
    return event.recordId().toString();
  }

  private static Stored<Contact> create(Records<Contact> contacts) {
    return contacts.createPlain(Map.of("name", Map.of("full", "Diop")));
  }

  private static void rename(Records<Contact> contacts, Id<Contact> id, String name) {
    contacts.updatePlain(id, null, Map.of("name", Map.of("full", name)));
  }

  private CacheConfig.Builder<String> names(String cache) {
    return names(cache, contacts);
  }

  private CacheConfig.Builder<String> names(String cache, Records<Contact> from) {
    return CacheConfig.<String>builder(cache)
        .codec(text -> text.getBytes(UTF_8), bytes -> new String(bytes, UTF_8))
        .loader(
            (tenant, key) -> {
              loads.incrementAndGet();
              return from.find(Id.of(key)).map(found -> found.value().name().full());
            });
  }

  @Test
  void rule_clear_bringsWhatWasChanged() {
    Cache<String> cache =
        caches.open(
            names("names").rules(CacheRule.clear(CachesTest::record, "contact.updated")).build());
    Id<Contact> id = create(contacts).id();
    assertThat(cache.get(organization, id.toString())).contains("Diop");

    rename(contacts, id, "Ndiaye");

    await().until(() -> cache.get(organization, id.toString()).orElse("").equals("Ndiaye"));
  }

  @Test
  void rule_typeInsteadOfAction_hearsAllOfIt() {
    Cache<String> cache =
        caches.open(names("names").rules(CacheRule.clear(CachesTest::record, "contact")).build());
    Id<Contact> id = create(contacts).id();
    cache.get(organization, id.toString());

    contacts.delete(id, null);

    await().until(() -> cache.get(organization, id.toString()).isEmpty());
  }

  @Test
  void rule_clearAll_forgetsTheOrganizationOfTheEventOnly() {
    UUID other = crm.createOrganization("Other");
    Cache<String> cache =
        caches.open(names("lists").rules(CacheRule.clearAll("contact.created")).build());
    CacheLoader<String> counting =
        (tenant, key) -> Optional.of("loaded " + loads.incrementAndGet());
    cache.get(organization, "all", counting);
    cache.get(other, "all", counting);

    create(contacts);

    await().until(() -> cache.get(organization, "all", counting).orElse("").equals("loaded 3"));
    assertThat(cache.get(other, "all", counting)).contains("loaded 2");
  }

  @Test
  void rule_update_loadsBeforeAnyoneAsks() {
    Cache<String> cache =
        caches.open(
            names("names").rules(CacheRule.update(CachesTest::record, "contact.updated")).build());
    Id<Contact> id = create(contacts).id();

    rename(contacts, id, "Ndiaye");

    await().until(() -> cache.statistics().loads() == 1);
    await().until(() -> cache.get(organization, id.toString()).orElse("").equals("Ndiaye"));
    assertThat(cache.statistics().loads()).isEqualTo(1);
  }

  @Test
  void rule_updateWhoseLoadFails_leavesNothingOldAndHearsOn() {
    Cache<String> cache =
        caches.open(
            names("names")
                .rules(CacheRule.update(CachesTest::record, "contact.updated"))
                .loader(
                    (tenant, key) -> {
                      throw new IllegalStateException("no loader today");
                    })
                .build());
    Id<Contact> id = create(contacts).id();
    cache.get(organization, id.toString(), (tenant, key) -> Optional.of("old"));

    rename(contacts, id, "Ndiaye");
    await().until(() -> cache.statistics().loadFailures() == 1);
    rename(contacts, id, "Sow");
    await().until(() -> cache.statistics().loadFailures() == 2);

    CacheLoader<String> fresh = (tenant, key) -> Optional.of("new");
    assertThat(cache.get(organization, id.toString(), fresh)).contains("new");
  }

  @Test
  void rule_fails_forgetsTheOrganizationAndLaterRulesStillApply() {
    AtomicInteger heard = new AtomicInteger();
    Cache<String> cache =
        caches.open(
            names("names")
                .rules(
                    CacheRule.clear(
                        event -> {
                          throw new IllegalStateException("broken rule");
                        },
                        "contact.updated"),
                    CacheRule.clear(
                        event -> {
                          heard.incrementAndGet();
                          return null;
                        },
                        "contact.updated"))
                .build());
    Id<Contact> id = create(contacts).id();
    cache.get(organization, id.toString());

    rename(contacts, id, "Ndiaye");

    await().until(() -> heard.get() == 1);
    assertThat(cache.get(organization, id.toString())).contains("Ndiaye");
    rename(contacts, id, "Sow");
    await().until(() -> cache.get(organization, id.toString()).orElse("").equals("Sow"));
  }

  @Test
  void rule_keyIsNull_touchesNothing() {
    AtomicInteger heard = new AtomicInteger();
    Cache<String> cache =
        caches.open(
            names("names")
                .rules(
                    CacheRule.clear(
                        event -> {
                          heard.incrementAndGet();
                          return null;
                        },
                        "contact.updated"))
                .build());
    Id<Contact> id = create(contacts).id();
    cache.get(organization, id.toString());

    rename(contacts, id, "Ndiaye");

    await().until(() -> heard.get() == 1);
    assertThat(cache.get(organization, id.toString())).contains("Diop");
  }

  @Test
  void events_onSqliteWithAStore_reachBothLevelsOfBothNodes(@TempDir Path folder) {
    try (Crm durable = Crm.builder().storage(JdbcStorage.sqlite(folder.resolve("crm.db"))).build();
        CacheStore shared = MemoryCacheStore.of(1_000_000);
        Caches one = Caches.builder(durable.engine().events()).store(shared).build();
        Caches two = Caches.builder(durable.engine().events()).store(shared).build()) {
      UUID tenant = durable.createOrganization("Baobab");
      Records<Contact> stored = contacts(durable, tenant);
      CacheConfig<String> config =
          names("names", stored)
              .rules(CacheRule.clear(CachesTest::record, "contact.updated"))
              .build();
      Cache<String> first = one.open(config);
      Cache<String> second = two.open(config);
      Id<Contact> id = create(stored).id();
      for (int i = 0; i < 5; i++) {
        String name = "Diop" + i;
        rename(stored, id, name);

        await().until(() -> first.get(tenant, id.toString()).orElse("").equals(name));
        await().until(() -> second.get(tenant, id.toString()).orElse("").equals(name));
      }
    }
  }

  @Test
  void open_sameNameTwice_isRefused() {
    caches.open(names("names").build());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> caches.open(names("names").build()))
        .withMessageContaining("names");
  }

  @Test
  void statistics_severalCaches_areByName() {
    caches.open(names("b").build());
    caches.open(names("a").build());

    assertThat(caches.statistics()).extracting(CacheStatistics::cache).containsExactly("a", "b");
  }

  @Test
  void close_openedCache_loadsEachTime() {
    Cache<String> cache = caches.open(names("names").build());
    cache.get(organization, "a", (tenant, key) -> Optional.of("old"));

    caches.close();

    CacheLoader<String> fresh = (tenant, key) -> Optional.of("new");
    assertThat(cache.get(organization, "a", fresh)).contains("new");
    assertThatIllegalStateException().isThrownBy(() -> caches.open(names("other").build()));
  }

  @Test
  void build_wrongSettings_namesAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CacheConfig.<String>builder("Bad:name")
                    .life(Duration.ZERO)
                    .absentLife(Duration.ofSeconds(-1))
                    .maximumEntries(0)
                    .maximumBytes(0)
                    .rules(CacheRule.update(CachesTest::record, "contact.updated"))
                    .build())
        .withMessageContainingAll(
            "name must",
            "life must",
            "absentLife must",
            "maximumEntries",
            "maximumBytes",
            "loader");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Caches.builder(crm.engine().events()).storePause(Duration.ZERO).build())
        .withMessageContaining("storePause");
  }

  @Test
  void rule_hearsNothingOrEverything_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> CacheRule.clearAll());
    assertThatIllegalArgumentException().isThrownBy(() -> CacheRule.clearAll("contact.*"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CacheRule(Set.of("contact"), CacheRule.Action.UPDATE, null));
  }

  @Test
  void get_noLoaderAnywhere_saysSo() {
    Cache<String> cache = caches.open(CacheConfig.<String>builder("bare").build());

    assertThatIllegalStateException()
        .isThrownBy(() -> cache.get(organization, "a"))
        .withMessageContaining("bare");
  }
}
