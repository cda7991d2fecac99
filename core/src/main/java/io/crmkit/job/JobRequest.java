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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    Query same = Query.where(Condition.eq("uniqueKey", keyOf(organization))).limit(1);
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
    return enqueue(unit, organization).isPresent();
  }

  /**
   * Makes jobs in a transaction of its own, or has those that wait under the same unique keys come
   * at the times of these requests at the latest; those that failed keep to their own time.
   *
   * @param requests at most 1,000
   * @return those that are under way already: their run may not see what this call is about, so
   *     that they should be hastened again
   * @throws IllegalStateException if a request has no unique key
   */
  public static List<JobRequest> hasten(
      Engine engine, UUID organization, Collection<JobRequest> requests) {
    Map<String, JobRequest> missing = new HashMap<>();
    requests.forEach(each -> missing.put(each.keyOf(new Id<>(organization)), each));
    Query same = Query.where(Condition.in("uniqueKey", List.copyOf(missing.keySet())));
    List<JobRequest> running = new ArrayList<>();
    Map<Stored<Job>, JobRequest> late = new LinkedHashMap<>();
    for (Stored<Job> job : engine.platform().list(Job.class, same.limit(1_000)).items()) {
      JobRequest request = missing.remove(Objects.requireNonNull(job.value().uniqueKey()));
      if (request != null && job.value().state() == JobState.RUNNING) {
        running.add(request);
      } else if (request != null && request.isLate(job.value(), engine.clock().instant())) {
        late.put(job, request);
      }
    }
    if (!late.isEmpty() || !missing.isEmpty()) {
      running.addAll(
          engine.platform(
              unit -> {
                List<JobRequest> takenUp = hasten(unit, late);
                for (JobRequest request : missing.values()) {
                  if (request.enqueue(unit, new Id<>(organization)).isEmpty()) {
                    takenUp.add(request);
                  }
                }
                return takenUp;
              }));
    }
    return running;
  }

  private boolean isLate(Job waiting, Instant now) {
    return waiting.state() == JobState.SCHEDULED && waiting.runAt().isAfter(time(now));
  }

  /** Returns those whose jobs were taken up since they were read. */
  private static List<JobRequest> hasten(PlatformUnit unit, Map<Stored<Job>, JobRequest> late) {
    Map<Id<Job>, Stored<Job>> current = new HashMap<>();
    if (!late.isEmpty()) {
      unit.lock(Job.class, late.keySet().stream().map(Stored::id).toList())
          .forEach(job -> current.put(job.id(), job));
    }
    List<JobRequest> takenUp = new ArrayList<>();
    Map<Stored<Job>, Job> sooner = new LinkedHashMap<>();
    late.forEach(
        (read, request) -> {
          Stored<Job> now = current.get(read.id());
          if (now == null || now.version() != read.version()) {
            takenUp.add(request);
          } else {
            Job value = now.value();
            Instant time = request.time(unit.now());
            sooner.put(
                now, value.waiting(value.state(), time, value.attempts(), value.lastError()));
          }
        });
    unit.updateAll(Job.class, sooner);
    return takenUp;
  }

  private Instant time(Instant now) {
    return runAt == null ? now : runAt;
  }

  private String keyOf(@Nullable Id<?> organization) {
    if (uniqueKey == null) {
      throw new IllegalStateException("a job without a unique key cannot be found again");
    }
    return organization == null ? uniqueKey : organization + ":" + uniqueKey;
  }

  Job job(@Nullable Id<?> organization, Instant now) {
    return new Job(
        kind,
        organization,
        Json.write(payload),
        JobState.SCHEDULED,
        priority,
        time(now),
        0,
        maxAttempts,
        null,
        0,
        null,
        uniqueKey == null ? null : keyOf(organization));
  }
}
