package io.crmkit.http.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Engine;
import io.crmkit.engine.Subscription;
import io.crmkit.record.Condition;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the jobs of endpoints soon after events of their organization got their place in the log.
 * It keeps nothing: what it loses is found by the jobs themselves, which come every minute. It
 * begins when the first such job runs on this node, so that it costs nothing where there is none.
 */
final class WebhookWaker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookWaker.class);

  /** Time for a job that saw nothing to end, and for events to come together. */
  private static final long PAUSE_MILLIS = 50;

  /** Events of what stands outside of organizations are of no interest. */
  private static final UUID PLATFORM = new UUID(0, 0);

  private static final int MOST_KNOWN = 10_000;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final Engine engine;
  private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
  private final Map<Id<WebhookEndpoint>, Late> late = new HashMap<>();
  private final Semaphore wake = new Semaphore(0);
  private final Cache<UUID, List<Id<WebhookEndpoint>>> endpoints =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();
  private @Nullable Subscription subscription;
  private @Nullable Thread thread;
  private volatile boolean isClosed;

  /**
   * An endpoint whose job is under way, and may have looked too early. Known to the thread only.
   */
  private record Late(UUID organization, long pauseMillis, long dueNanos) {
    Late longer() {
      return new Late(
          organization,
          Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS),
          System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis));
    }
  }

  WebhookWaker(Engine engine) {
    this.engine = engine;
  }

  /** Begins to listen from the present on, unless it does already. */
  synchronized void start() {
    if (thread != null || isClosed) {
      return;
    }
    subscription = engine.events().subscribe(null, engine.events().lastPosition(), this::hear);
    Thread made = new Thread(this::run, "crmkit-webhook-waker");
    made.setDaemon(true);
    made.start();
    thread = made;
  }

  private void hear(Event event) {
    if (event.type().equals(WebhookEndpoint.NAME)) {
      endpoints.invalidate(event.organizationId());
    }
    boolean isOfOrganization = !event.organizationId().equals(PLATFORM);
    if (isOfOrganization && changed.add(event.organizationId())) {
      wake.release();
    }
  }

  private void run() {
    boolean isFailing = false;
    boolean hasMore = false;
    try {
      while (!isClosed) {
        if (!hasMore) {
          wake.acquire();
        }
        wake.drainPermits();
        try {
          hasMore = turn();
          isFailing = false;
        } catch (RuntimeException e) {
          if (!isFailing && !isClosed) {
            LOG.warn("webhooks cannot be woken; trying again", e);
          }
          isFailing = true;
          hasMore = true;
        }
        TimeUnit.MILLISECONDS.sleep(isFailing ? PAUSE_MILLIS * 20 : PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed; the thread is this one's own
    }
  }

  /** Returns whether there is something left to try again. */
  private boolean turn() {
    for (UUID organization : List.copyOf(changed)) {
      changed.remove(organization); // before looking, so that what comes meanwhile is not lost
      try {
        for (Id<WebhookEndpoint> endpoint : endpoints.get(organization, this::load)) {
          late.putIfAbsent(endpoint, new Late(organization, PAUSE_MILLIS, System.nanoTime()));
        }
      } catch (RuntimeException e) {
        changed.add(organization);
        throw e;
      }
    }
    for (Map.Entry<Id<WebhookEndpoint>, Late> each : List.copyOf(late.entrySet())) {
      Late wait = each.getValue();
      if (System.nanoTime() - wait.dueNanos() >= 0) {
        if (Webhooks.job(each.getKey()).hasten(engine, wait.organization())) {
          late.remove(each.getKey());
        } else {
          late.put(each.getKey(), wait.longer());
        }
      }
    }
    return !late.isEmpty();
  }

  private List<Id<WebhookEndpoint>> load(UUID organization) {
    List<Id<WebhookEndpoint>> ids = new ArrayList<>();
    engine
        .session(Actor.system(organization, "webhook", Grants.all()))
        .records(WebhookEndpoint.class)
        .forEach(
            Query.where(Condition.eq("state", EndpointState.ACTIVE)).sort("id").scanning(),
            endpoint -> ids.add(endpoint.id()));
    return ids;
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      isClosed = true;
      running = thread;
      if (subscription != null) {
        subscription.close();
      }
    }
    if (running != null) {
      running.interrupt();
    }
  }
}
