package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.UnavailableException;
import io.crmkit.http.webhook.WebhookHandler.Outcome;
import io.crmkit.job.Job;
import io.crmkit.job.JobConfig;
import io.crmkit.job.JobRunner;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A CRM that takes in calls of four providers. */
abstract class InboxBench {
  static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  static final String URL = "https://crm.example/webhooks/acme";
  static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  static final String STRIPE = "whsec_stripe";

  final SettableClock clock = new SettableClock(MONDAY);
  final List<String> effects = Collections.synchronizedList(new ArrayList<>());
  final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
  final AtomicReference<WebhookHandler> handler = new AtomicReference<>(this::note);
  Crm crm;
  UUID organization;
  UUID other;

  abstract Storage emptyStorage();

  /** How the storage fails. */
  enum Fault {
    NONE,
    DOWN,
    LOST_AT_COMMIT
  }

  Storage failing(Storage storage) {
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
                    .organization(InboxBench::owner)
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

  Outcome handled(WebhookRun run) throws Exception {
    return handler.get().run(run);
  }

  Outcome note(WebhookRun run) {
    effects.add(run.eventId());
    return Outcome.DONE;
  }

  static Optional<UUID> owner(InboundRequest request) {
    return request.header("x-organization").map(UUID::fromString);
  }

  static Instant signedAt(InboundRequest request) {
    return request.header("signed-at").map(Instant::parse).orElse(null);
  }

  InboundRequest acme(String id, String body) {
    return WebhookSignatures.to(URL, clock.instant()).standard(SECRET, id, body);
  }

  InboundRequest about(UUID owner, String id) {
    InboundRequest signed = acme(id, "{}");
    return Schemes.with(signed, "X-Organization", List.of(owner.toString()));
  }

  InboundRequest stripe(String body) {
    return WebhookSignatures.to(URL, clock.instant()).stripe(STRIPE, body);
  }

  Id<InboundWebhook> accept(String provider, InboundRequest request) {
    Receipt receipt = crm.inbox().receive(provider, request);
    assertThat(receipt).isInstanceOf(Receipt.Accepted.class);
    return ((Receipt.Accepted) receipt).id();
  }

  InboundWebhook stored(Id<InboundWebhook> id) {
    return crm.engine().platform().find(InboundWebhook.class, id).orElseThrow().value();
  }

  long count(Class<?> type) {
    return crm.engine().platform().count(type, Condition.always(), 1_000);
  }

  InboxService service(UUID of, Grants grants) {
    Actor actor = Actor.system(of, "test", grants);
    return new InboxService(crm.engine(), crm.as(actor).session());
  }

  JobRunner node() {
    JobConfig quick = JobConfig.DEFAULT.lease(Duration.ofMillis(600));
    return new JobRunner(crm.engine(), quick, crm.inbox().jobs());
  }

  static InboundRequest lax(String header, String value) {
    return InboundRequest.of("POST", URL, Map.of(header, List.of(value)), new byte[] {0, -1, 7});
  }

  List<String> accounts(UUID of) {
    Actor actor = Actor.system(of, "test", Grants.all());
    return crm.as(actor).records(Account.class).list(Query.ALL).items().stream()
        .map(each -> each.value().name())
        .toList();
  }

  List<Job> jobs() {
    Query ofCalls = Query.where(Condition.eq("kind", "webhook.inbound"));
    return crm.engine().platform().list(Job.class, ofCalls).items().stream()
        .map(Stored::value)
        .toList();
  }

  @SuppressWarnings("InfiniteRecursion") // what a deep body does to a careless handler
  static Outcome endless(WebhookRun run) {
    return endless(run);
  }
}
