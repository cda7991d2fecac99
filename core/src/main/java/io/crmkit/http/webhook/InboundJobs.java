package io.crmkit.http.webhook;

import io.crmkit.engine.Engine;
import io.crmkit.engine.PlatformReads;
import io.crmkit.error.ConflictException;
import io.crmkit.error.CrmException;
import io.crmkit.error.NotFoundException;
import io.crmkit.job.Job;
import io.crmkit.job.JobKind;
import io.crmkit.job.JobRequest;
import io.crmkit.job.JobRun;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Works on what came in, and removes it in the end. The jobs belong to the store, not to the
 * organization that a call is about: that may become known only while it is worked on.
 */
final class InboundJobs {
  private static final String KIND = "webhook.inbound";
  private static final String ID = "webhook";
  private static final Duration KEPT = Duration.ofDays(30);

  /** Longer than any job waits for its next try. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(3);

  /** Each row may hold a megabyte. */
  private static final int AT_ONCE = 25;

  private final Engine engine;
  private final Map<String, InboundSource> sources;

  InboundJobs(Engine engine, Map<String, InboundSource> sources) {
    this.engine = engine;
    this.sources = sources;
  }

  /** Returns the kind that works on one call, and one that comes every night at 2:40, UTC. */
  List<JobKind> kinds() {
    return List.of(
        JobKind.of(KIND, this::work),
        JobKind.builder("webhook.purge", this::purge).comes("40 2 * * *").build());
  }

  /** Returns the job that works on a call; there is one at a time. */
  static JobRequest of(Id<InboundWebhook> id) {
    return JobRequest.of(KIND).payload(Map.of(ID, id.toString())).uniqueKey(key(id));
  }

  private static String key(Id<InboundWebhook> id) {
    return KIND + ":" + id;
  }

  static Stored<InboundWebhook> replay(
      Engine engine, Id<InboundWebhook> id, Predicate<InboundWebhook> isVisible) {
    return engine.platform(
        unit -> {
          Stored<InboundWebhook> webhook =
              unit.lock(InboundWebhook.class, List.of(id)).stream()
                  .filter(each -> isVisible.test(each.value()))
                  .findFirst()
                  .orElseThrow(() -> new NotFoundException("inbound-webhook", id.toString()));
          if (!of(id).enqueueNow(unit, null)) {
            throw new ConflictException(
                "WEBHOOK_RUNNING", "inbound-webhook " + id + " is being worked on");
          }
          return unit.update(InboundWebhook.class, webhook, webhook.value().again());
        });
  }

  private void work(JobRun run) {
    Id<InboundWebhook> id = Id.of(String.valueOf(run.payload().get(ID)));
    Stored<InboundWebhook> webhook = engine.platform().find(InboundWebhook.class, id).orElse(null);
    if (webhook == null || !webhook.value().state().isOpen()) {
      return; // removed, or a node did it that died before it could say so
    }
    InboundSource source = sources.get(webhook.value().provider());
    if (source == null) {
      failed(run, webhook, null, "UNKNOWN_PROVIDER", null);
      return;
    }
    WebhookRun call = new WebhookRun(engine, source, webhook, run.attempt());
    WebhookHandler.Outcome outcome = null;
    try {
      outcome = Objects.requireNonNull(source.handler().run(call), "a handler answers");
    } catch (Exception | StackOverflowError e) {
      failed(run, webhook, call.organization(), cause(e), e);
    }
    if (outcome != null) {
      InboundState how =
          outcome == WebhookHandler.Outcome.DONE ? InboundState.DONE : InboundState.IGNORED;
      note(id, how, run.attempt(), null, call.organization());
    }
  }

  /** Messages may repeat what was received, so only the kind of a failure is kept. */
  private static String cause(Throwable e) {
    return e instanceof CrmException known ? known.code() : e.getClass().getSimpleName();
  }

