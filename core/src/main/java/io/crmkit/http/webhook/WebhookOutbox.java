package io.crmkit.http.webhook;

import io.crmkit.engine.EventPage;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one endpoint as its job sees and changes them, one transaction at a time. Used
 * by one thread.
 */
final class WebhookOutbox {
  /** While so many wait, the log keeps the rest. */
  static final int MOST_OPEN = 100;

  private static final int PAGE = 1_000;
  private static final int MOST_TRIES = 5;
  private static final Duration KEPT = Duration.ofDays(30);

  private final RecordSession session;
  private final Id<WebhookEndpoint> id;

  WebhookOutbox(RecordSession session, Id<WebhookEndpoint> id) {
    this.session = session;
    this.id = id;
  }

  /**
   * A part of the log.
   *
   * @param after behind which position it begins
   * @param page what the endpoint's owner sees of it
   */
  record Part(long after, EventPage page) {
    boolean isEmpty() {
      return page.position() <= after;
    }
  }

  /** A delivery that is still to be made. */
  record Outgoing(Id<WebhookDelivery> id, WebhookDelivery value) {}

  /**
   * What a try came to.
   *
   * @param delivery the delivery as it was before
   * @param answer null if the owner of the endpoint may not see the event any more
   */
  record Result(Outgoing delivery, @Nullable WebhookAnswer answer) {}

  /**
   * How the endpoint stands.
   *
   * @param open deliveries that are still to be made, in the order of the log
   */
  record Standing(WebhookEndpoint endpoint, List<Outgoing> open, Instant now) {
    boolean isHeld() {
      Instant until = endpoint.heldUntil();
      return endpoint.state() != EndpointState.ACTIVE || (until != null && now.isBefore(until));
    }
  }

  /** Returns how the endpoint stands, without what is open. */
  Optional<Standing> glance() {
    return session
        .records(WebhookEndpoint.class)
        .find(id)
        .map(found -> new Standing(found.value(), List.of(), session.clock().instant()));
  }

  /**
   * Puts down what came of tries, and makes deliveries of the events that the endpoint wants of a
   * part of the log; all of it or nothing.
   *
   * @return how the endpoint stands then; nothing if it is gone
   */
  Optional<Standing> settle(List<Result> results, @Nullable Part part) {
    for (int tries = 1; ; tries++) {
      try {
        return settled(results, part);
      } catch (StaleVersionException e) {
        if (tries == MOST_TRIES) {
          throw e;
        } // else somebody changed the endpoint at the same time
      }
    }
  }

  private Optional<Standing> settled(List<Result> results, @Nullable Part part) {
    return session.transact(
        joined -> {
          RuleContext rules = joined.rules();
          Stored<WebhookEndpoint> stored = rules.lock(WebhookEndpoint.class, id).orElse(null);
          if (stored == null) {
            return Optional.empty();
          }
          Map<Id<WebhookDelivery>, WebhookDelivery> open = open(rules);
          List<WebhookAnswer> answers = new ArrayList<>();
          results.forEach(result -> settle(rules, open, result).ifPresent(answers::add));
          WebhookEndpoint after = health(stored.value(), answers, rules.now());
          boolean isFull = inOrder(open).size() >= MOST_OPEN;
          if (part != null && part.after() == after.position() && !isFull) {
            after = announce(rules, after, part.page(), open);
          }
          note(rules, stored.value(), after);
          return Optional.of(new Standing(after, inOrder(open), rules.now()));
        });
  }

  private static List<Outgoing> inOrder(Map<Id<WebhookDelivery>, WebhookDelivery> open) {
    List<Outgoing> waiting = new ArrayList<>();
    open.forEach(
        (delivery, value) -> {
          if (value.isOpen()) {
            waiting.add(new Outgoing(delivery, value));
          }
        });
    waiting.sort(Comparator.comparing(each -> each.value().eventPosition()));
    return waiting;
  }

