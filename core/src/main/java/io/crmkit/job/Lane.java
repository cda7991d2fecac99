package io.crmkit.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads of one node, and the kinds of job that run on them. Kinds that say so have a lane of
 * their own, so that slow runs hold up no others; the rest share one.
 */
final class Lane {
  /** A shared lane that is quick takes up so many times its threads at once. */
  private static final int MOST_AHEAD = 16;

  private final List<JobKind> kinds;
  private final int threads;
  private final boolean isShared;
  private final AtomicInteger running = new AtomicInteger();
  private @Nullable ExecutorService workers;
  private int ahead = 1;

  private Lane(List<JobKind> kinds, int threads, boolean isShared) {
    this.kinds = List.copyOf(kinds);
    this.threads = threads;
    this.isShared = isShared;
  }

  /** Returns a lane of each kind that wants its own, and one of so many threads for the rest. */
  static List<Lane> of(Collection<JobKind> kinds, int threads) {
    List<Lane> lanes = new ArrayList<>();
    List<JobKind> sharing = new ArrayList<>();
    for (JobKind kind : kinds) {
      if (kind.ownThreads() > 0) {
        lanes.add(new Lane(List.of(kind), kind.ownThreads(), false));
      } else {
        sharing.add(kind);
      }
    }
    lanes.add(new Lane(sharing, threads, true));
    return lanes;
  }

  List<JobKind> kinds() {
    return kinds;
  }

  int threads() {
    return threads;
  }

  void start() {
    workers =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "crmkit-job");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Returns how many jobs it would take up now. Where runs are quick, more than there are threads;
   * slow ones are left to other nodes.
   */
  int wanted() {
    int now = running.get();
    if (isShared) {
      boolean isQuick = now <= threads / 2;
      ahead = isQuick ? Math.min(ahead * 2, MOST_AHEAD) : Math.max(1, ahead / 2);
    }
    return Math.max(0, threads * ahead - now);
  }

  /**
   * Takes up a run; without threads of its own, on the calling one. Once it stopped taking, the run
   * is left for the node to give back.
   */
  void take(Running run) {
    running.incrementAndGet();
    ExecutorService started = workers;
    if (started == null) {
      run.run();
    } else {
      try {
        started.execute(run);
      } catch (RejectedExecutionException e) {
        running.decrementAndGet(); // the node closes, and gives back what never began
      }
    }
  }

  void ended() {
    running.decrementAndGet();
  }

  void stopTaking() {
    ExecutorService started = workers;
    if (started != null) {
      started.shutdown();
    }
  }

  /** Waits until what runs has ended, and interrupts what has not by this time of the stopwatch. */
  void await(long deadline) throws InterruptedException {
    ExecutorService started = workers;
    if (started != null
        && !started.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      started.shutdownNow();
    }
  }

  void interrupt() {
    ExecutorService started = workers;
    if (started != null) {
      started.shutdownNow();
    }
  }
}
