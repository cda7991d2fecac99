package io.crmkit.http.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Engine;
import io.crmkit.engine.Subscription;
import io.crmkit.job.JobRequest;
import io.crmkit.record.Condition;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private static final int MOST_AT_ONCE = 500;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final Engine engine;
  private final Map<UUID, Set<News>> changed = new ConcurrentHashMap<>();
  private final Map<Id<WebhookEndpoint>, Late> late = new HashMap<>();
  private final Semaphore wake = new Semaphore(0);
  private final Cache<UUID, List<Listener>> listeners =
      Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();
  private @Nullable Subscription subscription;
  private @Nullable Thread thread;
  private volatile boolean isClosed;

  /** What endpoints choose events by. */
  private record News(String type, String action) {}

  /** An endpoint, and what it chose. */
  private record Listener(Id<WebhookEndpoint> endpoint, List<String> types) {
    boolean wants(Set<News> news) {
      return news.stream()
          .anyMatch(
              each ->
                  each.type().equals(WebhookEndpoint.NAME) // it may wait for its place in the log
                      || WebhookEndpoint.wants(types, each.type(), each.action()));
    }
  }

  /**
   * An endpoint whose job is under way, and may have looked too early. Known to the thread only.
   */
  private record Late(UUID organization, long pauseMillis, long dueNanos) {
    static Late now(UUID organization) {
      return new Late(organization, PAUSE_MILLIS, System.nanoTime());
    }

    Late longer() {
      return new Late(
          organization,
          Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS),
          System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis));
    }

    boolean isDue() {
      return System.nanoTime() - dueNanos >= 0;
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
      listeners.invalidate(event.organizationId());
    }
    if (!event.organizationId().equals(PLATFORM)) {
      Set<News> news = new HashSet<>(Set.of(new News(event.type(), event.action())));
      changed.merge(event.organizationId(), news, WebhookWaker::both);
      wake.release();
    }
  }

  private static Set<News> both(Set<News> former, Set<News> further) {
    former.addAll(further);
    return former;
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
    for (UUID organization : List.copyOf(changed.keySet())) {
      Set<News> news = changed.remove(organization); // before looking, or something may be missed
      if (news == null) {
        continue;
      }
      try {
        for (Listener each : listeners.get(organization, this::load)) {
          if (each.wants(news)) {
            late.putIfAbsent(each.endpoint(), Late.now(organization));
          }
        }
      } catch (RuntimeException e) {
        changed.merge(organization, news, WebhookWaker::both);
        throw e;
      }
    }
    Map<UUID, List<Id<WebhookEndpoint>>> due = new HashMap<>();
    late.forEach(
        (endpoint, wait) -> {
          if (wait.isDue()) {
            due.computeIfAbsent(wait.organization(), key -> new ArrayList<>()).add(endpoint);
          }
        });
    due.forEach(this::hasten);
    return !late.isEmpty();
  }

  private void hasten(UUID organization, List<Id<WebhookEndpoint>> due) {
    for (int from = 0; from < due.size(); from += MOST_AT_ONCE) {
      Map<JobRequest, Id<WebhookEndpoint>> jobs = new HashMap<>();
      due.subList(from, Math.min(due.size(), from + MOST_AT_ONCE))
          .forEach(endpoint -> jobs.put(Webhooks.job(endpoint), endpoint));
      List<JobRequest> running = JobRequest.hasten(engine, organization, jobs.keySet());
      jobs.forEach(
          (job, endpoint) -> {
            if (running.contains(job)) {
              late.computeIfPresent(endpoint, (id, wait) -> wait.longer());
            } else {
              late.remove(endpoint);
            }
          });
    }
  }

  private List<Listener> load(UUID organization) {
    List<Listener> active = new ArrayList<>();
    engine
        .session(Actor.system(organization, "webhook", Grants.all()))
        .records(WebhookEndpoint.class)
        .forEach(
            Query.where(Condition.eq("state", EndpointState.ACTIVE)).sort("id").scanning(),
            each -> active.add(new Listener(each.id(), each.value().types())));
    return active;
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
