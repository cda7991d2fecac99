package io.crmkit.activity;

import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules;
import io.crmkit.record.Ref;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.sales.Contact;
import io.crmkit.sales.Lead;
import io.crmkit.sales.Opportunity;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Dates an activity, finds its account, and lets what it is about know of it. */
final class ActivityRules implements RecordRules<Activity> {
  /** As many records as one mail or meeting reaches. */
  private static final int MOST_LINKS = 500;

  @Override
  public Activity beforeWrite(Change<Activity> change, RuleContext context) {
    Activity value = change.value();
    if (change.kind() == Kind.DELETE) {
      return value;
    }
    ActivityStatus status = status(value);
    Instant occurredAt = value.occurredAt();
    ActivityBuilder next =
        value.toBuilder()
            .status(status)
            .occurredAt(occurredAt == null ? context.now() : occurredAt)
            .accountId(account(change, context))
            .schedule(completed(change, status, context));
    Activity written = next.build();
    Ref about = written.relatedTo();
    if (isNews(change, written)) {
      if (about != null) {
        Touch.record(about, written, context);
      }
      Query links = Query.where(Condition.eq("activityId", change.id())).limit(MOST_LINKS);
      for (Stored<ActivityLink> link : context.query(ActivityLink.class, links)) {
        Touch.record(link.value().record(), written, context);
      }
    }
    return written;
  }

  private static ActivityStatus status(Activity value) {
    ActivityStatus status = value.status();
    if (status != null) {
      return status;
    }
    return value.type() == ActivityType.TASK ? ActivityStatus.PLANNED : ActivityStatus.DONE;
  }

  private static ActivitySchedule completed(
      Change<Activity> change, ActivityStatus status, RuleContext context) {
    ActivitySchedule schedule = change.value().schedule();
    Stored<Activity> before = change.before();
    boolean wasPlanned = before != null && before.value().status() == ActivityStatus.PLANNED;
    boolean isTask = change.value().type() == ActivityType.TASK;
    Instant completedAt = null;
    if (status == ActivityStatus.DONE) {
      Instant known = schedule.completedAt();
      completedAt = known != null ? known : isTask || wasPlanned ? context.now() : null;
    }
    return new ActivitySchedule(
        schedule.dueAt(), schedule.endsAt(), schedule.remindAt(), completedAt, schedule.location());
  }

  private static @Nullable Id<Account> account(Change<Activity> change, RuleContext context) {
    Ref about = change.value().relatedTo();
    if (about == null) {
      return null;
    }
    Id<?> id = new Id<>(about.id());
    return switch (about.type()) {
      case "account" -> new Id<>(about.id());
      case "contact" ->
          context.find(Contact.class, id).map(row -> row.value().accountId()).orElse(null);
      case "opportunity" ->
          context.find(Opportunity.class, id).map(row -> row.value().accountId()).orElse(null);
      case "lead" ->
          context
              .find(Lead.class, id)
              .map(row -> row.value().conversion())
              .map(conversion -> conversion.accountId())
              .orElse(null);
      default -> change.value().accountId(); // whose package lies further right sets it
    };
  }

  /** Returns whether what it is about has not heard of this yet. */
  private static boolean isNews(Change<Activity> change, Activity written) {
    Stored<Activity> before = change.before();
    return before == null
        || before.value().status() != written.status()
        || !Objects.equals(before.value().relatedTo(), written.relatedTo())
        || !Objects.equals(before.value().occurredAt(), written.occurredAt());
  }
}
