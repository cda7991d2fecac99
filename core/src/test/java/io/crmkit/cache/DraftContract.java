package io.crmkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.Crm;
import io.crmkit.access.AccessScope;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.error.StaleVersionException;
import io.crmkit.identity.Membership;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.storage.Storage;
import io.crmkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What drafts do on every storage. */
abstract class DraftContract {
  private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  private static final String TYPE = "ticket_draft";

  private final SettableClock clock = new SettableClock(MONDAY);
  private Crm crm;
  private UUID organization;
  private UUID awa;
  private DraftService drafts;

  abstract Storage emptyStorage();

  @BeforeEach
  final void open() {
    crm = Crm.builder().storage(emptyStorage()).clock(clock).build();
    organization = crm.createOrganization("Dakar Events");
    awa = member(organization, "awa@example.com");
    drafts = of(organization, awa, Grants.all());
  }

  @AfterEach
  final void close() {
    crm.close();
  }

  private UUID member(UUID of, String email) {
    RecordSession system = crm.as(Actor.system(of, "test", Grants.all())).session();
    Stored<Membership> made =
        crm.members().addMember(system, email, email, List.of("USER"), null, null);
    return made.value().userId().value();
  }

  private DraftService of(UUID tenant, UUID user, Grants grants) {
    return crm.as(Actor.user(tenant, user, grants)).drafts();
  }

  private static List<String> keys(Page<Stored<Draft>> page) {
    return page.items().stream().map(each -> each.value().key()).toList();
  }

  private long rows() {
    Actor system = Actor.system(organization, "test", Grants.all());
    return crm.as(system).records(Draft.class).list(Query.ALL.counted()).total();
  }

  @Test
  void save_again_replacesItAndKeepsItLonger() {
    Stored<Draft> made = drafts.save(TYPE, "new", "{\"subject\": \"Tents\"}");
    clock.advance(Duration.ofDays(3));

    Stored<Draft> replaced = drafts.save(TYPE, "new", "{}");

    assertThat(made.version()).isEqualTo(1);
    assertThat(made.value().data()).isEqualTo("{\"subject\":\"Tents\"}");
    assertThat(made.value().expiresAt()).isEqualTo(MONDAY.plus(Duration.ofDays(30)));
    assertThat(replaced.id()).isEqualTo(made.id());
    assertThat(replaced.version()).isEqualTo(2);
    assertThat(replaced.value().data()).isEqualTo("{}");
    assertThat(replaced.value().expiresAt()).isEqualTo(MONDAY.plus(Duration.ofDays(33)));
    assertThat(drafts.find(TYPE, "new")).contains(replaced);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void save_sixteenAtOnce_isOneRow() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Stored<Draft>>> saved = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String json = "{\"tab\":" + i + "}";
      Callable<Stored<Draft>> save =
          () -> {
            start.await();
            return drafts.save(TYPE, "new", json);
          };
      saved.add(threads.submit(save));
    }

    start.countDown();
    for (Future<Stored<Draft>> each : saved) {
      each.get();
    }
    threads.shutdown();

