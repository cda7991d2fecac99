package io.crmkit.job;

import java.time.Duration;
import java.util.UUID;

/**
 * How a node runs jobs.
 *
 * @param node its name, at most 40 characters; each start adds something of its own
 * @param threads how many jobs it runs at once
 * @param poll how often it looks for jobs that other processes made, and for those whose time came
 * @param lease how long a node may be silent before others take its jobs over
 */
public record JobConfig(String node, int threads, Duration poll, Duration lease) {
  /** A node with 8 threads that looks every 100 milliseconds and may be silent for 30 seconds. */
  public static final JobConfig DEFAULT =
      new JobConfig("node", 8, Duration.ofMillis(100), Duration.ofSeconds(30));

  /** Checks the bounds. */
  public JobConfig {
    if (node.isBlank()
        || node.length() > 40
        || threads < 1
        || poll.toMillis() < 1
        || lease.compareTo(poll) <= 0) {
      throw new IllegalArgumentException(
          "a node has a name of 1 to 40 characters, a thread or more, looks after a millisecond or"
              + " later, and has leases longer than that");
    }
  }

  /** Returns these settings with another number of threads. */
  public JobConfig threads(int most) {
    return new JobConfig(node, most, poll, lease);
  }

  /** Returns these settings with leases of another length. */
  public JobConfig lease(Duration length) {
    return new JobConfig(node, threads, poll, length);
  }

  /** Returns a name that no other start of this or another node has. */
  String startName() {
    return node + "-" + UUID.randomUUID();
  }
}
