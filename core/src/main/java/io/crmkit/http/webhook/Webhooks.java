package io.crmkit.http.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Engine;
import io.crmkit.engine.RecordSession;
import io.crmkit.job.JobKind;
import io.crmkit.job.JobRequest;
import io.crmkit.job.JobRun;
import io.crmkit.record.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * Sends the events of organizations to their endpoints: whatever is committed, at least once, in
 * the order of each record. The log is the only truth; each endpoint has its place in it and one
 * job, which goes on from there. Thread-safe.
 *
 * @since 0.1
 */
public final class Webhooks implements AutoCloseable {
  private static final String KIND = "webhook.deliver";
  private static final String ENDPOINT = "endpoint";
  private static final int THREADS = 64;

  /** How many runs use the storage at once, all others wait for receivers or for their turn. */
  private static final int DESKS = 2;

  private static final Duration PURGES = Duration.ofHours(1);

  private final Engine engine;
  private final BiFunction<UUID, UUID, Optional<Actor>> members;
  private final WebhookSender sender;
  private final WebhookCourier courier;
  private final WebhookWaker waker;
  private final Semaphore desks = new Semaphore(DESKS, true);
  private final Cache<Id<WebhookEndpoint>, Boolean> purged;

  /**
   * Prepares; nothing is sent before the job runs.
   *
   * @param members returns what a user may do in an organization, or nothing if it is no member: an
   *     endpoint is sent what its owner may see
   */
  public Webhooks(
      Engine engine, BiFunction<UUID, UUID, Optional<Actor>> members, WebhookConfig config) {
    this.engine = engine;
    this.members = members;
    this.sender = new WebhookSender(config, engine.clock());
    this.courier = new WebhookCourier(sender);
    this.waker = new WebhookWaker(engine);
    this.purged =
        Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(PURGES)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(engine.clock().millis()))
            .build();
  }

  /** Returns the kind of job that delivers; a run waits for answers most of its time. */
  public JobKind jobKind() {
    return JobKind.builder(KIND, this::run).grants(Grants.all()).ownThreads(THREADS).build();
  }

  /** Returns the one job of an endpoint. */
  static JobRequest job(Id<WebhookEndpoint> endpoint) {
    return JobRequest.of(KIND)
        .payload(Map.of(ENDPOINT, endpoint.toString()))
        .uniqueKey(KIND + ":" + endpoint)
        .maxAttempts(Integer.MAX_VALUE);
  }

  /** Returns what an actor does with the endpoints of its organization. */
  public WebhookService service(RecordSession session) {
    return new WebhookService(session, sender, log(session));
  }

  private LogTimes log(RecordSession session) {
    return new LogTimes(session, engine.events()::lastPosition);
  }

  private void run(JobRun run) throws InterruptedException {
    waker.start();
    RecordSession session = run.session();
    Id<WebhookEndpoint> endpoint = Id.of(String.valueOf(run.payload().get(ENDPOINT)));
    EndpointRun work =
        new EndpointRun(
            session,
            log(session),
            endpoint,
            courier,
            desks,
            each -> reader(session.organizationId(), each));
    Instant next = work.run();
    if (next != null && purged.asMap().putIfAbsent(endpoint, true) == null) {
      work.purge();
    }
    if (next != null && work.isHeld()) {
      run.restsUntil(next); // what happens meanwhile need not wake it
    } else if (next != null) {
      run.againAt(next);
    }
  }

  private Optional<RecordSession> reader(UUID organization, WebhookEndpoint endpoint) {
    Id<?> owner = endpoint.ownerId();
    Optional<Actor> actor =
        owner == null
            ? Optional.of(Actor.system(organization, "webhook", Grants.all()))
            : members.apply(organization, owner.value());
    return actor.map(engine::session);
  }

  /** Begins no more calls; to be called before the node's jobs are stopped. */
  @Override
  public void close() {
    waker.close();
    courier.close();
    sender.close();
  }
}
