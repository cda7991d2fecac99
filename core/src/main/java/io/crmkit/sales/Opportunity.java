package io.crmkit.sales;

import io.crmkit.catalog.Product;
import io.crmkit.record.AccountScope;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Money;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.Owner;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Searchable;
import io.crmkit.record.TeamScope;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A possible sale, somewhere on a pipeline.
 *
 * @param name name
 * @param accountId who might buy
 * @param productId main product of a sale of one product
 * @param pipelineId pipeline; null lets the stage decide, else the default one is taken
 * @param stageId stage; null lets the first open one be taken
 * @param amount worth before tax; the sum of the line items where there are any; null is zero
 * @param closeDate day on which it should end
 * @param forecast how it counts in the forecast
 * @param terms recurring part, and worth in the organization's currency
 * @param meddic what is known
 * @param nextStep what is to be done
 * @param progress how it goes
 * @param ownerId who is responsible
 * @param teamId team of the owner unless set
 */
@RecordType(
    value = "opportunity",
    soft = true,
    actions = {"stage", "close", "reopen"})
public record Opportunity(
    @NaturalKey @Searchable @NotBlank @Size(max = 200) String name,
    @Indexed @AccountScope @Nullable Id<Account> accountId,
    @Indexed @Nullable Id<Product> productId,
    @Indexed @Nullable Id<Pipeline> pipelineId,
    @Indexed @Nullable Id<Stage> stageId,
    @Nullable @PositiveOrZero Money amount,
    @Indexed @Nullable LocalDate closeDate,
    @Indexed ForecastTerms forecast,
    DealTerms terms,
    Meddic meddic,
    NextStep nextStep,
    @Indexed @Managed DealProgress progress,
    @Indexed @Owner @Nullable @RefersTo("user") Id<?> ownerId,
    @TeamScope @Nullable @RefersTo("team") Id<?> teamId) {

  /** Starts one with every default. */
  public static OpportunityBuilder builder() {
    return new OpportunityBuilder();
  }

  /** Starts a changed copy. */
  public OpportunityBuilder toBuilder() {
    return new OpportunityBuilder(this);
  }
}
