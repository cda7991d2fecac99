package io.crmkit.engine;

import io.crmkit.record.Default;
import io.crmkit.record.Indexed;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.RecordType;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * When two rows of a type count as one. A rule of the organization with the same matches as one
 * that the type brings along replaces it.
 *
 * @param targetType name of the type
 * @param name name for people
 * @param matches {@code field:EXACT} or {@code field:NORMALIZED}; all must hold
 * @param action what becomes of a write that meets it
 * @param isActive whether it counts
 * @param sortOrder place among the rules
 */
@RecordType("duplicate-rule")
public record DuplicateRule(
    @Indexed @NotBlank @Size(max = 60) String targetType,
    @NaturalKey @Unique @NotBlank @Size(max = 100) String name,
    @Size(min = 1, max = 5) List<@Size(max = 120) String> matches,
    @Default("WARN") DuplicateAction action,
    @Default("true") boolean isActive,
    @Default("0") int sortOrder) {

  /** Copies the matches. */
  public DuplicateRule {
    matches = List.copyOf(matches);
  }
}
