package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.UnavailableException;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.WebhookHandler.Outcome;
import io.crmkit.job.Job;
import io.crmkit.job.JobConfig;
import io.crmkit.job.JobRunner;
import io.crmkit.job.JobState;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.storage.Storage;
import io.crmkit.testkit.SettableClock;
import io.crmkit.testkit.http.WebhookSignatures;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the inbox does on every storage. */
abstract class InboxContract {
  private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  private static final String URL = "https://crm.example/webhooks/acme";
  private static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String STRIPE = "whsec_stripe";

  private final SettableClock clock = new SettableClock(MONDAY);
  private final List<String> effects = Collections.synchronizedList(new ArrayList<>());
  private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
  private final AtomicReference<WebhookHandler> handler = new AtomicReference<>(this::note);
  private Crm crm;
  private UUID organization;
  private UUID other;

  abstract Storage emptyStorage();

  /** How the storage fails. */
  private enum Fault {
    NONE,
    DOWN,
    LOST_AT_COMMIT
  }

  private Storage failing(Storage storage) {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              boolean isWrite = method.getName().equals("platform");
              if (isWrite && fault.get() == Fault.DOWN) {
                throw new UnavailableException("DOWN", "down", Duration.ofSeconds(1), null);
              }
              try {
                Object result = method.invoke(storage, arguments);
                if (isWrite && fault.get() == Fault.LOST_AT_COMMIT) {
                  throw new OutcomeUnknownException("lost", new IOException("reset"));
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @BeforeEach
  final void open() {
    crm =
        Crm.builder()
            .storage(failing(emptyStorage()))
            .clock(clock)
            .inbound(
                InboundSource.builder(
                        "acme", StandardWebhookVerifier.of(List.of(SECRET)), this::handled)
                    .organization(InboxContract::owner)
                    .grants(Grants.all())
                    .build())
            .inbound(
                InboundSource.builder(
                        "stripe", StampedVerifier.stripe(List.of(STRIPE)), this::handled)
                    .eventIdAt("id")
                    .build())
            .inbound(
                InboundSource.builder(
                        "lax",
                        (request, now) -> new Verdict.Accepted(null, signedAt(request)),
                        this::handled)
                    .build())
            .inbound(
                InboundSource.builder(
                        "graph", GraphVerifier.of(id -> Optional.of("state")), this::handled)
                    .handshake(GraphVerifier::validationToken)
                    .build())
            .build();
    organization = crm.createOrganization("Dakar Events");
    other = crm.createOrganization("Thies Events");
  }

  @AfterEach
  final void close() {
    crm.close();
  }

  private Outcome handled(WebhookRun run) throws Exception {
    return handler.get().run(run);
  }

  private Outcome note(WebhookRun run) {
    effects.add(run.eventId());
    return Outcome.DONE;
  }

  private static Optional<UUID> owner(InboundRequest request) {
    return request.header("x-organization").map(UUID::fromString);
  }

  private static Instant signedAt(InboundRequest request) {
    return request.header("signed-at").map(Instant::parse).orElse(null);
  }

  private InboundRequest acme(String id, String body) {
    return WebhookSignatures.to(URL, clock.instant()).standard(SECRET, id, body);
  }

  private InboundRequest about(UUID owner, String id) {
    InboundRequest signed = acme(id, "{}");
    return Schemes.with(signed, "X-Organization", List.of(owner.toString()));
  }

  private InboundRequest stripe(String body) {
    return WebhookSignatures.to(URL, clock.instant()).stripe(STRIPE, body);
  }

  private Id<InboundWebhook> accept(String provider, InboundRequest request) {
    Receipt receipt = crm.inbox().receive(provider, request);
    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    return ((Receipt.Accepted) receipt).id();
  }

  private InboundWebhook stored(Id<InboundWebhook> id) {
    return crm.engine().platform().find(InboundWebhook.class, id).orElseThrow().value();
  }

  private long count(Class<?> type) {
    return crm.engine().platform().count(type, Condition.always(), 1_000);
  }

  private InboxService service(UUID of, Grants grants) {
    Actor actor = Actor.system(of, "test", grants);
    return new InboxService(crm.engine(), crm.as(actor).session());
  }

  private JobRunner node() {
    JobConfig quick = JobConfig.DEFAULT.lease(Duration.ofMillis(600));
    return new JobRunner(crm.engine(), quick, crm.inbox().jobs());
  }

  @Test
  void receive_proved_isKeptByteForByteAndWorkedOn() {
    byte[] body = "{\"name\": \"Thé — Dakar\"}\r\n ".getBytes(StandardCharsets.UTF_8);
    AtomicReference<WebhookRun> seen = new AtomicReference<>();
    handler.set(
        run -> {
          seen.set(run);
          return Outcome.DONE;
        });

    Id<InboundWebhook> id = accept("acme", acme("msg_1", new String(body, StandardCharsets.UTF_8)));
    assertThat(stored(id).state()).isEqualTo(InboundState.RECEIVED);
    assertThat(crm.jobs().runDue()).isEqualTo(1);

    WebhookRun run = seen.get();
    assertThat(run.id()).isEqualTo(id);
    assertThat(run.body()).isEqualTo(body);
    assertThat(run.text()).isEqualTo(new String(body, StandardCharsets.UTF_8));
    assertThat(run.provider()).isEqualTo("acme");
    assertThat(run.eventId()).isEqualTo("msg_1");
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(run.receivedAt()).isEqualTo(MONDAY);
    assertThat(run.headers().get("Webhook-Id")).containsExactly("msg_1");
    assertThat(run.organizationId()).isEmpty();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(run::session);
    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
    assertThat(stored(id).attempts()).isEqualTo(1);
  }

  @Test
  void receive_sixteenAtOnce_isKeptOnceAndWorkedOnOnce() throws Exception {
    InboundRequest request = acme("msg_1", "{}");
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Receipt>> receipts = new ArrayList<>();
    Callable<Receipt> call =
        () -> {
          start.await();
          return crm.inbox().receive("acme", request);
        };
    for (int i = 0; i < 16; i++) {
      receipts.add(threads.submit(call));
    }

    start.countDown();
    int accepted = 0;
    for (Future<Receipt> receipt : receipts) {
      accepted += receipt.get() instanceof Receipt.Accepted ? 1 : 0;
      assertThat(receipt.get()).isInstanceOfAny(Receipt.Accepted.class, Receipt.Duplicate.class);
    }
    threads.shutdown();
    crm.jobs().runDue();

    assertThat(accepted).isEqualTo(1);
    assertThat(count(InboundWebhook.class)).isEqualTo(1);
    assertThat(effects).containsExactly("msg_1");
  }

  @Test
  void receive_replayedByAnybody_changesNothing() {
    InboundRequest request = acme("msg_1", "{}");
    Id<InboundWebhook> id = accept("acme", request);
    crm.jobs().runDue();

    clock.advance(Duration.ofMinutes(4));
    Receipt replayed = crm.inbox().receive("acme", request);
    Receipt signedAnew = crm.inbox().receive("acme", acme("msg_1", "{\"other\": true}"));
    crm.jobs().runDue();

    assertThat(replayed).isEqualTo(new Receipt.Duplicate());
    assertThat(signedAnew).isEqualTo(new Receipt.Duplicate());
    assertThat(effects).containsExactly("msg_1");
    assertThat(stored(id).receivedAt()).isEqualTo(MONDAY);
  }

  @Test
  void receive_sameEventOfTwoProviders_isTwo() {
    accept("acme", acme("evt_1", "{}"));
    accept("stripe", stripe("{\"id\": \"evt_1\"}"));

    assertThat(count(InboundWebhook.class)).isEqualTo(2);
  }

  @Test
  void receive_notProved_keepsNothing() {
    InboundRequest signed = acme("msg_1", "{}");
    InboundRequest forged =
        Schemes.with(signed, "{\"amount\": 1}".getBytes(StandardCharsets.UTF_8));
    InboundRequest unsigned = InboundRequest.of("POST", URL, Map.of(), new byte[0]);
    InboundRequest garbled = Schemes.with(signed, "webhook-timestamp", List.of("yesterday"));

    assertThat(crm.inbox().receive("acme", forged))
        .isEqualTo(new Receipt.Refused(Reason.WRONG_SIGNATURE));
    assertThat(crm.inbox().receive("acme", unsigned))
        .isEqualTo(new Receipt.Refused(Reason.MISSING_SIGNATURE));
    assertThat(crm.inbox().receive("acme", garbled))
        .isEqualTo(new Receipt.Refused(Reason.MALFORMED));
    assertThat(crm.inbox().receive("nobody", signed)).isEqualTo(new Receipt.UnknownProvider());
    assertThat(count(InboundWebhook.class)).isZero();
    assertThat(count(Job.class)).isZero();
  }

  @Test
  void receive_oldOrAhead_isRefused() {
    InboundRequest request = acme("msg_1", "{}");
    clock.advance(Duration.ofMinutes(6));
    Receipt late = crm.inbox().receive("acme", request);
    clock.advance(Duration.ofMinutes(-12));
    Receipt early = crm.inbox().receive("acme", request);

    assertThat(late).isEqualTo(new Receipt.Refused(Reason.TOO_OLD));
    assertThat(early).isEqualTo(new Receipt.Refused(Reason.FROM_THE_FUTURE));
  }

  @Test
  void receive_verifierWithoutAgeLimit_isBoundedByWhatIsKept() {
    InboundRequest old = lax("signed-at", MONDAY.minus(Duration.ofDays(31)).toString());
    InboundRequest ahead = lax("signed-at", MONDAY.plus(Duration.ofDays(31)).toString());

    assertThat(crm.inbox().receive("lax", old)).isEqualTo(new Receipt.Refused(Reason.TOO_OLD));
    assertThat(crm.inbox().receive("lax", ahead))
        .isEqualTo(new Receipt.Refused(Reason.FROM_THE_FUTURE));
    accept("lax", lax("signed-at", MONDAY.minus(Duration.ofDays(29)).toString()));
  }

  private static InboundRequest lax(String header, String value) {
    return InboundRequest.of("POST", URL, Map.of(header, List.of(value)), new byte[] {0, -1, 7});
  }

  @Test
  void receive_longerThanItMay_isRefused() {
    byte[] longest = new byte[Inbox.MOST_BYTES];
    Receipt kept = crm.inbox().receive("lax", InboundRequest.of("POST", URL, Map.of(), longest));
    Receipt tooLong =
        crm.inbox()
            .receive("lax", InboundRequest.of("POST", URL, Map.of(), new byte[longest.length + 1]));
    AtomicReference<byte[]> read = new AtomicReference<>();
    handler.set(
        run -> {
          read.set(run.body());
          return Outcome.DONE;
        });
    crm.jobs().runDue();

    assertThat(kept).isInstanceOf(Receipt.Accepted.class);
    assertThat(tooLong).isEqualTo(new Receipt.TooLarge());
    assertThat(read.get()).isEqualTo(longest);
  }

  @Test
  void receive_withoutBody_isKept() {
    Id<InboundWebhook> id = accept("lax", InboundRequest.of("POST", URL, Map.of(), new byte[0]));

    crm.jobs().runDue();

    assertThat(stored(id).body()).isNull();
    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
  }

  @Test
  void receive_bodyWithoutName_isKnownByItsBytes() {
    InboundRequest one = lax("a", "1");
    InboundRequest same = lax("a", "2");

    Id<InboundWebhook> id = accept("lax", one);

    assertThat(crm.inbox().receive("lax", same)).isEqualTo(new Receipt.Duplicate());
    assertThat(stored(id).eventId()).matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void receive_oddNames_areKeptApart() {
    String tooLong = "x".repeat(400);
    accept("stripe", stripe("{\"id\": \"" + tooLong + "a\"}"));
    accept("stripe", stripe("{\"id\": \"" + tooLong + "b\"}"));
    accept("stripe", stripe("{\"id\": \"évén\\u0001ement \"}"));
    accept("stripe", stripe("{\"id\": 17}"));
    accept("stripe", stripe("{\"id\": null}"));
    accept("stripe", stripe("[]"));
    accept("stripe", stripe("{\"id\": \"A\"}"));
    accept("stripe", stripe("{\"id\": \"a\"}"));

    assertThat(count(InboundWebhook.class)).isEqualTo(8);
    assertThat(crm.inbox().receive("stripe", stripe("{\"id\": 17, \"again\": true}")))
        .isEqualTo(new Receipt.Duplicate());
    assertThat(crm.inbox().receive("stripe", stripe("no json")))
        .isEqualTo(new Receipt.Refused(Reason.MALFORMED));
  }

  @Test
  void receive_storageIsDown_acknowledgesNothingAndKeepsWhatIsRepeated() {
    InboundRequest request = acme("msg_1", "{}");
    fault.set(Fault.DOWN);
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> crm.inbox().receive("acme", request));
    fault.set(Fault.NONE);
    assertThat(count(InboundWebhook.class)).isZero();

    accept("acme", request);
    crm.jobs().runDue();

    assertThat(effects).containsExactly("msg_1");
  }

  @Test
  void receive_storageLostAtCommit_acknowledgesNothingAndKeepsOne() {
    InboundRequest request = acme("msg_1", "{}");
    fault.set(Fault.LOST_AT_COMMIT);
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> crm.inbox().receive("acme", request));
    fault.set(Fault.NONE);

    assertThat(crm.inbox().receive("acme", request)).isEqualTo(new Receipt.Duplicate());
    crm.jobs().runDue();

    assertThat(effects).containsExactly("msg_1");
  }

  @Test
  void run_storageIsDownBehindTheEffect_isRunAgain() {
    handler.set(
        run -> {
          effects.add("attempt " + run.attempt());
          fault.set(run.attempt() == 1 ? Fault.DOWN : Fault.NONE);
          return Outcome.DONE;
        });
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> crm.jobs().runDue());
    fault.set(Fault.NONE);
    assertThat(stored(id).state()).isEqualTo(InboundState.RECEIVED);

    try (JobRunner node = node()) {
      node.start();
      await().atMost(Duration.ofSeconds(20)).until(() -> stored(id).state() == InboundState.DONE);
    }

    assertThat(effects).containsExactly("attempt 1", "attempt 2");
  }

  @Test
  void receive_handshake_isAnsweredAndNotKept() {
    String asked = URL + "?validationToken=Validation%3A+a%2Fb%3D%3D";
    InboundRequest request = InboundRequest.of("POST", asked, Map.of(), new byte[0]);

    assertThat(crm.inbox().receive("graph", request))
        .isEqualTo(new Receipt.Handshake("Validation: a/b=="));
    assertThat(count(InboundWebhook.class)).isZero();
  }

  @Test
  void receive_organizationThatIsNotThere_countsAsNone() {
    Id<InboundWebhook> id = accept("acme", about(UUID.randomUUID(), "msg_1"));

    assertThat(stored(id).organization()).isNull();
  }

  @Test
  void run_ofAnOrganization_hasASessionThere() {
    handler.set(
        run -> {
          Records<Account> accounts = run.session().records(Account.class);
          accounts.createPlain(Map.of("name", "Tent " + run.eventId()));
          return Outcome.DONE;
        });
    accept("acme", about(organization, "one"));
    accept("acme", about(other, "two"));

    crm.jobs().runDue();

    assertThat(accounts(organization)).containsExactly("Tent one");
    assertThat(accounts(other)).containsExactly("Tent two");
  }

  private List<String> accounts(UUID of) {
    Actor actor = Actor.system(of, "test", Grants.all());
    return crm.as(actor).records(Account.class).list(Query.ALL).items().stream()
        .map(each -> each.value().name())
        .toList();
  }

  @Test
  void run_namesTheOrganizationLate_itSeesTheCall() {
    handler.set(
        run -> {
          run.belongsTo(organization);
          assertThat(run.session().organizationId()).isEqualTo(organization);
          assertThatExceptionOfType(IllegalStateException.class)
              .isThrownBy(() -> run.belongsTo(other));
          return Outcome.IGNORED;
        });
    Id<InboundWebhook> id = accept("stripe", stripe("{\"id\": \"evt_1\"}"));
    assertThat(service(organization, Grants.all()).list(Query.ALL).items()).isEmpty();

    crm.jobs().runDue();

    assertThat(service(organization, Grants.all()).get(id).value().state())
        .isEqualTo(InboundState.IGNORED);
  }

  @Test
  void run_namesAnOrganizationThatIsNotThere_fails() {
    handler.set(
        run -> {
          run.belongsTo(UUID.randomUUID());
          return Outcome.DONE;
        });
    Id<InboundWebhook> id = accept("stripe", stripe("{\"id\": \"evt_1\"}"));

    crm.jobs().runDue();

    assertThat(stored(id).state()).isEqualTo(InboundState.FAILED);
    assertThat(stored(id).lastError()).isEqualTo("IllegalArgumentException");
  }

  @Test
  void run_fails_isTriedAgainUntilItIsDeadAndSaysNothingPersonal() {
    handler.set(
        run -> {
          throw new IllegalStateException("awa@example.com has no account");
        });
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));

