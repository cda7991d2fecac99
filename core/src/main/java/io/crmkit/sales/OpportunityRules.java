package io.crmkit.sales;

import io.crmkit.catalog.Conversions;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import io.crmkit.record.ValueFormatException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an opportunity on a stage of its pipeline, its amount the sum of its lines, and its history
 * complete, whatever door a change comes through.
 */
final class OpportunityRules implements RecordRules<Opportunity> {
  private static final String LINE_ITEM = "line-item";
  private static final String OPPORTUNITY_ID = "opportunityId";

  @Override
  public void check(Change<Opportunity> change, RuleContext context, Faults faults) {
    Placement place = Placement.of(change, context);
    Stored<Stage> to = place.to();
    if (to == null) {
      if (place.isNew()) {
        faults.add("stageId", "REQUIRED", "there is no pipeline with an open stage to begin in");
      }
      return; // a stage that is no more keeps what is in it
    }
    Opportunity value = change.value();
    Id<Stage> from = place.from();
    if (from == null) {
      if (value.pipelineId() != null && !value.pipelineId().equals(to.value().pipelineId())) {
        faults.add("stageId", "STAGE_OF_ANOTHER_PIPELINE", "belongs to another pipeline");
      }
    } else if (place.isEntered()) {
      new StageMoves(change, context, to).judge(from);
    } else {
      new StageMoves(change, context, to).judgeStay();
      checkForecast(value.forecast(), to.value(), faults);
      checkReason(change, context, faults);
    }
    if (place.isEntered()) {
      Gates.check(value, MeddicScore.of(change, context), to.value(), faults);
    }
    checkAmount(change, context, faults);
  }

  private static void checkForecast(ForecastTerms forecast, Stage stage, Faults faults) {
    boolean isEnded = stage.kind() != StageKind.OPEN;
    if (isEnded && !isNullOr(forecast.probability(), stage.probability())) {
      faults.add("forecast.probability", "FIXED", "is " + stage.probability() + " in this stage");
    }
    if (isEnded && !isNullOr(forecast.category(), stage.forecastCategory())) {
      faults.add("forecast.category", "FIXED", "is " + stage.forecastCategory() + " in this stage");
    }
  }

  private static boolean isNullOr(@Nullable Object value, Object wanted) {
    return value == null || value.equals(wanted);
  }

  /** Asks for the reason of a loss once everything that the transaction does is done. */
  private static void checkReason(Change<Opportunity> change, RuleContext context, Faults faults) {
    boolean hasJustMoved = change.parts().contains("stage-change");
    if (hasJustMoved
        && change.kind() == Kind.UPDATE
        && change.value().progress().outcome() == Outcome.LOST
        && winLoss(change.id(), context).isEmpty()) {
      faults.add("reason", "REQUIRED", "is required where a sale is lost");
    }
  }

  private static void checkAmount(Change<Opportunity> change, RuleContext context, Faults faults) {
    Stored<Opportunity> before = change.before();
    boolean isSet =
        before != null
            && !Objects.equals(before.value().amount(), change.value().amount())
            && !change.parts().contains(LINE_ITEM);
    if (isSet) {
      Condition ofThis = Condition.eq(OPPORTUNITY_ID, change.id());
      if (!context.query(LineItem.class, Query.where(ofThis).limit(1)).isEmpty()) {
        faults.add("amount", "DERIVED", "is the sum of the line items");
      }
    }
  }

  @Override
  public Opportunity beforeWrite(Change<Opportunity> change, RuleContext context) {
    Opportunity value = change.value();
    if (change.kind() == Kind.DELETE) {
      return value;
    }
    Placement place = Placement.of(change, context);
    Stored<Stage> to = place.to();
    Money amount = amount(change, context);
    OpportunityBuilder next =
        value.toBuilder()
            .amount(amount)
            .terms(terms(change, amount, context))
            .meddic(value.meddic().toBuilder().score(MeddicScore.of(change, context)).build())
            .progress(slipped(change));
    if (to == null) {
      return next.build();
    }
    next.pipelineId(to.value().pipelineId())
        .stageId(to.id())
        .forecast(forecast(change, place, to, context));
    Opportunity placed = next.build();
    return place.isEntered()
        ? new StageEntry(change, context, to, placed).enter(place.from())
        : new StageEntry(change, context, to, placed).stay();
  }

