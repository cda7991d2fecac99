package io.crmkit.sales;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Who gets a new record.
 *
 * @param name name
 * @param targetType type of the records
 * @param condition filter that they meet
 * @param strategy how one is chosen
 * @param assignees who may be chosen
 * @param lastAssigned number of records assigned so far
 * @param isActive whether it is in use
 * @param sortOrder place among the rules; the first one that fits counts
 */
@RecordType("assignment-rule")
public record AssignmentRule(
    @NaturalKey @Unique @NotBlank @Size(max = 100) String name,
    @Indexed @NotBlank @Size(max = 60) String targetType,
    @Size(max = 8192) @Text(TextFormat.JSON) String condition,
    @Default("ROUND_ROBIN") AssignmentStrategy strategy,
    @RefersTo("user") @Size(min = 1, max = 100) List<Id<?>> assignees,
    @Managed int lastAssigned,
    @Default("true") boolean isActive,
    @Default("0") int sortOrder) {

  /** Copies the lists. */
  public AssignmentRule {
    assignees = List.copyOf(assignees);
  }
}