    crm.jobs().runDue();
    assertThat(stored(id).state()).isEqualTo(InboundState.FAILED);
    assertThat(stored(id).attempts()).isEqualTo(1);
    assertThat(stored(id).lastError()).isEqualTo("IllegalStateException");
    for (int i = 0; i < 7; i++) {
      clock.advance(Duration.ofHours(2));
      crm.jobs().runDue();
    }

    assertThat(stored(id).state()).isEqualTo(InboundState.DEAD);
    assertThat(stored(id).attempts()).isEqualTo(8);
    assertThat(jobs()).allSatisfy(job -> assertThat(job.lastError()).doesNotContain("awa"));
    assertThat(jobs()).extracting(Job::state).containsExactly(JobState.DEAD);
  }

  private List<Job> jobs() {
    Query ofCalls = Query.where(Condition.eq("kind", "webhook.inbound"));
    return crm.engine().platform().list(Job.class, ofCalls).items().stream()
        .map(Stored::value)
        .toList();
  }

  @Test
  void run_deepestBody_failsAsAnyOther() {
    handler.set(run -> endless(run));
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));

    crm.jobs().runDue();

    assertThat(stored(id).lastError()).isEqualTo("StackOverflowError");
  }

  @SuppressWarnings("InfiniteRecursion") // what a deep body does to a careless handler
  private static Outcome endless(WebhookRun run) {
    return endless(run);
  }

  @Test
  void run_diedBehindItsEffect_effectIsThereOnce() {
    handler.set(
        run -> {
          Records<Account> accounts = run.session().records(Account.class);
          accounts.upsertPlain("name", Map.of("name", "Tent"));
          effects.add(run.eventId());
          if (run.attempt() == 1) {
            throw new IllegalStateException("as if the node died here");
          }
          return Outcome.DONE;
        });
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));

    crm.jobs().runDue();
    clock.advance(Duration.ofHours(1));
    crm.jobs().runDue();

    assertThat(effects).containsExactly("msg_1", "msg_1");
    assertThat(accounts(organization)).containsExactly("Tent");
    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
    assertThat(stored(id).lastError()).isNull();
  }

  @Test
  void run_nodeLostItsLease_anotherDoesItAndTheLateOneChangesNothing() throws Exception {
    CountDownLatch isLate = new CountDownLatch(1);
    CountDownLatch hasBegun = new CountDownLatch(1);
    handler.set(
        run -> {
          effects.add("attempt " + run.attempt());
          if (run.attempt() == 1) {
            hasBegun.countDown();
            isLate.await();
            throw new IllegalStateException("too late");
          }
          return Outcome.DONE;
        });
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));
    Thread silent = new Thread(() -> crm.jobs().runDue()); // which renews no lease
    silent.start();
    hasBegun.await();

    try (JobRunner node = node()) {
      node.start();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> stored(id).state().equals(InboundState.DONE));
    }
    isLate.countDown();
    silent.join();

    assertThat(effects).containsExactly("attempt 1", "attempt 2");
    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
    assertThat(stored(id).attempts()).isEqualTo(2);
  }

  @Test
  void run_doneAlready_isNotDoneAgain() {
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));
    crm.jobs().runDue();
    crm.engine()
        .platform(unit -> InboundJobs.of(id).enqueue(unit, null)); // as if its job was not settled

    assertThat(crm.jobs().runDue()).isEqualTo(1);

    assertThat(effects).containsExactly("msg_1");
  }

  @Test
  void run_sourceIsGone_waitsForANodeThatHasIt() {
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));
    Inbox bare = new Inbox(crm.engine(), List.of());
    try (JobRunner node = new JobRunner(crm.engine(), JobConfig.DEFAULT, bare.jobs())) {
      node.runDue();
    }
    assertThat(stored(id).state()).isEqualTo(InboundState.FAILED);
    assertThat(stored(id).lastError()).isEqualTo("UNKNOWN_PROVIDER");

    clock.advance(Duration.ofHours(1));
    crm.jobs().runDue();

    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
  }

  @Test
  void replay_whateverBecameOfIt_isWorkedOnAgain() {
    InboxService service = service(organization, Grants.all());
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));
    crm.jobs().runDue();

    Stored<InboundWebhook> replayed = service.replay(id);
    assertThat(replayed.value().state()).isEqualTo(InboundState.RECEIVED);
    assertThat(replayed.value().attempts()).isZero();
    crm.jobs().runDue();
    assertThat(effects).containsExactly("msg_1", "msg_1");

    handler.set(
        run -> {
          throw new IllegalStateException("down");
        });
    service.replay(id);
    crm.jobs().runDue();
    assertThat(stored(id).state()).isEqualTo(InboundState.FAILED);
    handler.set(this::note);
    service.replay(id); // whose job waits for its next try
    crm.jobs().runDue();

    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
    assertThat(jobs()).allSatisfy(job -> assertThat(job.state()).isEqualTo(JobState.DONE));
    assertThat(effects).hasSize(3);
  }

  @Test
  void replay_whileItRuns_isRefused() {
    InboxService service = service(organization, Grants.all());
    List<String> codes = new ArrayList<>();
    handler.set(
        run -> {
          assertThatExceptionOfType(ConflictException.class)
              .isThrownBy(() -> service.replay(run.id()))
              .satisfies(e -> codes.add(e.code()));
          return Outcome.DONE;
        });
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));

    crm.jobs().runDue();

    assertThat(codes).containsExactly("WEBHOOK_RUNNING");
    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
  }

  @Test
  void webhook_ofAnotherOrganizationOrWithoutTheRight_isNotThere() {
    Id<InboundWebhook> ours = accept("acme", about(organization, "msg_1"));
    Id<InboundWebhook> nobodys = accept("acme", acme("msg_2", "{}"));
    crm.jobs().runDue();
    InboxService service = service(organization, Grants.all());
    InboxService others = service(other, Grants.all());
    InboxService powerless = service(organization, Grants.none());

    assertThat(service.list(Query.ALL.limit(200)).items())
        .extracting(Stored::id)
        .containsExactly(ours);
    assertThat(others.list(Query.ALL).items()).isEmpty();
    for (InboxService each : List.of(others, service(organization, Grants.all()))) {
      Id<InboundWebhook> foreign = each == others ? ours : nobodys;
      assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> each.get(foreign));
      assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> each.replay(foreign));
    }
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> powerless.list(Query.ALL));
    assertThatExceptionOfType(NotPermittedException.class).isThrownBy(() -> powerless.get(ours));
    assertThatExceptionOfType(NotPermittedException.class).isThrownBy(() -> powerless.replay(ours));
    assertThat(crm.inbox().replay(nobodys).value().state()).isEqualTo(InboundState.RECEIVED);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> crm.inbox().replay(new Id<>(UUID.randomUUID())));
  }

  @Test
  void purge_thirtyDaysOld_isGoneAndOthersStay() {
    Id<InboundWebhook> old = accept("acme", acme("msg_1", "{}"));
    crm.jobs().runDue();
    clock.advance(Duration.ofDays(29));
    Id<InboundWebhook> young = accept("acme", acme("msg_2", "{}"));
    crm.jobs().runDue();
    assertThat(stored(old).state()).isEqualTo(InboundState.DONE);

    clock.advance(Duration.ofDays(2));
    crm.jobs().runDue();

    assertThat(crm.engine().platform().find(InboundWebhook.class, old)).isEmpty();
    assertThat(stored(young).state()).isEqualTo(InboundState.DONE);
  }

  @Test
  void purge_jobDiedWithItsNode_callIsDead() {
    Id<InboundWebhook> lost = accept("acme", acme("msg_1", "{}"));
    crm.engine()
        .platform(
            unit -> {
              Query ofCall = Query.where(Condition.eq("kind", "webhook.inbound"));
              unit.list(Job.class, ofCall).items().forEach(job -> unit.delete(Job.class, job));
              return lost;
            });
    crm.jobs().runDue(); // which stores when the purge comes
    handler.set(
        run -> {
          throw new IllegalStateException("down");
        });
    Id<InboundWebhook> waiting = accept("acme", acme("msg_2", "{}"));

    clock.advance(Duration.ofHours(20));
    crm.jobs().runDue();

    assertThat(stored(lost).state()).isEqualTo(InboundState.DEAD);
    assertThat(stored(lost).lastError()).isEqualTo("JOB_DEAD");
    assertThat(stored(waiting).state()).isEqualTo(InboundState.FAILED);
  }
}