  private static Money amount(Change<Opportunity> change, RuleContext context) {
    Money amount = change.value().amount();
    Money plain = amount == null ? Money.zero(context.settings().currency()) : amount;
    if (!change.parts().contains(LINE_ITEM)) {
      return plain;
    }
    Aggregation total =
        Aggregation.by().where(Condition.eq(OPPORTUNITY_ID, change.id())).sum("totalPrice");
    List<Aggregation.Group> sums = context.aggregate(LineItem.class, total);
    if (sums.isEmpty()) {
      return Money.zero(plain.currency());
    }
    if (sums.size() > 1 || !(sums.get(0).values().get(0) instanceof Aggregation.Amount sum)) {
      throw InvalidValueException.of(
          "amount", "CURRENCY_MISMATCH", "is no sum of lines in several currencies");
    }
    try {
      return Money.of(sum.amount(), Money.currency(sum.currency()));
    } catch (ValueFormatException e) {
      throw InvalidValueException.of("amount", e.code(), "the sum of the lines " + e.getMessage());
    }
  }

  private static DealTerms terms(Change<Opportunity> change, Money amount, RuleContext context) {
    DealTerms terms = change.value().terms();
    Stored<Opportunity> before = change.before();
    if (before != null && amount.equals(before.value().amount())) {
      DealTerms former = before.value().terms();
      if (former.baseAmount() != null) {
        return based(terms, former.baseAmount(), former.rate(), former.rateOn());
      }
    }
    Conversions.Converted base =
        Conversions.convert(context, amount, context.settings().currency(), context.today());
    return base == null
        ? based(terms, null, null, null)
        : based(terms, base.amount(), base.rate(), base.on());
  }

  private static DealTerms based(
      DealTerms terms,
      @Nullable Money baseAmount,
      @Nullable BigDecimal rate,
      @Nullable LocalDate rateOn) {
    return new DealTerms(
        terms.recurringAmount(),
        terms.billingPeriod(),
        terms.renewalDate(),
        baseAmount,
        rate,
        rateOn);
  }

  private static DealProgress slipped(Change<Opportunity> change) {
    DealProgress progress = change.value().progress();
    Stored<Opportunity> before = change.before();
    if (before == null) {
      return progress;
    }
    LocalDate was = before.value().closeDate();
    LocalDate is = change.value().closeDate();
    boolean isLater = was != null && is != null && YearMonth.from(is).isAfter(YearMonth.from(was));
    int former = before.value().progress().slipCount();
    return progress.toBuilder().slipCount(isLater ? former + 1 : former).build();
  }

  private static ForecastTerms forecast(
      Change<Opportunity> change, Placement place, Stored<Stage> to, RuleContext context) {
    ForecastTerms now = change.value().forecast();
    Stored<Opportunity> before = change.before();
    ForecastTerms former = before == null ? null : before.value().forecast();
    if (!place.isEntered()) {
      return Forecasts.stayed(to.value(), former, now);
    }
    Id<Stage> left = place.from();
    if (former == null || left == null) {
      return Forecasts.entered(to.value(), now.probability(), now.category());
    }
    // what the stage that is left said counts no more, be it from before or from this transaction
    Stage from = context.find(Stage.class, left).map(Stored::value).orElse(to.value());
    Integer probability = now.probability();
    boolean isNewNumber =
        probability != null
            && !probability.equals(former.probability())
            && probability != from.probability();
    boolean isNewCategory =
        now.category() != former.category() && now.category() != from.forecastCategory();
    return Forecasts.entered(
        to.value(), isNewNumber ? probability : null, isNewCategory ? now.category() : null);
  }

  /** Returns why an opportunity ended, or nothing. */
  static List<Stored<WinLoss>> winLoss(Id<Opportunity> id, RuleContext context) {
    Condition ofThis = Condition.eq(OPPORTUNITY_ID, id);
    return context.query(WinLoss.class, Query.where(ofThis).limit(1));
  }
}
