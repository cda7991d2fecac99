package io.crmkit.sales;

import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Money;
import io.crmkit.record.PartOf;
import io.crmkit.record.RecordType;
import io.crmkit.record.Searchable;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Why an opportunity ended as it did.
 *
 * @param opportunityId the sale
 * @param outcome how it ended
 * @param primaryReason why; required where it was lost
 * @param reasonDetail more on that
 * @param competitorName who else was there
 * @param lessons what is to be learned
 * @param amount worth when it ended
 * @param closedOn day on which it ended
 */
@RecordType(value = "win-loss", unique = "opportunityId")
@PartOf(Opportunity.class)
public record WinLoss(
    @Indexed Id<Opportunity> opportunityId,
    @Indexed Outcome outcome,
    @Indexed @Nullable WinLossReason primaryReason,
    @Nullable @Size(max = 1000) String reasonDetail,
    @Indexed @Searchable @Nullable @Size(max = 200) String competitorName,
    @Searchable @Nullable @Size(max = 5000) String lessons,
    @Managed Money amount,
    @Indexed @Managed LocalDate closedOn) {

  /** Starts one with every default. */
  public static WinLossBuilder builder() {
    return new WinLossBuilder();
  }

  /** Starts a changed copy. */
  public WinLossBuilder toBuilder() {
    return new WinLossBuilder(this);
  }
}
