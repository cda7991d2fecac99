package io.crmkit.activity;

import io.crmkit.engine.RecordSession;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Ref;
import io.crmkit.record.Stored;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells the activities that are about a record or linked to it; of an account, all of its own. */
final class ActivitySource implements TimelineSource {
  /** The newest of so many links are looked at. */
  private static final int MOST_LINKS = 1_000;

  private static final String OCCURRED_AT = "occurredAt";

  @Override
  public String name() {
    return "activity";
  }

  @Override
  public List<TimelineEntry> entries(
      RecordSession session, Ref record, @Nullable String after, int limit) {
    List<Condition> about = new ArrayList<>();
    about.add(Condition.eq("relatedTo", record));
    if (record.type().equals("account")) {
      about.add(Condition.eq("accountId", new Id<>(record.id())));
    }
    Query links = Query.where(Condition.eq("record", record)).limit(MOST_LINKS);
    List<Id<Activity>> linked =
        session.records(ActivityLink.class).list(links).items().stream()
            .map(link -> link.value().activityId())
            .toList();
    if (!linked.isEmpty()) {
      about.add(Condition.in("id", linked));
    }
    Condition where = new Condition.Any(about);
    Query query =
        Query.where(after == null ? where : where.and(behind(after)))
            .sort("-" + OCCURRED_AT, "-id")
            .limit(limit);
    return session.records(Activity.class).list(query).items().stream().map(this::entry).toList();
  }

  private TimelineEntry entry(Stored<Activity> activity) {
    Instant at = Objects.requireNonNull(activity.value().occurredAt(), OCCURRED_AT);
    return new TimelineEntry(
        at, name(), activity.id().value(), null, activity, at + "/" + activity.id());
  }

  private static Condition behind(String position) {
    int slash = position.indexOf('/');
    try {
      Instant at = Instant.parse(position.substring(0, Math.max(slash, 0)));
      Id<Activity> id = Id.of(position.substring(slash + 1));
      return Condition.any(
          Condition.compare(OCCURRED_AT, Op.LT, at),
          Condition.all(Condition.eq(OCCURRED_AT, at), Condition.compare("id", Op.LT, id)));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw InvalidRequestException.parameter(
          "INVALID_CURSOR", "cursor", "belongs to no page of this timeline");
    }
  }
}
