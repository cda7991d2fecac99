package io.crmkit.http.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** When what failed is tried again. */
final class RetryPlan {
  /** How long an endpoint may fail before it is disabled. */
  static final Duration PATIENCE = Duration.ofDays(5);

  private static final List<Duration> FIRST =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2));
  private static final Duration LATER = Duration.ofHours(6);

  /** With these the last try comes about five days after the first. */
  private static final int MOST_ATTEMPTS = FIRST.size() + 20;

  private static final Duration SHORTEST_HOLD = Duration.ofSeconds(5);
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);

  private RetryPlan() {}

  /** Returns how long a delivery waits that failed so often, or nothing if it is given up. */
  static Optional<Duration> after(int attempts) {
    if (attempts >= MOST_ATTEMPTS) {
      return Optional.empty();
    }
    Duration usual = attempts > FIRST.size() ? LATER : FIRST.get(attempts - 1);
    double jitter = ThreadLocalRandom.current().nextDouble(0.9, 1.1);
    return Optional.of(Duration.ofMillis((long) (usual.toMillis() * jitter)));
  }

  /**
   * Returns how long an endpoint is left alone to which everything fails: a tenth of the time that
   * it has, so that one that is down costs little, and one that is up again waits little.
   */
  static Duration hold(Instant failingSince, Instant now) {
    Duration tenth = Duration.between(failingSince, now).dividedBy(10);
    if (tenth.compareTo(SHORTEST_HOLD) < 0) {
      return SHORTEST_HOLD;
    }
    return tenth.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : tenth;
  }
}
