package io.crmkit.job;

import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells whose node has died: a lease is renewed several times before it ends, so a row that did not
 * change for as long is nobody's. What passes is measured here, so that it does not matter how the
 * clocks of the nodes differ or jump. Used by one thread.
 */
final class LeaseWatch {
  private final Duration lease;
  private final LongSupplier nanoTime;
  private Map<Id<Job>, Seen> seen = new HashMap<>();

  private record Seen(long version, long since) {}

  LeaseWatch(Duration lease, LongSupplier nanoTime) {
    this.lease = lease;
    this.nanoTime = nanoTime;
  }

  /** Returns those of the running jobs that nobody runs, but for {@code own}. */
  List<Stored<Job>> abandoned(List<Stored<Job>> running, Set<Id<Job>> own) {
    long now = nanoTime.getAsLong();
    Map<Id<Job>, Seen> present = new HashMap<>();
    List<Stored<Job>> abandoned = new ArrayList<>();
    for (Stored<Job> job : running) {
      if (own.contains(job.id())) {
        continue;
      }
      Seen before = seen.get(job.id());
      Seen current =
          before != null && before.version() == job.version()
              ? before
              : new Seen(job.version(), now);
      present.put(job.id(), current);
      if (now - current.since() > lease.toNanos()) {
        abandoned.add(job);
      }
    }
    seen = present;
    return abandoned;
  }
}
