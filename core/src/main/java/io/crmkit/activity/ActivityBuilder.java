package io.crmkit.activity;

import io.crmkit.record.Id;
import io.crmkit.record.Ref;
import io.crmkit.sales.Account;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of an activity: one method for each, named as there. What is left out gets
 * its default. Not thread-safe.
 */
public final class ActivityBuilder {
  private @Nullable ActivityType type;
  private @Nullable String subject;
  private @Nullable String body;
  private @Nullable Ref relatedTo;
  private @Nullable Id<Account> accountId;
  private @Nullable ActivityStatus status;
  private @Nullable Instant occurredAt;
  private @Nullable ActivitySchedule schedule;
  private @Nullable String outcome;
  private @Nullable Sentiment sentiment;
  private @Nullable EmailFacts email;
  private @Nullable ContentVisibility visibility;
  private @Nullable Id<?> ownerId;

  ActivityBuilder() {}

  ActivityBuilder(Activity from) {
    type = from.type();
    subject = from.subject();
    body = from.body();
    relatedTo = from.relatedTo();
    accountId = from.accountId();
    status = from.status();
    occurredAt = from.occurredAt();
    schedule = from.schedule();
    outcome = from.outcome();
    sentiment = from.sentiment();
    email = from.email();
    visibility = from.visibility();
    ownerId = from.ownerId();
  }

  public ActivityBuilder type(ActivityType type) {
    this.type = type;
    return this;
  }

  public ActivityBuilder subject(String subject) {
    this.subject = subject;
    return this;
  }

  public ActivityBuilder body(@Nullable String body) {
    this.body = body;
    return this;
  }

  public ActivityBuilder relatedTo(@Nullable Ref relatedTo) {
    this.relatedTo = relatedTo;
    return this;
  }

  public ActivityBuilder accountId(@Nullable Id<Account> accountId) {
    this.accountId = accountId;
    return this;
  }

  public ActivityBuilder status(@Nullable ActivityStatus status) {
    this.status = status;
    return this;
  }

  public ActivityBuilder occurredAt(@Nullable Instant occurredAt) {
    this.occurredAt = occurredAt;
    return this;
  }

  public ActivityBuilder schedule(ActivitySchedule schedule) {
    this.schedule = schedule;
    return this;
  }

  public ActivityBuilder outcome(@Nullable String outcome) {
    this.outcome = outcome;
    return this;
  }

  public ActivityBuilder sentiment(@Nullable Sentiment sentiment) {
    this.sentiment = sentiment;
    return this;
  }

  public ActivityBuilder email(@Nullable EmailFacts email) {
    this.email = email;
    return this;
  }

  public ActivityBuilder visibility(ContentVisibility visibility) {
    this.visibility = visibility;
    return this;
  }

  public ActivityBuilder ownerId(@Nullable Id<?> ownerId) {
    this.ownerId = ownerId;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public Activity build() {
    return new Activity(
        type,
        subject,
        body,
        relatedTo,
        accountId,
        status,
        occurredAt,
        schedule,
        outcome,
        sentiment,
        email,
        visibility,
        ownerId);
  }
}
