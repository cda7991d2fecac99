package io.crmkit.file;

import io.crmkit.error.ConflictException;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.RuleContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the files of an organization have together within a bound: the living ones, and what
 * was announced of those that are about to come. Exact among the calls of one process; another
 * process may be let in at the same time. Thread-safe.
 */
final class FileQuota {
  private static final int STRIPES = 64;

  private final @Nullable Long most;
  private final Duration life;
  private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

  /**
   * Keeps files within so many bytes.
   *
   * @param most null for no bound
   * @param life how long an upload that was announced may take
   */
  FileQuota(@Nullable Long most, Duration life) {
    this.most = most;
    this.life = life;
    Arrays.setAll(locks, i -> new ReentrantLock());
  }

  /** Runs a transaction that asks {@link #require} while no other of the organization does. */
  <R> R alone(UUID organization, Supplier<R> transaction) {
    if (most == null) {
      return transaction.get();
    }
    ReentrantLock lock = locks[Math.floorMod(organization.hashCode(), STRIPES)];
    lock.lock();
    try {
      return transaction.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Checks that so many bytes may come.
   *
   * @throws ConflictException with the code {@code FILE_QUOTA} otherwise
   */
  void require(RuleContext context, long more) {
    if (most != null && used(context) + more > most) {
      throw new ConflictException(
          "FILE_QUOTA",
          "the files of an organization have at most " + most + " bytes together",
          Map.of("quota", most));
    }
  }

  private long used(RuleContext context) {
    Condition counted =
        Condition.any(
            Condition.in(
                "state", List.of(FileState.SCANNING, FileState.READY, FileState.QUARANTINED)),
            Condition.all(
                Condition.eq("state", FileState.AWAITING),
                Condition.compare("createdAt", Op.GT, context.now().minus(life))));
    Aggregation sum =
        new Aggregation(
            counted, List.of(), List.of(new Aggregation.Measure(Aggregation.Op.SUM, "size")));
    return context.aggregate(FileObject.class, sum).stream()
        .map(group -> group.values().get(0))
        .mapToLong(value -> value instanceof Number number ? number.longValue() : 0)
        .sum();
  }
}