  /** Returns what is to be delivered, each state as one range of the index. */
  private Map<Id<WebhookDelivery>, WebhookDelivery> open(RuleContext rules) {
    Map<Id<WebhookDelivery>, WebhookDelivery> open = new LinkedHashMap<>();
    for (DeliveryState state : List.of(DeliveryState.FAILED, DeliveryState.PENDING)) {
      Query ofState = Query.where(ours(Condition.eq("state", state))).sort("nextAttemptAt");
      rules
          .query(WebhookDelivery.class, ofState.limit(PAGE))
          .forEach(each -> open.put(each.id(), each.value()));
    }
    return open;
  }

  private Condition ours(Condition... further) {
    return Condition.eq("endpointId", id).and(Condition.all(further));
  }

  /** Returns the answer, unless another run of the job was quicker. */
  private static Optional<WebhookAnswer> settle(
      RuleContext rules, Map<Id<WebhookDelivery>, WebhookDelivery> open, Result result) {
    Id<WebhookDelivery> delivery = result.delivery().id();
    WebhookDelivery sent = result.delivery().value();
    WebhookDelivery current = open.get(delivery);
    WebhookAnswer answer = result.answer();
    if (current == null
        || current.state() != sent.state()
        || current.attempts() != sent.attempts()) {
      return Optional.empty();
    }
    update(rules, open, delivery, tried(current, answer, rules.now()));
    return Optional.ofNullable(answer);
  }

