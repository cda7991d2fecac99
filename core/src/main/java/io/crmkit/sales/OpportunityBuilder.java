package io.crmkit.sales;

import io.crmkit.catalog.Product;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of an opportunity: one method for each, named as there. What is left out gets
 * its default. Not thread-safe.
 */
public final class OpportunityBuilder {
  private @Nullable String name;
  private @Nullable Id<Account> accountId;
  private @Nullable Id<Product> productId;
  private @Nullable Id<Pipeline> pipelineId;
  private @Nullable Id<Stage> stageId;
  private @Nullable Money amount;
  private @Nullable LocalDate closeDate;
  private @Nullable ForecastTerms forecast;
  private @Nullable DealTerms terms;
  private @Nullable Meddic meddic;
  private @Nullable NextStep nextStep;
  private @Nullable DealProgress progress;
  private @Nullable Id<?> ownerId;
  private @Nullable Id<?> teamId;

  OpportunityBuilder() {}

  OpportunityBuilder(Opportunity from) {
    name = from.name();
    accountId = from.accountId();
    productId = from.productId();
    pipelineId = from.pipelineId();
    stageId = from.stageId();
    amount = from.amount();
    closeDate = from.closeDate();
    forecast = from.forecast();
    terms = from.terms();
    meddic = from.meddic();
    nextStep = from.nextStep();
    progress = from.progress();
    ownerId = from.ownerId();
    teamId = from.teamId();
  }

  public OpportunityBuilder name(String name) {
    this.name = name;
    return this;
  }

  public OpportunityBuilder accountId(@Nullable Id<Account> accountId) {
    this.accountId = accountId;
    return this;
  }

  public OpportunityBuilder productId(@Nullable Id<Product> productId) {
    this.productId = productId;
    return this;
  }

  public OpportunityBuilder pipelineId(@Nullable Id<Pipeline> pipelineId) {
    this.pipelineId = pipelineId;
    return this;
  }

  public OpportunityBuilder stageId(@Nullable Id<Stage> stageId) {
    this.stageId = stageId;
    return this;
  }

  public OpportunityBuilder amount(@Nullable Money amount) {
    this.amount = amount;
    return this;
  }

  public OpportunityBuilder closeDate(@Nullable LocalDate closeDate) {
    this.closeDate = closeDate;
    return this;
  }

  public OpportunityBuilder forecast(ForecastTerms forecast) {
    this.forecast = forecast;
    return this;
  }

  public OpportunityBuilder terms(DealTerms terms) {
    this.terms = terms;
    return this;
  }

  public OpportunityBuilder meddic(Meddic meddic) {
    this.meddic = meddic;
    return this;
  }

  public OpportunityBuilder nextStep(NextStep nextStep) {
    this.nextStep = nextStep;
    return this;
  }

  public OpportunityBuilder progress(DealProgress progress) {
    this.progress = progress;
    return this;
  }

  public OpportunityBuilder ownerId(@Nullable Id<?> ownerId) {
    this.ownerId = ownerId;
    return this;
  }

  public OpportunityBuilder teamId(@Nullable Id<?> teamId) {
    this.teamId = teamId;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public Opportunity build() {
    return new Opportunity(
        name,
        accountId,
        productId,
        pipelineId,
        stageId,
        amount,
        closeDate,
        forecast,
        terms,
        meddic,
        nextStep,
        progress,
        ownerId,
        teamId);
  }
}
