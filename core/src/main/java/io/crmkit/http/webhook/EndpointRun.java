package io.crmkit.http.webhook;

import io.crmkit.engine.EventFilter;
import io.crmkit.engine.RecordSession;
import io.crmkit.http.webhook.WebhookOutbox.Outgoing;
import io.crmkit.http.webhook.WebhookOutbox.Part;
import io.crmkit.http.webhook.WebhookOutbox.Result;
import io.crmkit.http.webhook.WebhookOutbox.Standing;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of an endpoint's job: makes deliveries of what the log holds, sends what is due, and
 * tells when it comes again. Used by one thread.
 */
final class EndpointRun {
  /** How long the job rests when there is nothing to do; nobody may have been there to wake it. */
  static final Duration REST = Duration.ofMinutes(1);

  /** An endpoint with much to do lets others have a turn. */
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** What a node leaves that is about to end is taken up elsewhere. */
  private static final Duration TO_ANOTHER_NODE = Duration.ofSeconds(1);

  private static final int CHUNK = 100;
  private static final int HISTORY = 100;

  private final WebhookOutbox outbox;
  private final WebhookCourier courier;
  private final RecordSession session;
  private final LogTimes log;
  private final Id<WebhookEndpoint> id;
  private final Semaphore desks;
  private final Function<WebhookEndpoint, Optional<RecordSession>> readers;
  private final Map<Long, Event> known = new HashMap<>();
  private boolean isHeld;

  /**
   * Prepares a run.
   *
   * @param session the system's own
   * @param log what it sees of the log
   * @param desks of which runs hold one each while they use the storage, so that they leave
   *     connections to others
   * @param readers returns what the owner of the endpoint sees, or nothing if there is none
   */
  EndpointRun(
      RecordSession session,
      LogTimes log,
      Id<WebhookEndpoint> id,
      WebhookCourier courier,
      Semaphore desks,
      Function<WebhookEndpoint, Optional<RecordSession>> readers) {
    this.session = session;
    this.log = log;
    this.id = id;
    this.outbox = new WebhookOutbox(session, id);
    this.courier = courier;
    this.desks = desks;
    this.readers = readers;
  }

  /** Returns whether nothing is sent before the next run, as the receiver fails. */
  boolean isHeld() {
    return isHeld;
  }

  /** Runs, and returns when to come again; null if the endpoint is gone. */
  @Nullable Instant run() throws InterruptedException {
    desks.acquire();
    try {
      return runAtDesk();
    } finally {
      desks.release();
    }
  }

  /** Removes deliveries that are over since long. */
  void purge() throws InterruptedException {
    desks.acquire();
    try {
      outbox.purge();
    } finally {
      desks.release();
    }
  }

  private @Nullable Instant runAtDesk() throws InterruptedException {
    long end = System.nanoTime() + TURN_NANOS;
    List<Result> results = List.of();
    Standing standing = outbox.glance().map(this::placed).orElse(null);
    while (standing != null) {
      RecordSession reader = readers.apply(standing.endpoint()).orElse(null);
      Part part = reader == null ? null : ahead(standing, reader);
      standing = outbox.settle(results, part).map(this::placed).orElse(null);
      if (standing != null && reader == null) {
        return standing.isHeld() ? next(standing) : ownerless();
      }
      if (standing == null || reader == null) {
        break;
      }
      Collection<List<Outgoing>> due = standing.isHeld() ? List.of() : due(standing);
      if (part == null && due.isEmpty()) {
        isHeld = standing.isHeld() && standing.endpoint().state() == EndpointState.ACTIVE;
        return next(standing);
      }
      if (courier.isClosed()) {
        return standing.now().plus(TO_ANOTHER_NODE);
      }
      if (System.nanoTime() > end) {
        return standing.now();
      }
      results = due.isEmpty() ? List.of() : sent(standing, due, reader);
    }
    outbox.clear();
    return null;
  }

  /** Lets others to the desk while receivers are waited for. */
  private List<Result> sent(Standing standing, Collection<List<Outgoing>> due, RecordSession reader)
      throws InterruptedException {
    desks.release();
    try {
      return courier.send(standing, due, each -> event(reader, each));
    } finally {
      desks.acquireUninterruptibly();
    }
  }

