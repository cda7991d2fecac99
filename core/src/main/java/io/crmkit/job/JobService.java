package io.crmkit.job;

import io.crmkit.engine.Engine;
import io.crmkit.engine.PlatformUnit;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.ConflictException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The jobs and schedules of one organization, for one actor. Thread-safe.
 *
 * @since 0.1
 */
public final class JobService {
  private final Engine engine;
  private final RecordSession session;
  private final Id<?> organization;

  /** Works on what {@code session} may see and change. */
  public JobService(Engine engine, RecordSession session) {
    this.engine = engine;
    this.session = session;
    this.organization = new Id<>(session.organizationId());
  }

  /**
   * Makes a job. To make it in the transaction of a change, use {@link
   * JobRequest#enqueue(io.crmkit.record.RuleContext)}.
   *
   * @return its id, or nothing if there is one with the same unique key already
   */
  public Optional<Id<Job>> enqueue(JobRequest request) {
    session.require(type(Job.class), "run");
    return session.transact(joined -> request.enqueue(joined.rules()));
  }

  /** Returns a page of the organization's jobs. */
  public Page<Stored<Job>> list(Query query) {
    session.require(type(Job.class), "read");
    return engine.platform().list(Job.class, ours(query));
  }

  /**
   * Returns a job.
   *
   * @throws NotFoundException if the organization has none with this id
   */
  public Stored<Job> get(Id<Job> id) {
    session.require(type(Job.class), "read");
    return engine
        .platform()
        .find(Job.class, id)
        .filter(job -> isOurs(job.value().organization()))
        .orElseThrow(() -> new NotFoundException("job", id.toString()));
  }

  /**
   * Calls a job off. One that runs is told so within a third of its lease, and what it does until
   * then is done.
   *
   * @throws ConflictException with the code {@code JOB_ENDED} if it has ended
   */
  public Stored<Job> cancel(Id<Job> id) {
    return change(
        id,
        "cancel",
        (job, unit) -> {
          if (job.state().isEnded() && job.state() != JobState.DEAD) {
            throw ended(id, job);
          }
          return job.ended(JobState.CANCELLED, job.lastError());
        });
  }

  /**
   * Makes a job due now: one that waits, failed, or is dead, which gets all its attempts again.
   *
   * @throws ConflictException with the code {@code JOB_ENDED} if it is done or called off, {@code
   *     JOB_RUNNING} if it runs
   */
  public Stored<Job> run(Id<Job> id) {
    return change(
        id,
        "run",
        (job, unit) -> {
          if (job.state() == JobState.RUNNING) {
            throw new ConflictException("JOB_RUNNING", "job " + id + " runs already");
          }
          if (job.state() == JobState.DONE || job.state() == JobState.CANCELLED) {
            throw ended(id, job);
          }
          int attempts = job.state() == JobState.DEAD ? 0 : job.attempts();
          return job.waiting(JobState.SCHEDULED, unit.now(), attempts, job.lastError());
        });
  }

  private static ConflictException ended(Id<Job> id, Job job) {
    return new ConflictException("JOB_ENDED", "job " + id + " is " + job.state());
  }

  private Stored<Job> change(Id<Job> id, String action, BiFunction<Job, PlatformUnit, Job> change) {
    session.require(type(Job.class), action);
    Stored<Job> changed =
        engine.platform(
            unit -> {
              Stored<Job> job =
                  unit.lock(Job.class, List.of(id)).stream()
                      .filter(each -> isOurs(each.value().organization()))
                      .findFirst()
                      .orElseThrow(() -> new NotFoundException("job", id.toString()));
              return unit.update(Job.class, job, change.apply(job.value(), unit));
            });
    emit("job." + action, "job", id, changed.value().kind());
    return changed;
  }

  /** Returns a page of the organization's schedules. */
  public Page<Stored<JobSchedule>> schedules(Query query) {
    session.require(type(JobSchedule.class), "read");
    return engine.platform().list(JobSchedule.class, ours(query));
  }

