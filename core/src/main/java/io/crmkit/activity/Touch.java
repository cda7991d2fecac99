package io.crmkit.activity;

import io.crmkit.record.Id;
import io.crmkit.record.Ref;
import io.crmkit.record.RuleContext;
import io.crmkit.sales.Account;
import io.crmkit.sales.AccountHealth;
import io.crmkit.sales.Contact;
import io.crmkit.sales.Lead;
import io.crmkit.sales.LeadEngagement;
import io.crmkit.sales.LeadStatus;
import io.crmkit.sales.Opportunity;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets records know when something was last done about them. */
final class Touch {
  private Touch() {}

  /** Tells a record of an activity that was done; its account hears of it too. */
  static void record(Ref about, Activity activity, RuleContext context) {
    Instant at = activity.occurredAt();
    if (activity.status() != ActivityStatus.DONE || at == null || at.isAfter(context.now())) {
      return;
    }
    Id<?> id = new Id<>(about.id());
    switch (about.type()) {
      case "account" -> account(new Id<>(about.id()), at, context);
      case "contact" ->
          context
              .find(Contact.class, id)
              .ifPresent(contact -> account(contact.value().accountId(), at, context));
      case "lead" -> lead(id, at, isOutgoing(activity), context);
      case "opportunity" -> opportunity(id, at, context);
      default -> {
        // a type of another package, which follows the events
      }
    }
  }

  /** Returns whether somebody of the organization spoke to the person. */
  private static boolean isOutgoing(Activity activity) {
    EmailFacts email = activity.email();
    return switch (activity.type()) {
      case CALL, MEETING -> true;
      case EMAIL -> email == null || email.direction() == MailDirection.OUTBOUND;
      case NOTE, TASK -> false;
    };
  }

  private static void account(@Nullable Id<Account> id, Instant at, RuleContext context) {
    if (id == null) {
      return;
    }
    context
        .find(Account.class, id)
        .filter(account -> isLater(at, account.value().health().lastActivityAt()))
        .ifPresent(
            account -> {
              AccountHealth health = account.value().health();
              AccountHealth touched =
                  new AccountHealth(
                      health.status(),
                      health.score(),
                      at,
                      health.activityCount30(),
                      health.isLowEngagement(),
                      health.renewalRisk());
              context.update(
                  Account.class, id, account.value().toBuilder().health(touched).build());
            });
  }

  private static void opportunity(Id<?> id, Instant at, RuleContext context) {
    context
        .find(Opportunity.class, id)
        .ifPresent(
            found -> {
              Opportunity value = found.value();
              if (isLater(at, value.progress().lastActivityAt())) {
                context.update(
                    Opportunity.class,
                    id,
                    value.toBuilder()
                        .progress(value.progress().toBuilder().lastActivityAt(at).build())
                        .build());
              }
              account(value.accountId(), at, context);
            });
  }

  private static void lead(Id<?> id, Instant at, boolean isOutgoing, RuleContext context) {
    context
        .find(Lead.class, id)
        .ifPresent(
            found -> {
              Lead value = found.value();
              boolean isFirst = isOutgoing && value.status() == LeadStatus.NEW;
              LeadEngagement engagement = value.engagement();
              Instant latest =
                  isLater(at, engagement.lastActivityAt()) ? at : engagement.lastActivityAt();
              if (isFirst || !Objects.equals(latest, engagement.lastActivityAt())) {
                context.update(
                    Lead.class,
                    id,
                    value.toBuilder()
                        .status(isFirst ? LeadStatus.CONTACTED : value.status())
                        .engagement(
                            new LeadEngagement(
                                engagement.activityCount(),
                                engagement.openCount(),
                                latest,
                                engagement.engagementScore(),
                                engagement.fitScore()))
                        .build());
              }
            });
  }

  private static boolean isLater(Instant at, @Nullable Instant known) {
    return known == null || at.isAfter(known);
  }
}
