package io.crmkit.job;

import io.crmkit.access.Actor;
import io.crmkit.engine.Engine;
import io.crmkit.engine.RecordSession;
import io.crmkit.record.Id;
import io.crmkit.record.Json;
import io.crmkit.record.Stored;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run of a job, as its handler sees it. Thread-safe. */
public final class JobRun {
  private final Engine engine;
  private final JobKind kind;
  private final Stored<Job> job;
  private volatile int progress;
  private volatile boolean isCancelled;
  private volatile @Nullable Instant again;
  private volatile boolean isResting;

  JobRun(Engine engine, JobKind kind, Stored<Job> job) {
    this.engine = engine;
    this.kind = kind;
    this.job = job;
    this.progress = job.value().progress();
  }

  /** Returns the id, the same for all attempts: a key for what must happen once. */
  public Id<Job> id() {
    return job.id();
  }

  /** Returns the organization, or null if the job is for the whole store. */
  public @Nullable UUID organizationId() {
    Id<?> organization = job.value().organization();
    return organization == null ? null : organization.value();
  }

  /** Returns what it is about, as plain values. */
  @SuppressWarnings("unchecked") // it was written from a map with such keys
  public Map<String, @Nullable Object> payload() {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(Json.read(job.value().payload()));
  }

  /** Returns which attempt this is, from 1 on. */
  public int attempt() {
    return job.value().attempts();
  }

  /** Returns whether the job is dead if this attempt fails. */
  public boolean isLastAttempt() {
    return job.value().attempts() >= job.value().maxAttempts();
  }

  /**
   * Returns a session in the organization, with the rights of the kind.
   *
   * @throws IllegalStateException if the job is for the whole store
   */
  public RecordSession session() {
    UUID organization = organizationId();
    if (organization == null) {
      throw new IllegalStateException(kind + " belongs to no organization");
    }
    return engine.session(
        Actor.system(organization, "job", kind.grants()).with(Map.of("source", "job:" + job.id())));
  }

  /** Tells how far it is, in percent. It is stored with the next sign of life. */
  public void progress(int percent) {
    progress = Math.max(0, Math.min(100, percent));
  }

  /**
   * Returns whether somebody called it off, or its lease was lost: what is left need not be done.
   */
  public boolean isCancelled() {
    return isCancelled;
  }

  /**
   * Has the same job come again at this time once the run has ended well, with all its attempts, so
   * that it goes on for as long as it is wanted. Its unique key stays taken.
   */
  public void againAt(Instant time) {
    again = time;
  }

  /** Like {@link #againAt}, but nobody hastens it: until then it counts as failed. */
  public void restsUntil(Instant time) {
    isResting = true;
    again = time;
  }

  @Nullable Instant again() {
    return again;
  }

  boolean isResting() {
    return isResting;
  }

  int progress() {
    return progress;
  }

  void cancel() {
    isCancelled = true;
  }
}