  /**
   * Returns a schedule.
   *
   * @throws NotFoundException if the organization has none with this id
   */
  public Stored<JobSchedule> schedule(Id<JobSchedule> id) {
    session.require(type(JobSchedule.class), "read");
    return engine
        .platform()
        .find(JobSchedule.class, id)
        .filter(each -> isOurs(each.value().organization()))
        .orElseThrow(() -> new NotFoundException("job-schedule", id.toString()));
  }

  /**
   * Has jobs of a kind come again and again, or changes when they do.
   *
   * @param zone in whose days and hours; null for the organization's
   * @throws io.crmkit.error.InvalidValueException if the schedule means no time
   */
  public Stored<JobSchedule> schedule(
      String kind, String cron, @Nullable ZoneId zone, boolean isEnabled) {
    session.require(type(JobSchedule.class), "update");
    ZoneId place = zone == null ? session.settings().zone() : zone;
    Stored<JobSchedule> changed =
        engine.platform(
            unit -> {
              unit.lockNames(List.of("job-schedule:" + organization + ":" + kind));
              Query same = ours(Query.where(Condition.eq("kind", kind)));
              List<Stored<JobSchedule>> known = unit.list(JobSchedule.class, same).items();
              JobSchedule fresh = JobSchedule.of(kind, organization, cron, place, unit.now());
              return known.isEmpty()
                  ? unit.post(JobSchedule.class, fresh.at(cron, place, isEnabled, unit.now()))
                      .orElseThrow()
                  : unit.update(
                      JobSchedule.class,
                      known.get(0),
                      known.get(0).value().at(cron, place, isEnabled, unit.now()));
            });
    emit("job-schedule.changed", "job-schedule", changed.id(), kind);
    return changed;
  }

  /**
   * Changes when the jobs of a schedule come.
   *
   * @param expected the version that the caller last read, or null for whatever is there
   * @throws NotFoundException if the organization has none with this id
   * @throws StaleVersionException if it changed after that version
   * @throws io.crmkit.error.InvalidValueException if the schedule means no time
   */
  public Stored<JobSchedule> change(
      Id<JobSchedule> id, @Nullable Long expected, String cron, ZoneId zone, boolean isEnabled) {
    session.require(type(JobSchedule.class), "update");
    Stored<JobSchedule> changed =
        engine.platform(
            unit -> {
              Stored<JobSchedule> known =
                  unit.lock(JobSchedule.class, List.of(id)).stream()
                      .filter(each -> isOurs(each.value().organization()))
                      .findFirst()
                      .orElseThrow(() -> new NotFoundException("job-schedule", id.toString()));
              if (expected != null && known.version() != expected) {
                throw new StaleVersionException("job-schedule " + id, expected, known.version());
              }
              JobSchedule value = known.value().at(cron, zone, isEnabled, unit.now());
              return unit.update(JobSchedule.class, known, value);
            });
    emit("job-schedule.changed", "job-schedule", id, changed.value().kind());
    return changed;
  }

  /**
   * Makes the job of a schedule now, whenever it is due.
   *
   * @return its id, or nothing if the last one has not ended
   * @throws NotFoundException if the organization has no such schedule
   */
  public Optional<Id<Job>> runSchedule(Id<JobSchedule> id) {
    Stored<JobSchedule> schedule = schedule(id);
    session.require(type(JobSchedule.class), "run");
    Optional<Id<Job>> made =
        engine.platform(
            unit -> unit.post(Job.class, Schedules.job(schedule, unit.now())).map(Stored::id));
    emit("job-schedule.run", "job-schedule", id, schedule.value().kind());
    return made;
  }

  private void emit(String action, String type, Id<?> id, String kind) {
    session.transact(
        joined -> {
          joined.rules().emit(action, type, id, Map.of("kind", kind));
          return action;
        });
  }

  private Query ours(Query query) {
    return query.and(Condition.eq("organization", organization));
  }

  private boolean isOurs(@Nullable Id<?> owner) {
    return organization.equals(owner);
  }

  private <T> Declaration<T> type(Class<T> type) {
    return engine.schema().type(type);
  }
}
