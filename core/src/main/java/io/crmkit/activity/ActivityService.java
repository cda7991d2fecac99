package io.crmkit.activity;

import io.crmkit.engine.RecordSession;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Logs what was done and tells what is to be done, for one actor in one organization.
 *
 * <p>Thread-safe. A changing method returns once the rows and their events are committed together.
 *
 * @since 0.1
 */
public final class ActivityService {
  private final RecordSession session;

  /** Works on what {@code session} may see and change. */
  public ActivityService(RecordSession session) {
    this.session = session;
  }

  /**
   * Logs an activity and links it to further records, in one transaction. The activity that the
   * links name is replaced.
   *
   * @throws io.crmkit.error.InvalidValueException naming every wrong field
   */
  public Stored<Activity> log(Activity activity, List<ActivityLink> links) {
    Id<Activity> id =
        session.transact(
            joined -> {
              Id<Activity> made = joined.records(Activity.class).create(activity).id();
              for (ActivityLink link : links) {
                joined
                    .records(ActivityLink.class)
                    .create(new ActivityLink(made, link.record(), link.role()));
              }
              return made;
            });
    return session.records(Activity.class).get(id);
  }

  /**
   * Marks an activity as done; when, is written down.
   *
   * @param expectedVersion the version that the caller read, or null for any
   * @param outcome what came of it; null keeps what is there
   * @throws io.crmkit.error.NotFoundException if there is no such activity for this actor
   * @throws io.crmkit.error.StaleVersionException if it changed after that version
   */
  public Stored<Activity> complete(
      Id<Activity> id, @Nullable Long expectedVersion, @Nullable String outcome) {
    return session
        .records(Activity.class)
        .update(
            id,
            expectedVersion,
            current ->
                current.toBuilder()
                    .status(ActivityStatus.DONE)
                    .outcome(outcome == null ? current.outcome() : outcome)
                    .build());
  }

  /**
   * Returns what the actor planned and asked to be reminded of by a time, the earliest first; for
   * an actor that is no user, nothing.
   */
  public List<Stored<Activity>> reminders(Instant until, int limit) {
    return planned("schedule.remindAt", until, limit);
  }

  /** Returns what the actor has to do by a time, the earliest first. */
  public List<Stored<Activity>> due(Instant until, int limit) {
    return planned("schedule.dueAt", until, limit);
  }

  private List<Stored<Activity>> planned(String field, Instant until, int limit) {
    UUID self = session.actor().id();
    if (self == null) {
      return List.of();
    }
    Condition mine =
        Condition.all(
            Condition.eq("ownerId", new Id<>(self)),
            Condition.eq("status", ActivityStatus.PLANNED),
            Condition.compare(field, Condition.Op.LTE, until));
    return session.records(Activity.class).list(Query.where(mine).sort(field).limit(limit)).items();
  }
}
