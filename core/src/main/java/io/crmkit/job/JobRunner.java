package io.crmkit.job;

import io.crmkit.engine.Engine;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of one node. Nodes on one storage share the work: each job is run by one of them,
 * and taken over by another if that one dies. Thread-safe.
 *
 * @since 0.1
 */
public final class JobRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final Duration SCHEDULES = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** What ends together is put down together. */
  private static final long GATHER_MILLIS = 10;

  private final Engine engine;
  private final JobConfig config;
  private final Map<String, JobKind> kinds;
  private final List<Lane> lanes;
  private final JobStore store;
  private final LeaseWatch watch;
  private final Schedules schedules;
  private final Map<Id<Job>, Running> running = new ConcurrentHashMap<>();
  private final Queue<Running> ended = new ConcurrentLinkedQueue<>();
  private final Semaphore wake = new Semaphore(0);
  private @Nullable Thread loop;
  private volatile boolean isStopped;
  private long renewedAt = System.nanoTime();
  private long schedulesAt = System.nanoTime() - SCHEDULES.toNanos();
  private boolean hasStored;

  /**
   * Prepares a node; it does nothing before {@link #start} or {@link #runDue}. Beside the kinds
   * given it has one of its own, {@code purge}, which removes jobs 30 days after they ended.
   *
   * @throws IllegalArgumentException if two kinds have one name
   */
  public JobRunner(Engine engine, JobConfig config, Collection<JobKind> kinds) {
    Map<String, JobKind> byName = new LinkedHashMap<>();
    JobKind purge = Purge.kind(engine);
    byName.put(purge.name(), purge);
    for (JobKind kind : kinds) {
      if (byName.put(kind.name(), kind) != null) {
        throw new IllegalArgumentException("two kinds of job are called " + kind);
      }
    }
    this.engine = engine;
    this.config = config;
    this.kinds = Map.copyOf(byName);
    this.lanes = Lane.of(byName.values(), config.threads());
    this.store = new JobStore(engine, config.startName(), config.lease());
    this.watch = new LeaseWatch(config.lease(), System::nanoTime);
    this.schedules = new Schedules(engine);
    engine.onPosted(Job.class, wake::release);
  }

  /**
   * Stores when kinds come for a new organization that come for each. Nodes do the same for all
   * when they start.
   */
  public void welcome(UUID organization) {
    schedules.storeFor(List.of(organization), kinds.values());
  }

  /**
   * Runs jobs on threads of its own from now on.
   *
   * @throws IllegalStateException if it was started or closed before
   */
  public synchronized void start() {
    if (loop != null || isStopped) {
      throw new IllegalStateException("a node is started once");
    }
    lanes.forEach(Lane::start);
    Thread thread = new Thread(this::loop, "crmkit-jobs");
    thread.setDaemon(true);
    thread.start();
    loop = thread;
  }

  /**
   * Runs what is due on the calling thread, and what becomes due by it, until nothing is left. For
   * tests with a clock that is set by hand, and for hosts that have a scheduler of their own.
   *
   * @return how many runs there were
   * @throws IllegalStateException if it was started or closed
   */
  public synchronized int runDue() {
    if (loop != null || isStopped) {
      throw new IllegalStateException("the node runs jobs by itself, or is closed");
    }
    Map<Lane, Integer> wanted = new LinkedHashMap<>();
    lanes.forEach(lane -> wanted.put(lane, lane.threads()));
    int count = 0;
    List<Stored<Job>> claimed;
    do {
      makeDue();
      claimed = store.settleAndClaim(drained().values(), wanted);
      claimed.forEach(this::take);
      count += claimed.size();
    } while (!claimed.isEmpty());
    return count;
  }

  private Lane take(Stored<Job> job) {
    JobKind kind = Objects.requireNonNull(kinds.get(job.value().kind()), "only ours are taken up");
    Lane lane =
        lanes.stream().filter(each -> each.kinds().contains(kind)).findFirst().orElseThrow();
    Running taken = new Running(kind, new JobRun(engine, kind, job), lane, job, this::ended);
    running.put(job.id(), taken);
    lane.take(taken);
    return lane;
  }

  private void ended(Running job) {
    ended.add(job);
    running.remove(job.id());
    job.lane().ended();
    wake.release();
  }

  private Map<Running, JobStore.Outcome> drained() {
    Map<Running, JobStore.Outcome> outcomes = new LinkedHashMap<>();
    for (Running each = ended.poll(); each != null; each = ended.poll()) {
      outcomes.put(each, each.outcome());
    }
    return outcomes;
  }

  private void loop() {
    boolean isFailing = false;
    while (!isStopped) {
      boolean hasMore = false;
      try {
        hasMore = turn();
        isFailing = false;
      } catch (RuntimeException e) {
        if (!isFailing) {
          LOG.warn("the queue of jobs does not answer; trying again", e);
        }
        isFailing = true;
      }
      await(hasMore);
    }
  }

  private void await(boolean hasMore) {
    try {
      if (!hasMore) {
        wake.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS);
      }
      wake.drainPermits();
      if (!ended.isEmpty() && !running.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
      }
    } catch (InterruptedException e) {
      isStopped = true; // the thread is this node's own
    }
  }

  /** Returns whether there may be more to do at once. */
  private boolean turn() {
    if (isPast(schedulesAt, SCHEDULES)) {
      schedulesAt = System.nanoTime();
      makeDue();
    }
    if (isPast(renewedAt, config.lease().dividedBy(3))) {
      renewedAt = System.nanoTime();
      renew();
    }
    Map<Lane, Integer> wanted = wanted();
    Map<Running, JobStore.Outcome> outcomes = drained();
    if (outcomes.isEmpty() && !hasDue(wanted.keySet())) {
      return false;
    }
    List<Stored<Job>> claimed;
    try {
      claimed = store.settleAndClaim(outcomes.values(), wanted);
    } catch (RuntimeException e) {
      ended.addAll(outcomes.keySet());
      throw e;
    }
    Set<Lane> full = new HashSet<>();
    claimed.forEach(
        job -> {
          Lane lane = take(job);
          if (wanted.merge(lane, -1, Integer::sum) == 0) {
            full.add(lane);
          }
        });
    return !full.isEmpty();
  }

  /** Returns how many jobs each lane would take up that would take up any. */
  private Map<Lane, Integer> wanted() {
    Map<Lane, Integer> wanted = new LinkedHashMap<>();
    for (Lane lane : lanes) {
      int most = lane.wanted();
      if (most > 0) {
        wanted.put(lane, most);
      }
    }
    return wanted;
  }

  private boolean hasDue(Set<Lane> free) {
    List<JobKind> kinds = free.stream().flatMap(lane -> lane.kinds().stream()).toList();
    return !kinds.isEmpty() && store.hasDue(kinds);
  }

  private void makeDue() {
    if (!hasStored) {
      schedules.store(kinds.values());
      hasStored = true;
    }
    schedules.makeDue();
  }

  private static boolean isPast(long since, Duration span) {
    return System.nanoTime() - since >= span.toNanos();
  }

  /** Shows that this node lives, and takes over from those that do not. */
  private void renew() {
    Map<Stored<Job>, Integer> progress = new HashMap<>();
    List<Running> renewed = new ArrayList<>();
    for (Running each : running.values()) {
      if (!each.endIfOverdue()) {
        progress.put(each.job(), each.progress());
        renewed.add(each);
      }
    }
    if (!progress.isEmpty()) {
      Map<Id<Job>, Stored<Job>> current = store.renew(progress);
      for (Running each : renewed) {
        Stored<Job> now = current.get(each.id());
        if (now == null) {
          each.cancel();
        } else {
          each.renewed(now);
        }
      }
    }
    Set<Id<Job>> own = new HashSet<>(running.keySet());
    ended.forEach(each -> own.add(each.id()));
    List<Stored<Job>> abandoned = watch.abandoned(store.running(), own);
    if (!abandoned.isEmpty()) {
      LOG.warn("taking over {} jobs of nodes that stopped answering", abandoned.size());
      store.release(abandoned, "its node stopped answering");
    }
  }

  /**
   * Takes up no more jobs, and waits 10 seconds for those that run; what is left by then is
   * interrupted and may be begun by other nodes.
   */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      isStopped = true;
      running = loop;
    }
    wake.release();
    if (running == null) {
      return;
    }
    lanes.forEach(Lane::stopTaking);
    long deadline = System.nanoTime() + GRACE.toNanos();
    try {
      running.join();
      for (Lane lane : lanes) {
        lane.await(deadline);
      }
    } catch (InterruptedException e) {
      lanes.forEach(Lane::interrupt);
      Thread.currentThread().interrupt();
    }
    putDown();
  }

  private void putDown() {
    List<Stored<Job>> left = this.running.values().stream().map(Running::job).toList();
    try {
      store.settleAndClaim(drained().values(), Map.of());
      if (!left.isEmpty()) {
        store.release(left, "its node was stopped");
      }
    } catch (RuntimeException e) {
      LOG.warn("what ended last could not be stored; other nodes will do it again", e);
    }
  }
}
