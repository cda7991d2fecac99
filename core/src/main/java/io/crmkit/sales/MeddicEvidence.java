package io.crmkit.sales;

import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.PartOf;
import io.crmkit.record.RecordType;
import io.crmkit.record.Ref;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A proof for one letter of MEDDIC.
 *
 * @param opportunityId the sale
 * @param element the letter
 * @param statement what is known
 * @param source activity, document or other record that shows it
 * @param confirmedAt when it was confirmed; now unless given
 */
@RecordType("meddic-evidence")
@PartOf(Opportunity.class)
public record MeddicEvidence(
    @Indexed Id<Opportunity> opportunityId,
    MeddicElement element,
    @NotBlank @Size(max = 2000) String statement,
    @Nullable Ref source,
    @Nullable Instant confirmedAt) {}
