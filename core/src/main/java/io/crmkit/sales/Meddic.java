package io.crmkit.sales;

import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is known by the letters of MEDDIC.
 *
 * @param metrics what the buyer gains, in numbers
 * @param economicBuyerId who decides on the money
 * @param decisionCriteria what it is judged by
 * @param decisionProcess how it is decided
 * @param identifiedPain what hurts
 * @param championId who speaks for us
 * @param score percent of the points that can be had
 */
public record Meddic(
    @Nullable @Size(max = 2000) String metrics,
    @Indexed @Nullable Id<Contact> economicBuyerId,
    @Nullable @Size(max = 2000) String decisionCriteria,
    @Nullable @Size(max = 2000) String decisionProcess,
    @Nullable @Size(max = 2000) String identifiedPain,
    @Indexed @Nullable Id<Contact> championId,
    @Managed @Min(0) @Max(100) int score) {

  /** Starts one with every default. */
  public static MeddicBuilder builder() {
    return new MeddicBuilder();
  }

  /** Starts a changed copy. */
  public MeddicBuilder toBuilder() {
    return new MeddicBuilder(this);
  }
}
