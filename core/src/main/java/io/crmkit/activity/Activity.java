package io.crmkit.activity;

import io.crmkit.record.AccountScope;
import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Owner;
import io.crmkit.record.Personal;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.RecordType;
import io.crmkit.record.Ref;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Searchable;
import io.crmkit.sales.Account;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done or is to be done: call, mail, meeting, note, task.
 *
 * @param type what it is
 * @param subject title
 * @param body text
 * @param relatedTo what it is about
 * @param accountId account of what it is about
 * @param status how it stands; null is planned for tasks, else done
 * @param occurredAt when; the start of a meeting; now unless given
 * @param schedule when it is to be done
 * @param outcome what came of it
 * @param sentiment how it went
 * @param email facts of a captured mail
 * @param visibility how much others see
 * @param ownerId who did it or is to do it
 */
@RecordType(value = "activity", soft = true)
public record Activity(
    @Indexed ActivityType type,
    @Searchable @Personal(PrivacyPolicy.ERASE) @NotBlank @Size(max = 500) String subject,
    @Searchable @Nullable @Personal(PrivacyPolicy.ERASE) @Size(max = 1_048_576) String body,
    @Indexed
        @Nullable
        @RefersTo({
          "account",
          "contact",
          "lead",
          "opportunity",
          "project",
          "ticket",
          "order",
          "conversation"
        })
        Ref relatedTo,
    @Indexed @Managed @AccountScope @Nullable Id<Account> accountId,
    @Nullable ActivityStatus status,
    @Indexed @Nullable Instant occurredAt,
    ActivitySchedule schedule,
    @Nullable @Size(max = 500) String outcome,
    @Indexed @Nullable Sentiment sentiment,
    @Managed @Nullable EmailFacts email,
    @Default("FULL") ContentVisibility visibility,
    @Indexed @Owner @Nullable @RefersTo("user") Id<?> ownerId) {

  /** Starts one with every default. */
  public static ActivityBuilder builder() {
    return new ActivityBuilder();
  }

  /** Starts a changed copy. */
  public ActivityBuilder toBuilder() {
    return new ActivityBuilder(this);
  }
}
