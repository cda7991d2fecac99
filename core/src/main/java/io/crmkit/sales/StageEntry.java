package io.crmkit.sales;

import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules.Change;
import io.crmkit.record.RecordRules.Kind;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down what follows from the stage that an opportunity is in. */
final class StageEntry {
  /** More contacts of one sale than anyone keeps. */
  private static final int MOST_CONTACTS = 200;

  private static final String TYPE = "opportunity";

  private final Change<Opportunity> change;
  private final RuleContext context;
  private final Stored<Stage> stage;
  private final Opportunity value;

  StageEntry(
      Change<Opportunity> change, RuleContext context, Stored<Stage> stage, Opportunity value) {
    this.change = change;
    this.context = context;
    this.stage = stage;
    this.value = value;
  }

  /** Returns the opportunity on entering the stage, with the step in its history. */
  Opportunity enter(@Nullable Id<Stage> from) {
    boolean isOpen = stage.value().kind() == StageKind.OPEN;
    DealProgressBuilder progress =
        value.progress().toBuilder().stageSince(context.now()).outcome(outcome());
    progress.closedOn(isOpen ? null : closedOn(from));
    record(from);
    if (from != null && isOpen) {
      OpportunityRules.winLoss(change.id(), context)
          .forEach(ended -> context.delete(WinLoss.class, ended.id()));
    } else if (outcome() == Outcome.WON) {
      makeCustomers();
    }
    if (from != null) {
      tell(from);
    }
    return value.toBuilder().progress(progress.build()).build();
  }

  /** Returns the opportunity within its stage; what it ended like has its reason beside it. */
  Opportunity stay() {
    Outcome outcome = value.progress().outcome();
    List<Stored<WinLoss>> known =
        outcome == null ? List.of() : OpportunityRules.winLoss(change.id(), context);
    if (outcome != null && known.isEmpty()) {
      WinLossReason reason = outcome == Outcome.LOST ? WinLossReason.OTHER : null;
      context.create(
          WinLoss.class,
          WinLoss.builder()
              .opportunityId(change.id())
              .outcome(outcome)
              .primaryReason(reason)
              .build());
    } else if (!known.isEmpty() && !known.get(0).value().amount().equals(amount())) {
      WinLoss ended = known.get(0).value().toBuilder().amount(amount()).build();
      context.update(WinLoss.class, known.get(0).id(), ended);
    }
    return value;
  }

  private Money amount() {
    return Objects.requireNonNull(value.amount(), "was set before the stage was entered");
  }

  private @Nullable Outcome outcome() {
    return switch (stage.value().kind()) {
      case OPEN -> null;
      case WON -> Outcome.WON;
      case LOST -> Outcome.LOST;
    };
  }

  /** Returns today; a sale that is written down after it ended, the day on which it did. */
  private LocalDate closedOn(@Nullable Id<Stage> from) {
    LocalDate today = context.today();
    LocalDate closeDate = value.closeDate();
    return from == null && closeDate != null && closeDate.isBefore(today) ? closeDate : today;
  }

  private void record(@Nullable Id<Stage> from) {
    UUID user = context.actorUserId();
    Duration timeInStage =
        from == null ? null : Duration.between(value.progress().stageSince(), context.now());
    context.create(
        StageChange.class,
        new StageChange(
            change.id(),
            from,
            stage.id(),
            context.now(),
            user == null ? null : new Id<>(user),
            timeInStage,
            amount(),
            value.closeDate()));
  }

  /** Lets those who bought be customers. */
  private void makeCustomers() {
    Condition ofThis = Condition.eq("opportunityId", change.id());
    for (Stored<OpportunityContact> link :
        context.query(OpportunityContact.class, Query.where(ofThis).limit(MOST_CONTACTS))) {
      Id<Contact> id = link.value().contactId();
      context
          .find(Contact.class, id)
          .filter(contact -> contact.value().status() != ContactStatus.CUSTOMER)
          .ifPresent(
              contact ->
                  context.update(
                      Contact.class,
                      id,
                      contact.value().toBuilder().status(ContactStatus.CUSTOMER).build()));
    }
  }

  private void tell(Id<Stage> from) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("fromStageId", from.toString());
    facts.put("toStageId", stage.id().toString());
    context.emit("opportunity.moved", TYPE, change.id(), facts);
    boolean wasEnded =
        change.kind() == Kind.UPDATE && "reopen".equals(change.action()) && outcome() == null;
    if (wasEnded) {
      context.emit("opportunity.reopened", TYPE, change.id(), facts);
    } else if (outcome() == Outcome.WON) {
      context.emit("opportunity.won", TYPE, change.id(), facts);
    } else if (outcome() == Outcome.LOST) {
      context.emit("opportunity.lost", TYPE, change.id(), facts);
    }
  }
}
