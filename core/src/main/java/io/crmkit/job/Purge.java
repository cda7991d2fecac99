package io.crmkit.job;

import io.crmkit.engine.Engine;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Removes jobs that ended long ago; those that are dead wait for somebody to look at them. */
final class Purge {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int AT_ONCE = 200;

  private final Engine engine;

  private Purge(Engine engine) {
    this.engine = engine;
  }

  /** Returns the kind, which comes every night at half past two, UTC. */
  static JobKind kind(Engine engine) {
    return JobKind.builder("purge", new Purge(engine)::run).comes("30 2 * * *").build();
  }

  private void run(JobRun run) {
    Instant before = engine.clock().instant().minus(KEPT);
    for (JobState state : List.of(JobState.DONE, JobState.CANCELLED)) {
      Query ended =
          Query.where(
                  Condition.all(
                      Condition.eq("state", state), Condition.compare("updatedAt", Op.LT, before)))
              .sort("id")
              .limit(AT_ONCE);
      while (!run.isCancelled() && purge(ended) == AT_ONCE) {
        run.progress(50);
      }
    }
  }

  private int purge(Query ended) {
    return engine.platform(
        unit -> {
          List<Stored<Job>> claimed = unit.claim(Job.class, ended);
          claimed.forEach(job -> unit.delete(Job.class, job));
          return claimed.size();
        });
  }
}
