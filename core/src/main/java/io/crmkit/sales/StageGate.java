package io.crmkit.sales;

import io.crmkit.record.Default;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What must be there before an opportunity enters a stage.
 *
 * @param requiredFields paths of the opportunity, such as {@code meddic.championId}
 * @param minimumMeddic least MEDDIC score
 */
public record StageGate(
    @Size(max = 30) List<@Size(max = 80) String> requiredFields, @Default("0") int minimumMeddic) {

  /** Copies the lists. */
  public StageGate {
    requiredFields = List.copyOf(requiredFields);
  }
}
