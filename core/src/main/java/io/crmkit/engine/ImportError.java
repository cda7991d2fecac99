package io.crmkit.engine;

import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.PartOf;
import io.crmkit.record.RecordType;
import io.crmkit.record.Verb;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * One refused cell of an import.
 *
 * @param importId the import
 * @param row the data row, from 1 on
 * @param column heading of the column, or null where the row as a whole is refused
 * @param code stable word
 * @param message what is wrong, without the value
 */
@PartOf(ImportRun.class)
@RecordType(value = "import-error", verbs = Verb.READ)
public record ImportError(
    @Indexed Id<ImportRun> importId,
    long row,
    @Size(max = 200) @Nullable String column,
    @NotBlank @Size(max = 60) String code,
    @NotBlank @Size(max = 500) String message) {
  /** The code of a row that waits for a later row that it refers to, while the import runs. */
  public static final String DEFERRED = "DEFERRED";
}