    assertThat(rows()).isEqualTo(1);
    assertThat(drafts.find(TYPE, "new").orElseThrow().version()).isEqualTo(16);
  }

  @Test
  void save_expectingAVersion_isRefusedOnceItIsAnother() {
    Stored<Draft> made = drafts.save(TYPE, "new", "{}");
    Stored<Draft> second = drafts.save(TYPE, "new", "{\"a\": 1}", null, made.version());

    assertThat(second.version()).isEqualTo(2);
    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(() -> drafts.save(TYPE, "new", "{\"a\": 2}", null, made.version()));
    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(() -> drafts.save(TYPE, "other", "{}", null, 1L));
    assertThat(drafts.find(TYPE, "new")).contains(second);
  }

  @Test
  void save_whatIsNoDraft_namesTheField() {
    String long41 = "x".repeat(41);
    String huge = "{\"a\":\"" + "x".repeat(262_144) + "\"}";

    assertFault(() -> drafts.save(long41, "k", "{}"), "type");
    assertFault(() -> drafts.save("t", "x".repeat(121), "{}"), "key");
    assertFault(() -> drafts.save("t", " ", "{}"), "key");
    assertFault(() -> drafts.save("t", "k", "{"), "data");
    assertFault(() -> drafts.save("t", "k", huge), "data");
    assertFault(() -> drafts.save("t", "k", "{}", MONDAY, null), "expiresAt");
    assertThat(rows()).isZero();
  }

  private static void assertFault(Runnable save, String field) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(save::run)
        .satisfies(e -> assertThat(e.errors()).extracting("field").containsExactly(field));
  }

  @Test
  void save_largestAndOddest_isKept() {
    String json = "{\"a\":\"" + "é".repeat(131_000) + "\"}";
    String key = "a/b ?é\uD83D\uDE00 %2F";

    drafts.save(TYPE, key, json);

    assertThat(drafts.find(TYPE, key).orElseThrow().value().data()).isEqualTo(json);
    assertThat(drafts.find(TYPE, " " + key + " ")).isPresent();
    assertThat(drafts.find(TYPE, key.toUpperCase(java.util.Locale.ROOT))).isEmpty();
  }

  @Test
  void draft_expired_isNotThereAndCanBeBegunAnew() {
    drafts.save(TYPE, "short", "{}", MONDAY.plusSeconds(60), null);
    drafts.save(TYPE, "usual", "{}");
    clock.advance(Duration.ofSeconds(60));

    assertThat(drafts.find(TYPE, "short")).isEmpty();
    assertThat(keys(drafts.list(Query.ALL))).containsExactly("usual");
    assertThat(drafts.list(Query.ALL.counted()).total()).isEqualTo(1);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> drafts.delete(TYPE, "short", null));
    drafts.save(TYPE, "short", "{\"anew\":true}");
    assertThat(drafts.find(TYPE, "short").orElseThrow().value().data())
        .isEqualTo("{\"anew\":true}");
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void purge_everyNight_removesWhatExpiredInAllOrganizations() {
    UUID other = crm.createOrganization("Thies Events");
    DraftService others = of(other, member(other, "ousmane@example.com"), Grants.all());
    for (int i = 0; i < 60; i++) {
      drafts.save(TYPE, "short " + i, "{}", MONDAY.plusSeconds(60), null);
    }
    drafts.save(TYPE, "usual", "{}");
    others.save(TYPE, "short", "{}", MONDAY.plusSeconds(60), null);
    crm.jobs().runDue(); // which stores when the purge comes

    clock.advance(Duration.ofDays(1));
    crm.jobs().runDue();

    assertThat(rows()).isEqualTo(1);
    Actor system = Actor.system(other, "test", Grants.all());
    assertThat(crm.as(system).records(Draft.class).list(Query.ALL).items()).isEmpty();
    assertThat(drafts.find(TYPE, "usual")).isPresent();
  }

  @Test
  void delete_draft_isGone() {
    Stored<Draft> made = drafts.save(TYPE, "new", "{}");
    drafts.save(TYPE, "new", "{\"more\": true}");

    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(() -> drafts.delete(TYPE, "new", made.version()));
    drafts.delete(TYPE, "new", made.version() + 1);

    assertThat(drafts.find(TYPE, "new")).isEmpty();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> drafts.delete(TYPE, "new", null));
    assertThat(drafts.save(TYPE, "new", "{}").version()).isEqualTo(1);
  }

  @Test
  void list_pages_showEachOnce() {
    for (int i = 0; i < 7; i++) {
      drafts.save(TYPE, "k" + i, "{}");
    }
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<Stored<Draft>> page = drafts.list(Query.ALL.sort("key").limit(3).after(cursor));
      seen.addAll(keys(page));
      cursor = page.nextCursor();
      clock.advance(Duration.ofSeconds(1));
    } while (cursor != null);

    assertThat(seen).containsExactly("k0", "k1", "k2", "k3", "k4", "k5", "k6");
  }

  @Test
  void draft_ofAnotherUserOrOrganization_isNotThere() {
    UUID other = crm.createOrganization("Thies Events");
    UUID moussa = member(organization, "moussa@example.com");
    DraftService moussas = of(organization, moussa, Grants.all());
    DraftService elsewhere = of(other, awa, Grants.all());
    Stored<Draft> made = drafts.save(TYPE, "new", "{\"whose\":\"awa\"}");

    for (DraftService each : List.of(moussas, elsewhere)) {
      assertThat(each.find(TYPE, "new")).isEmpty();
      assertThat(each.list(Query.ALL).items()).isEmpty();
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> each.delete(TYPE, "new", null));
    }
    moussas.save(TYPE, "new", "{}");
    assertThat(drafts.find(TYPE, "new")).contains(made);
  }

  @Test
  void drafts_withoutTheRightOrAUser_areRefused() {
    DraftService powerless = of(organization, awa, Grants.none());
    DraftService own =
        of(
            organization,
            awa,
            Grants.builder()
                .grant("draft:create", AccessScope.OWN)
                .grant("draft:read", AccessScope.OWN)
                .grant("draft:update", AccessScope.OWN)
                .grant("draft:delete", AccessScope.OWN)
                .build());
    DraftService system = crm.as(Actor.system(organization, "test", Grants.all())).drafts();

    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> powerless.save(TYPE, "new", "{}"));
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> powerless.list(Query.ALL));
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> system.save(TYPE, "new", "{}"));
    own.save(TYPE, "new", "{}");
    own.save(TYPE, "new", "{}");
    own.delete(TYPE, "new", null);
    assertThat(own.list(Query.ALL).items()).isEmpty();
  }
}
