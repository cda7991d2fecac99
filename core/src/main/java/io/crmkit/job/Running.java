package io.crmkit.job;

import io.crmkit.error.CrmException;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that this node took up. */
final class Running implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private final JobKind kind;
  private final JobRun run;
  private final Lane lane;
  private final Consumer<Running> whenEnded;
  private long since;
  private volatile Stored<Job> job;
  private volatile @Nullable Thread thread;
  private volatile @Nullable String error;
  private boolean isOverdue;

  Running(JobKind kind, JobRun run, Lane lane, Stored<Job> job, Consumer<Running> whenEnded) {
    this.kind = kind;
    this.run = run;
    this.lane = lane;
    this.job = job;
    this.whenEnded = whenEnded;
  }

  Id<Job> id() {
    return job.id();
  }

  /** Returns the job as its lease was last written. */
  Stored<Job> job() {
    return job;
  }

  Lane lane() {
    return lane;
  }

  int progress() {
    return run.progress();
  }

  void renewed(Stored<Job> now) {
    job = now;
  }

  @Override
  public void run() {
    synchronized (this) {
      thread = Thread.currentThread();
      since = System.nanoTime();
    }
    try {
      kind.handler().run(run);
    } catch (Exception | StackOverflowError e) {
      error = describe(e);
      LOG.warn("the job {} {} failed at attempt {}", kind, id(), run.attempt(), e);
    } finally {
      synchronized (this) {
        thread = null;
        Thread.interrupted(); // what was meant for the job is not for the next one
      }
      whenEnded.accept(this);
    }
  }

  private String describe(Throwable e) {
    if (isOverdue()) {
      return "ran longer than " + kind.timeLimit();
    }
    String name = e instanceof CrmException known ? known.code() : e.getClass().getSimpleName();
    return e.getMessage() == null ? name : name + ": " + e.getMessage();
  }

  private synchronized boolean isOverdue() {
    return isOverdue;
  }

  JobStore.Outcome outcome() {
    return new JobStore.Outcome(job, error, run.again(), run.isResting());
  }

  /** Interrupts a run that took too long; its lease is renewed no more. */
  synchronized boolean endIfOverdue() {
    if (thread != null && System.nanoTime() - since > kind.timeLimit().toNanos()) {
      isOverdue = true;
      interrupt();
    }
    return isOverdue;
  }

  /** Tells a run that it is not wanted any more. */
  synchronized void cancel() {
    run.cancel();
    interrupt();
  }

  private void interrupt() {
    Thread runs = thread;
    if (runs != null) {
      runs.interrupt();
    }
  }
}