  private @Nullable Instant ownerless() {
    return outbox.ownerless().map(EndpointRun::next).orElse(null);
  }

  /** An endpoint begins behind the change that made it active, wherever the log has got to. */
  private Standing placed(Standing standing) {
    WebhookEndpoint endpoint = standing.endpoint();
    boolean hasPlace =
        endpoint.position() != WebhookEndpoint.NOWHERE
            || endpoint.state() == EndpointState.DISABLED;
    Event change = hasPlace ? null : activation();
    Long position = change == null ? null : log.placed(change).map(Event::position).orElse(null);
    if (position == null) { // there already, or it is heard of when it gets one
      return standing;
    }
    outbox.place(position);
    return new Standing(endpoint.at(position, null), standing.open(), standing.now());
  }

  private @Nullable Event activation() {
    String cursor = null;
    do {
      Page<Event> page = session.records(WebhookEndpoint.class).history(id, cursor, HISTORY);
      for (Event event : page.items()) {
        Event.Change state = event.changes().get("state");
        boolean wasOff =
            state != null
                && (state.from() == null || state.from().equals(EndpointState.DISABLED.name()));
        if (wasOff) {
          return event;
        }
      }
      cursor = page.nextCursor();
    } while (cursor != null);
    return null;
  }

  /** Returns what the log has to be made deliveries of, or null if there is nothing. */
  private @Nullable Part ahead(Standing standing, RecordSession reader) {
    WebhookEndpoint endpoint = standing.endpoint();
    if (standing.isHeld() // the log keeps it meanwhile
        || endpoint.position() == WebhookEndpoint.NOWHERE
        || standing.open().size() >= WebhookOutbox.MOST_OPEN) {
      return null;
    }
    Part part =
        new Part(endpoint.position(), reader.events(EventFilter.ALL, endpoint.position(), CHUNK));
    if (part.isEmpty()) {
      return null;
    }
    known.clear();
    part.page().events().forEach(event -> known.put(event.position(), event));
    return part;
  }

  private Optional<Event> event(RecordSession reader, Outgoing delivery) {
    long position = delivery.value().eventPosition();
    Event seen = known.get(position);
    if (seen != null) {
      return Optional.of(seen);
    }
    desks.acquireUninterruptibly();
    try {
      return reader.event(position);
    } finally {
      desks.release();
    }
  }

  /**
   * Returns what is due, in the order of each record: what is behind a delivery that waits for its
   * next try waits too. An endpoint to which all failed gets one delivery, as a probe.
   */
  private static Collection<List<Outgoing>> due(Standing standing) {
    Map<String, List<Outgoing>> chains = new LinkedHashMap<>();
    Map<String, Outgoing> blocked = new HashMap<>();
    for (Outgoing each : standing.open()) {
      Instant next = each.value().nextAttemptAt();
      String record = each.value().recordId();
      if (next != null && standing.now().isBefore(next)) {
        blocked.putIfAbsent(record, each);
      } else if (!blocked.containsKey(record)) {
        chains.computeIfAbsent(record, key -> new ArrayList<>()).add(each);
      }
    }
    if (standing.endpoint().failingSince() != null && !chains.isEmpty()) {
      return List.of(List.of(chains.values().iterator().next().get(0)));
    }
    return chains.values();
  }

  /** Returns when there is something to do again, a minute from now at the latest. */
  private static Instant next(Standing standing) {
    Instant last = standing.now().plus(REST);
    if (standing.endpoint().state() != EndpointState.ACTIVE) {
      return last;
    }
    Map<String, Instant> firsts = new HashMap<>();
    for (Outgoing each : standing.open()) {
      Instant due = each.value().nextAttemptAt();
      firsts.putIfAbsent(each.value().recordId(), due == null ? standing.now() : due);
    }
    Instant first = firsts.values().stream().min(Comparator.naturalOrder()).orElse(last);
    Instant held = standing.endpoint().heldUntil();
    Instant next = held != null && held.isAfter(first) ? held : first;
    return next.isBefore(last) ? next : last;
  }
}