  private void failed(
      JobRun run,
      Stored<InboundWebhook> webhook,
      @Nullable Id<?> organization,
      String error,
      @Nullable Throwable cause) {
    IllegalStateException failure =
        new IllegalStateException(
            webhook.value().provider() + " webhook " + webhook.id() + ": " + error, cause);
    boolean wasInterrupted = Thread.interrupted(); // nothing can be written while it stands
    try {
      if (!run.isCancelled()) { // else whoever took the job over says what becomes of it
        InboundState how = run.isLastAttempt() ? InboundState.DEAD : InboundState.FAILED;
        note(webhook.id(), how, run.attempt(), error, organization);
      }
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
    throw failure;
  }

  /** Says what became of a call. What was done once stays done, whatever a slower node says. */
  private void note(
      Id<InboundWebhook> id,
      InboundState how,
      int attempts,
      @Nullable String error,
      @Nullable Id<?> organization) {
    engine.platform(
        unit -> {
          for (Stored<InboundWebhook> now : unit.lock(InboundWebhook.class, List.of(id))) {
            InboundState state = now.value().state();
            boolean isNews = state.isOpen() || (state == InboundState.DEAD && error == null);
            if (isNews) {
              Id<?> owner = organization == null ? now.value().organization() : organization;
              InboundWebhook value = now.value().tried(how, attempts, error, owner);
              unit.update(InboundWebhook.class, now, value);
            }
          }
          return id;
        });
  }

  private void purge(JobRun run) {
    Instant now = engine.clock().instant();
    Query old =
        Query.where(Condition.compare("receivedAt", Op.LT, now.minus(KEPT)))
            .sort("receivedAt")
            .limit(AT_ONCE);
    while (!run.isCancelled() && purge(old) == AT_ONCE) {
      run.progress(50);
    }
    Query waiting =
        Query.where(
                Condition.all(
                    Condition.in("state", List.of(InboundState.RECEIVED, InboundState.FAILED)),
                    Condition.compare("updatedAt", Op.LT, now.minus(LONGEST_PAUSE))))
            .sort("id")
            .limit(AT_ONCE);
    String cursor = null;
    do {
      Page<Stored<InboundWebhook>> page =
          engine.platform().list(InboundWebhook.class, waiting.after(cursor));
      giveUp(page.items());
      cursor = page.nextCursor();
    } while (cursor != null && !run.isCancelled());
  }

  private int purge(Query old) {
    return engine.platform(
        unit -> {
          List<Stored<InboundWebhook>> claimed = unit.claim(InboundWebhook.class, old);
          claimed.forEach(each -> unit.delete(InboundWebhook.class, each));
          return claimed.size();
        });
  }

  /** Finds calls whose job ended without saying so: its node died in the last attempt. */
  private void giveUp(List<Stored<InboundWebhook>> waiting) {
    if (withoutJob(engine.platform(), waiting).isEmpty()) {
      return;
    }
    engine.platform(
        unit -> {
          List<Id<InboundWebhook>> ids = waiting.stream().map(Stored::id).toList();
          List<Stored<InboundWebhook>> open =
              unit.lock(InboundWebhook.class, ids).stream()
                  .filter(each -> each.value().state().isOpen())
                  .toList();
          for (Stored<InboundWebhook> each : withoutJob(unit, open)) {
            InboundWebhook value = each.value();
            String error = value.lastError() == null ? "JOB_DEAD" : value.lastError();
            unit.update(
                InboundWebhook.class,
                each,
                value.tried(InboundState.DEAD, value.attempts(), error, value.organization()));
          }
          return ids;
        });
  }

  private static List<Stored<InboundWebhook>> withoutJob(
      PlatformReads reads, List<Stored<InboundWebhook>> webhooks) {
    if (webhooks.isEmpty()) {
      return webhooks;
    }
    List<String> keys = webhooks.stream().map(each -> key(each.id())).toList();
    Query ofThese = Query.where(Condition.in("uniqueKey", keys)).limit(AT_ONCE);
    Set<String> known =
        reads.list(Job.class, ofThese).items().stream()
            .map(job -> Objects.requireNonNull(job.value().uniqueKey()))
            .collect(Collectors.toCollection(HashSet::new));
    return webhooks.stream().filter(each -> !known.contains(key(each.id()))).toList();
  }
}
