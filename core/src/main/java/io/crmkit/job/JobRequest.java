package io.crmkit.job;

import io.crmkit.engine.Engine;
import io.crmkit.engine.PlatformUnit;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Json;
import io.crmkit.record.Query;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that is wanted. Immutable.
 *
 * <pre>{@code
 * JobRequest.of("welcome").payload(Map.of("contact", id.toString())).enqueue(session.rules());
 * }</pre>
 *
 * @param kind what runs it, see {@link JobKind}; at most 80 characters
 * @param payload plain values that JSON has, at most 64 KiB of it
 * @param runAt when it is due; null for at once
 * @param priority the greater runs first among those that are due
 * @param maxAttempts how often it may be begun
 * @param uniqueKey while a job of the organization with this key has not ended, no other is made;
 *     null for no such bound; at most 160 characters
 * @since 0.1
 */
public record JobRequest(
    String kind,
    Map<String, ?> payload,
    @Nullable Instant runAt,
    int priority,
    int maxAttempts,
    @Nullable String uniqueKey) {
  private static final int MOST_ATTEMPTS = 8;

  /** Copies the map. */
  public JobRequest {
    payload = Map.copyOf(payload);
  }

  /** Wants a job of this kind at once, with 8 attempts. */
  public static JobRequest of(String kind) {
    return new JobRequest(kind, Map.of(), null, 0, MOST_ATTEMPTS, null);
  }

  /** Returns this request with other plain values. */
  public JobRequest payload(Map<String, ?> values) {
    return new JobRequest(kind, values, runAt, priority, maxAttempts, uniqueKey);
  }

  /** Returns this request for a later time. */
  public JobRequest at(Instant time) {
    return new JobRequest(kind, payload, time, priority, maxAttempts, uniqueKey);
  }

  /** Returns this request with another priority. Default: 0. */
  public JobRequest priority(int rank) {
    return new JobRequest(kind, payload, runAt, rank, maxAttempts, uniqueKey);
  }

  /** Returns this request with another number of attempts, at least 1. Default: 8. */
  public JobRequest maxAttempts(int most) {
    return new JobRequest(kind, payload, runAt, priority, most, uniqueKey);
  }

  /** Returns this request for one job only, as long as it has not ended. */
  public JobRequest uniqueKey(String key) {
    return new JobRequest(kind, payload, runAt, priority, maxAttempts, key);
  }

  /**
   * Makes the job in the transaction of the change that causes it: it is there once that is
   * committed, or never.
   *
   * @return its id, or nothing if there is one with the same unique key already
   * @throws io.crmkit.error.InvalidValueException if a value is too long
   */
  public Optional<Id<Job>> enqueue(RuleContext context) {
    return context.post(Job.class, job(new Id<>(context.organizationId()), context.now()));
  }

  /**
   * Makes the job in a transaction of the packages that own platform types.
   *
   * @param organization for whom; null for the whole store
   * @return its id, or nothing if there is one with the same unique key already
   * @throws io.crmkit.error.InvalidValueException if a value is too long
   */
  public Optional<Id<Job>> enqueue(PlatformUnit unit, @Nullable Id<?> organization) {
    return unit.post(Job.class, job(organization, unit.now())).map(Stored::id);
  }

  /**
   * Makes the job, or has the one that waits under the same unique key begin now, with all its
   * attempts.
   *
   * @param organization for whom; null for the whole store
   * @return whether it will begin; false while that one runs
   * @throws IllegalStateException if the request has no unique key
   */
  public boolean enqueueNow(PlatformUnit unit, @Nullable Id<?> organization) {
    Job wanted = job(organization, unit.now());
    String key = wanted.uniqueKey();
    if (key == null) {
      throw new IllegalStateException("a job that may wait already needs a unique key");
    }
    Query same = Query.where(Condition.eq("uniqueKey", key)).limit(1);
    List<Id<Job>> known = unit.list(Job.class, same).items().stream().map(Stored::id).toList();
    for (Stored<Job> job : known.isEmpty() ? List.<Stored<Job>>of() : unit.lock(Job.class, known)) {
      if (job.value().state() == JobState.RUNNING) {
        return false;
      }
      if (!job.value().state().isEnded()) { // else it ended while the lock was waited for
        unit.update(
            Job.class,
            job,
            job.value().waiting(JobState.SCHEDULED, unit.now(), 0, job.value().lastError()));
        return true;
      }
    }
    return unit.post(Job.class, wanted).isPresent();
  }

  /**
   * Makes the job in a transaction of its own, or has the one that waits under the same unique key
   * come at the time of this request at the latest; one that failed keeps to its own time.
   *
   * @return whether a run begins later than this call; false if one is under way already, which may
   *     not see what this call is about, so that it should be repeated
   * @throws IllegalStateException if the request has no unique key
   */
  public boolean hasten(Engine engine, UUID organization) {
    Job wanted = job(new Id<>(organization), engine.clock().instant());
    if (wanted.uniqueKey() == null) {
      throw new IllegalStateException("a job without a unique key cannot be found again");
    }
    Condition same = Condition.eq("uniqueKey", wanted.uniqueKey());
    Optional<Stored<Job>> known =
        engine.platform().list(Job.class, Query.where(same).limit(1)).items().stream().findFirst();
    if (known.isEmpty()) {
      return engine.platform(unit -> unit.post(Job.class, wanted)).isPresent();
    }
    Job waits = known.get().value();
    boolean isLate = waits.state() == JobState.SCHEDULED && waits.runAt().isAfter(wanted.runAt());
    return isLate ? hasten(engine, known.get(), wanted.runAt()) : waits.state() != JobState.RUNNING;
  }

  private static boolean hasten(Engine engine, Stored<Job> known, Instant time) {
    return engine.platform(
        unit -> {
          for (Stored<Job> job : unit.lock(Job.class, List.of(known.id()))) {
            if (job.version() == known.version()) {
              Job value = job.value();
              Job sooner = value.waiting(value.state(), time, value.attempts(), value.lastError());
              unit.update(Job.class, job, sooner);
              return true;
            }
          }
          return false; // taken up meanwhile
        });
  }

  Job job(@Nullable Id<?> organization, Instant now) {
    String owner = organization == null ? "" : organization + ":";
    return new Job(
        kind,
        organization,
        Json.write(payload),
        JobState.SCHEDULED,
        priority,
        runAt == null ? now : runAt,
        0,
        maxAttempts,
        null,
        0,
        null,
        uniqueKey == null ? null : owner + uniqueKey);
  }
}
