package io.crmkit.sales;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.PartOf;
import io.crmkit.record.RecordType;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A step of a pipeline.
 *
 * @param pipelineId the pipeline
 * @param name name, unique within the pipeline
 * @param kind what it says about the sale
 * @param probability percent; 100 where it is won, 0 where it is lost
 * @param forecastCategory how sales in it count
 * @param sortOrder place in the pipeline
 * @param gate what must be there to enter
 * @param maxDays days after which a sale is stuck here
 */
@RecordType(value = "stage", unique = "pipelineId,name")
@PartOf(Pipeline.class)
public record Stage(
    @Indexed Id<Pipeline> pipelineId,
    @NaturalKey @NotBlank @Size(max = 100) String name,
    @Default("OPEN") StageKind kind,
    @Min(0) @Max(100) int probability,
    ForecastCategory forecastCategory,
    int sortOrder,
    StageGate gate,
    @Nullable Integer maxDays) {

  /** Starts one with every default. */
  public static StageBuilder builder() {
    return new StageBuilder();
  }

  /** Starts a changed copy. */
  public StageBuilder toBuilder() {
    return new StageBuilder(this);
  }
}