  private static WebhookDelivery tried(
      WebhookDelivery sent, @Nullable WebhookAnswer answer, Instant now) {
    if (answer != null && answer.isTaken()) {
      return sent.tried(DeliveryState.DELIVERED, answer, null);
    }
    Duration wait = answer == null ? null : RetryPlan.after(sent.attempts() + 1).orElse(null);
    if (answer == null || wait == null) {
      return sent.tried(DeliveryState.DEAD, answer, null);
    }
    Duration asked = answer.retryAfter();
    Instant next = now.plus(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
    return sent.tried(DeliveryState.FAILED, answer, next);
  }

  private static void update(
      RuleContext rules,
      Map<Id<WebhookDelivery>, WebhookDelivery> open,
      Id<WebhookDelivery> delivery,
      WebhookDelivery value) {
    rules.updateQuietly(WebhookDelivery.class, delivery, value);
    open.put(delivery, value);
  }

  /** One success shows that the endpoint lives, whatever failed beside it. */
  private static WebhookEndpoint health(
      WebhookEndpoint endpoint, List<WebhookAnswer> answers, Instant now) {
    if (answers.isEmpty()) {
      return endpoint;
    }
    if (answers.stream().anyMatch(WebhookAnswer::isGone)) {
      return endpoint.healthy(EndpointState.DISABLED, endpoint.failingSince(), null);
    }
    Instant asked = null;
    for (WebhookAnswer answer : answers) {
      Duration rest = answer.retryAfter();
      if (rest != null && (asked == null || asked.isBefore(now.plus(rest)))) {
        asked = now.plus(rest);
      }
    }
    if (answers.stream().anyMatch(WebhookAnswer::isTaken)) {
      return endpoint.healthy(endpoint.state(), null, asked);
    }
    return failed(endpoint, asked, now);
  }

  private static WebhookEndpoint failed(
      WebhookEndpoint endpoint, @Nullable Instant asked, Instant now) {
    Instant since = endpoint.failingSince() == null ? now : endpoint.failingSince();
    if (!now.isBefore(since.plus(RetryPlan.PATIENCE))) {
      return endpoint.healthy(EndpointState.DISABLED, since, null);
    }
    Instant held = now.plus(RetryPlan.hold(since, now));
    return endpoint.healthy(
        endpoint.state(), since, asked != null && asked.isAfter(held) ? asked : held);
  }

  private WebhookEndpoint announce(
      RuleContext rules,
      WebhookEndpoint endpoint,
      EventPage page,
      Map<Id<WebhookDelivery>, WebhookDelivery> open) {
    Long replayTo = endpoint.replayTo();
    Map<String, Stored<WebhookDelivery>> known = known(rules, endpoint, page);
    for (Event event : page.events()) {
      Long position = event.position();
      if (position == null || !endpoint.wants(event.type(), event.action())) {
        continue;
      }
      String messageId = WebhookMessage.id(id, event.id());
      Stored<WebhookDelivery> before = known.get(messageId);
      if (before == null) {
        String record = event.recordId().toString();
        WebhookDelivery fresh = WebhookDelivery.of(id, messageId, position, event.action(), record);
        open.put(rules.create(WebhookDelivery.class, fresh), fresh);
      } else if (!before.value().isOpen() && replayTo != null && position <= replayTo) {
        update(rules, open, before.id(), before.value().renewed());
      }
    }
    boolean isReplayed = replayTo != null && page.position() >= replayTo;
    return endpoint.at(page.position(), isReplayed ? null : replayTo);
  }

  /** Deliveries are there already where a replay goes over the log once more. */
  private Map<String, Stored<WebhookDelivery>> known(
      RuleContext rules, WebhookEndpoint endpoint, EventPage page) {
    Map<String, Stored<WebhookDelivery>> known = new HashMap<>();
    if (endpoint.replayTo() == null) {
      return known;
    }
    Condition there =
        ours(
            Condition.compare("eventPosition", Op.GT, endpoint.position()),
            Condition.compare("eventPosition", Op.LTE, page.position()));
    rules
        .query(WebhookDelivery.class, Query.where(there).sort("eventPosition").limit(PAGE))
        .forEach(each -> known.put(each.value().messageId(), each));
    return known;
  }

  private void note(RuleContext rules, WebhookEndpoint before, WebhookEndpoint after) {
    if (after.state() != before.state()) {
      rules.update(WebhookEndpoint.class, id, after);
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      Id<?> owner = after.ownerId();
      Instant since = after.failingSince();
      facts.put("ownerId", owner == null ? null : owner.toString());
      facts.put("failingSince", since == null ? null : since.toString());
      rules.emit(WebhookEndpoint.NAME + ".disabled", WebhookEndpoint.NAME, id, facts);
    } else if (!after.equals(before)) {
      rules.updateQuietly(WebhookEndpoint.class, id, after);
    }
  }

  /** Counts it as a failure that nobody is there on whose behalf events could be shown. */
  Optional<Standing> ownerless() {
    return session.transact(
        joined -> {
          RuleContext rules = joined.rules();
          return rules
              .lock(WebhookEndpoint.class, id)
              .map(
                  stored -> {
                    WebhookEndpoint after = failed(stored.value(), null, rules.now());
                    note(rules, stored.value(), after);
                    return new Standing(after, List.of(), rules.now());
                  });
        });
  }

  /** Gives an endpoint its place in the log, unless it has one. */
  void place(long position) {
    session.transact(
        joined -> {
          RuleContext rules = joined.rules();
          rules
              .lock(WebhookEndpoint.class, id)
              .filter(stored -> stored.value().position() == WebhookEndpoint.NOWHERE)
              .ifPresent(
                  stored ->
                      rules.updateQuietly(
                          WebhookEndpoint.class, id, stored.value().at(position, null)));
          return position;
        });
  }

  /** Removes the oldest deliveries that are over, if they are older than 30 days. */
  void purge() {
    Query oldest = Query.where(ours()).sort("eventPosition").limit(PAGE);
    removeAll(rules -> old(rules, oldest.limit(1)).isEmpty() ? List.of() : old(rules, oldest));
  }

  private static List<Stored<WebhookDelivery>> old(RuleContext rules, Query oldest) {
    Instant before = rules.now().minus(KEPT);
    return rules.query(WebhookDelivery.class, oldest).stream()
        .filter(each -> !each.value().isOpen() && each.createdAt().isBefore(before))
        .toList();
  }

  /** Removes all deliveries of an endpoint that is gone. */
  void clear() {
    Query all = Query.where(ours()).sort("eventPosition").limit(PAGE);
    removeAll(rules -> rules.query(WebhookDelivery.class, all));
  }

  private void removeAll(Function<RuleContext, List<Stored<WebhookDelivery>>> choose) {
    int count;
    do {
      count =
          session.transact(
              joined -> {
                RuleContext rules = joined.rules();
                List<Stored<WebhookDelivery>> chosen = choose.apply(rules);
                chosen.forEach(each -> rules.delete(WebhookDelivery.class, each.id()));
                return chosen.size();
              });
    } while (count > 0);
  }
}
