package io.crmkit.job;

import io.crmkit.engine.Engine;
import io.crmkit.engine.PlatformReads;
import io.crmkit.engine.PlatformUnit;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The jobs as one node takes them up and puts them down. Used by one thread at a time. */
final class JobStore {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);
  private static final int MOST_AT_ONCE = 200;

  /**
   * How a run ended.
   *
   * @param job the job as its lease was last written
   * @param error what it failed of, or null
   * @param again when it comes again after it ended well, or null
   * @param isResting whether nobody may hasten that
   */
  record Outcome(
      Stored<Job> job, @Nullable String error, @Nullable Instant again, boolean isResting) {}

  private final Engine engine;
  private final String node;
  private final Duration lease;

  JobStore(Engine engine, String node, Duration lease) {
    this.engine = engine;
    this.node = node;
    this.lease = lease;
  }

  /** Returns whether there is something to take up of these kinds. */
  boolean hasDue(Collection<JobKind> kinds) {
    return isDue(engine.platform(), ofKinds(kinds), engine.clock().instant());
  }

  private static Condition ofKinds(Collection<JobKind> kinds) {
    return Condition.in("kind", kinds.stream().map(JobKind::name).toList());
  }

  /**
   * Puts down what has ended and takes up what is due, in one transaction.
   *
   * @param wanted how many of the kinds of each lane
   */
  List<Stored<Job>> settleAndClaim(Collection<Outcome> ended, Map<Lane, Integer> wanted) {
    return engine.platform(
        unit -> {
          settle(unit, ended);
          List<Stored<Job>> claimed = new ArrayList<>();
          wanted.forEach(
              (lane, most) -> claim(unit, lane.kinds(), Math.min(most, MOST_AT_ONCE), claimed));
          return leased(unit, claimed);
        });
  }

  private static void settle(PlatformUnit unit, Collection<Outcome> ended) {
    Map<Id<Job>, Stored<Job>> current =
        locked(unit, ended.stream().map(each -> each.job()).toList());
    Map<Stored<Job>, Job> settled = new LinkedHashMap<>();
    for (Outcome outcome : ended) {
      Stored<Job> now = current.get(outcome.job().id());
      if (now != null && now.version() == outcome.job().version()) { // else the lease was lost
        settled.put(now, settled(now.value(), outcome, unit.now()));
      }
    }
    unit.updateAll(Job.class, settled);
  }

  private static Job settled(Job job, Outcome outcome, Instant now) {
    String error = outcome.error();
    Instant again = outcome.again();
    if (error == null) {
      return again == null
          ? job.ended(JobState.DONE, null)
          : job.waiting(outcome.isResting() ? JobState.FAILED : JobState.SCHEDULED, again, 0, null);
    }
    return job.attempts() >= job.maxAttempts()
        ? job.ended(JobState.DEAD, error)
        : job.waiting(JobState.FAILED, now.plus(retryAfter(job.attempts())), job.attempts(), error);
  }

  /** Returns 2 seconds, doubled with each attempt up to an hour, a fifth more or less. */
  static Duration retryAfter(int attempts) {
    Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(attempts - 1, 20));
    Duration bounded = doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
    double jitter = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
    return Duration.ofMillis((long) (bounded.toMillis() * jitter));
  }

  private static Map<Id<Job>, Stored<Job>> locked(PlatformUnit unit, List<Stored<Job>> jobs) {
    Map<Id<Job>, Stored<Job>> current = new HashMap<>();
    if (!jobs.isEmpty()) {
      unit.lock(Job.class, jobs.stream().map(Stored::id).toList())
          .forEach(job -> current.put(job.id(), job));
    }
    return current;
  }

  private static void claim(
      PlatformUnit unit, List<JobKind> kinds, int most, List<Stored<Job>> claimed) {
    int full = claimed.size() + most;
    List<JobKind> unlimited = kinds.stream().filter(kind -> !kind.isLimited()).toList();
    if (most > 0 && !unlimited.isEmpty()) {
      claimed.addAll(claim(unit, ofKinds(unlimited), most));
    }
    for (JobKind kind : kinds) {
      if (kind.isLimited() && claimed.size() < full) {
        claimed.addAll(claimLimited(unit, kind, full - claimed.size()));
      }
    }
  }

  private List<Stored<Job>> leased(PlatformUnit unit, List<Stored<Job>> claimed) {
    JobLease taken = newLease();
    Map<Stored<Job>, Job> leased = new LinkedHashMap<>();
    claimed.forEach(job -> leased.put(job, job.value().leased(taken)));
    return unit.updateAll(Job.class, leased);
  }

  private static List<Stored<Job>> claimLimited(PlatformUnit unit, JobKind kind, int most) {
    Condition ofKind = Condition.eq("kind", kind.name());
    if (!isDue(unit, ofKind, unit.now())) {
      return List.of();
    }
    unit.lockNames(List.of("job-kind:" + kind.name()));
    Condition running = Condition.all(Condition.eq("state", JobState.RUNNING), ofKind);
    long room = kind.maxRunning() - unit.count(Job.class, running, kind.maxRunning());
    return room <= 0 ? List.of() : claim(unit, ofKind, (int) Math.min(room, most));
  }

  private static List<Stored<Job>> claim(PlatformUnit unit, Condition kinds, int most) {
    List<Stored<Job>> claimed = new ArrayList<>();
    eachPriority(
        unit,
        kinds,
        unit.now(),
        due -> {
          Query page = Query.where(due).sort("runAt").limit(most - claimed.size());
          claimed.addAll(unit.claim(Job.class, page));
          return claimed.size() < most;
        });
    return claimed;
  }

  private static boolean isDue(PlatformReads reads, Condition kinds, Instant now) {
    AtomicBoolean isFound = new AtomicBoolean();
    eachPriority(
        reads,
        kinds,
        now,
        due -> {
          Query first = Query.where(due).sort("runAt").limit(1).scanning(); // as it is claimed
          isFound.set(!reads.list(Job.class, first).items().isEmpty());
          return !isFound.get();
        });
    return isFound.get();
  }

  /**
   * Calls {@code visit} with the condition of jobs whose time has come, the greatest priority
   * first, as long as it wants more. Each priority is asked for alone, as one range of the index.
   */
  private static void eachPriority(
      PlatformReads reads, Condition kinds, Instant now, Predicate<Condition> visit) {
    for (JobState state : List.of(JobState.SCHEDULED, JobState.FAILED)) {
      Condition inState = Condition.eq("state", state);
      OptionalLong priority = reads.greatest(Job.class, "priority", inState);
      while (priority.isPresent()) {
        int rank = (int) priority.getAsLong();
        Condition due =
            Condition.all(
                inState,
                Condition.eq("priority", rank),
                Condition.compare("runAt", Op.LTE, now),
                kinds);
        if (!visit.test(due)) {
          return;
        }
        priority =
            reads.greatest(
                Job.class,
                "priority",
                Condition.all(inState, Condition.compare("priority", Op.LT, rank)));
      }
    }
  }

  private JobLease newLease() {
    Instant now = engine.clock().instant();
    return new JobLease(node, now.plus(lease), now);
  }

  /**
   * Renews the leases of running jobs and keeps how far they are.
   *
   * @return the jobs as they are now; those that are not there were called off or taken over
   */
  Map<Id<Job>, Stored<Job>> renew(Map<Stored<Job>, Integer> progress) {
    return engine.platform(
        unit -> {
          Map<Id<Job>, Stored<Job>> current = locked(unit, List.copyOf(progress.keySet()));
          Map<Id<Job>, Stored<Job>> renewed = new HashMap<>();
          progress.forEach(
              (job, percent) -> {
                Stored<Job> now = current.get(job.id());
                if (now != null && now.version() == job.version()) {
                  Job value = now.value().renewed(newLease(), percent);
                  renewed.put(job.id(), unit.update(Job.class, now, value));
                }
              });
          return renewed;
        });
  }

  /** Gives back jobs that this node took up and will not end: others may begin them at once. */
  void release(Collection<Stored<Job>> jobs, String why) {
    engine.platform(
        unit -> {
          Map<Id<Job>, Stored<Job>> current = locked(unit, List.copyOf(jobs));
          for (Stored<Job> job : jobs) {
            Stored<Job> now = current.get(job.id());
            if (now != null && now.version() == job.version()) {
              unit.update(Job.class, now, released(now.value(), why, unit.now()));
            }
          }
          return current;
        });
  }

  private static Job released(Job job, String why, Instant now) {
    return job.attempts() >= job.maxAttempts()
        ? job.ended(JobState.DEAD, why)
        : job.waiting(JobState.SCHEDULED, now, job.attempts(), why);
  }

  /** Returns the jobs that run, on whichever node; as many as are watched at once. */
  List<Stored<Job>> running() {
    Query running = Query.where(Condition.eq("state", JobState.RUNNING)).sort("runAt");
    return engine.platform().list(Job.class, running.limit(MOST_AT_ONCE)).items();
  }
}
