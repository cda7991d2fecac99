package io.crmkit.server;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.ImportState;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.transfer.ImportSource;
import io.crmkit.engine.transfer.Importer;
import io.crmkit.error.ConflictException;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.UnavailableException;
import io.crmkit.identity.Organization;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works imports off in the background: those of one organization one after the other, so that none
 * waits for what another sends. Each hour, and at the start, runs that stand still are taken up
 * again whose file is here, and files that nobody asks for any more are deleted. Thread-safe.
 */
final class ImportJobs {
  private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);
  private static final int THREADS = 3;
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);

  /** How long a run without a file here may belong to another server. */
  private static final Duration GIVEN_UP = Duration.ofDays(1);

  /** How long a file serves for the list of refused rows once its run has ended. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Crm crm;
  private final ImportFiles files;
  private final ScheduledThreadPoolExecutor pool;
  private final Map<UUID, Deque<Job>> waiting = new HashMap<>();
  private final Map<Id<ImportRun>, Job> known = new LinkedHashMap<>();
  private volatile boolean isStopping;

  /** A run to work off. */
  private record Job(UUID organization, Stored<ImportRun> run) {}

  ImportJobs(Crm crm, ImportFiles files) {
    this.crm = crm;
    this.files = files;
    this.pool =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "crmkit-imports");
              thread.setDaemon(true);
              return thread;
            });
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Begins to take up runs that stand still. */
  void start() {
    var unused = pool.scheduleWithFixedDelay(this::sweep, 0, SWEEP.toSeconds(), TimeUnit.SECONDS);
  }

  /** Works off a run as soon as its organization has no other at work. */
  synchronized void submit(UUID organization, Stored<ImportRun> run) {
    Job job = new Job(organization, run);
    if (isStopping || known.putIfAbsent(run.id(), job) != null) {
      return;
    }
    Deque<Job> queue = waiting.get(organization);
    if (queue != null) {
      queue.add(job);
      return;
    }
    waiting.put(organization, new ArrayDeque<>());
    execute(job, Duration.ZERO);
  }

  private void execute(Job job, Duration delay) {
    try {
      var unused = pool.schedule(() -> work(job), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.info("import {} waits for the next start", job.run().id());
    }
  }

  private void work(Job job) {
    Duration again = null;
    try {
      again = run(job);
    } catch (CancellationException e) {
      LOG.info("import {} stands still until the next start", job.run().id());
      return;
    } catch (ConflictException e) {
      LOG.info("import {} is not gone on with: {}", job.run().id(), e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOG.error("import {} failed", job.run().id(), e);
    }
    if (again != null) {
      execute(job, again);
      return;
    }
    next(job);
  }

  private synchronized void next(Job done) {
    known.remove(done.run().id());
    Deque<Job> queue = waiting.get(done.organization());
    Job next = queue == null ? null : queue.poll();
    if (next == null) {
      waiting.remove(done.organization());
    } else {
      execute(next, Duration.ZERO);
    }
  }

  /** Works a run off, or as far as possible; returns after how long to try again, or null. */
  private @Nullable Duration run(Job job) throws IOException {
    Id<?> owner = job.run().value().ownerId();
    Actor actor =
        crm.members()
            .actor(job.organization(), owner.value())
            .orElseGet(() -> nobody(job.organization()));
    try (ImportFiles.Claim claim = files.claim(job.organization(), job.run().id())) {
      ImportSource source = files.find(job.organization(), job.run().id());
      if (claim == null || source == null) {
        return null; // another process is at it, or was
      }
      refuseIfStopping();
      Stored<ImportRun> ended =
          crm.as(actor).importer().run(job.run().id(), source, progress -> refuseIfStopping());
      LOG.info("import {} ended: {}", ended.id(), ended.value().state());
      return null;
    } catch (OutcomeUnknownException e) {
      LOG.warn("import {} waits: {}", job.run().id(), e.getMessage());
      return LEAST_WAIT;
    } catch (UnavailableException e) {
      LOG.warn("import {} waits: {}", job.run().id(), e.getMessage());
      return e.retryAfter().isZero() ? LEAST_WAIT : e.retryAfter();
    }
  }

  /** Stands for a user who is no member any more; its run fails for want of rights. */
  private static Actor nobody(UUID organization) {
    return Actor.system(organization, "import", Grants.builder().build());
  }

  private void refuseIfStopping() {
    if (isStopping) {
      throw new CancellationException("the server stops");
    }
  }

  private RecordSession session(UUID organization) {
    return crm.as(Actor.system(organization, "import", Grants.all())).session();
  }

  private void sweep() {
    try {
      List<UUID> organizations = new ArrayList<>();
      crm.engine()
          .platformSession(Actor.system(new UUID(0, 0), "import", Grants.all()))
          .records(Organization.class)
          .forEach(Query.ALL, found -> organizations.add(found.id().value()));
      for (UUID organization : organizations) {
        refuseIfStopping();
        sweep(organization);
      }
    } catch (CancellationException e) {
      LOG.debug("the sweep ends with the server");
    } catch (IOException | RuntimeException e) {
      LOG.error("imports that stand still were not all found", e);
    }
  }

  private void sweep(UUID organization) throws IOException {
    List<Stored<ImportRun>> open = new ArrayList<>();
    session(organization)
        .records(ImportRun.class)
        .forEach(Query.where(Condition.eq("state", ImportState.RUNNING)), open::add);
    Instant now = clock().instant();
    Set<Id<ImportRun>> inUse = new HashSet<>();
    for (Stored<ImportRun> run : open) {
      inUse.add(run.id());
      if (files.find(organization, run.id()) != null) {
        submit(organization, run);
      } else if (run.updatedAt().isBefore(now.minus(GIVEN_UP))) {
        abandon(new Job(organization, run));
      }
    }
    files.purge(organization, now.minus(KEPT), inUse);
  }

  private Clock clock() {
    return crm.engine().clock();
  }

  private void abandon(Job job) {
    abandon(job.organization(), job.run().id());
  }

  /** Ends a run whose file is lost. */
  void abandon(UUID organization, Id<ImportRun> run) {
    try {
      new Importer(session(organization)).abandon(run);
    } catch (ConflictException | UnavailableException | OutcomeUnknownException e) {
      LOG.info("import {} stays as it is: {}", run, e.getMessage());
    }
  }

  /** Returns how many imports are at work or waiting here. */
  synchronized int count() {
    return known.size();
  }

  boolean isStopping() {
    return isStopping;
  }

  /** Begins no further run, and has those at work stop behind their block. */
  void stop() {
    isStopping = true;
    pool.shutdown();
  }

  /**
   * Waits until nothing is at work any more. Runs whose files end with this server end as failed;
   * all others go on at the next start.
   */
  void close(Duration patience) {
    stop();
    try {
      if (!pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("an import was still at work when the server stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (files.isTemporary()) {
      List<Job> lost;
      synchronized (this) {
        lost = List.copyOf(known.values());
      }
      lost.forEach(this::abandon);
    }
    files.close();
  }
}
