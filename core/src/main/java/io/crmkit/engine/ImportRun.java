package io.crmkit.engine;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Owner;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Verb;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * One import. The action {@code undo} lets an actor cancel it and take it back.
 *
 * @param targetType name of the type whose rows it writes
 * @param fileId the file as it was uploaded; null where whoever runs the import keeps it
 * @param mapping how columns become fields, in force for this run
 * @param keyField field by which rows find the record they change, or null if each makes one
 * @param isDryRun whether everything is checked and nothing written
 * @param state how it stands
 * @param phase what it does
 * @param counts rows so far
 * @param resumeAt data rows whose fate is committed; a run that was interrupted goes on behind them
 * @param failure why it ended early; {@code CANCELLED} if somebody ended it
 * @param ownerId who imports
 */
@RecordType(value = "import", plural = "imports", verbs = Verb.READ, actions = "undo")
public record ImportRun(
    @NotBlank @Size(max = 60) String targetType,
    @Nullable @RefersTo("file") Id<?> fileId,
    @Size(max = 65_536) @Text(TextFormat.JSON) String mapping,
    @Size(max = 80) @Nullable String keyField,
    @Default("false") boolean isDryRun,
    @Indexed ImportState state,
    ImportPhase phase,
    ImportCounts counts,
    @Default("0") long resumeAt,
    @Size(max = 500) @Nullable String failure,
    @Owner @RefersTo("user") Id<?> ownerId) {
  /** The failure of a run that somebody ended. */
  public static final String CANCELLED = "CANCELLED";

  /** The failure of a run whose file was lost before it was read to its end. */
  public static final String FILE_LOST = "FILE_LOST";

  /** Returns this run in another state. */
  public ImportRun as(ImportState newState, ImportPhase newPhase, @Nullable String newFailure) {
    return new ImportRun(
        targetType,
        fileId,
        mapping,
        keyField,
        isDryRun,
        newState,
        newPhase,
        counts,
        resumeAt,
        newFailure,
        ownerId);
  }

  /** Returns this run with further rows behind it. */
  public ImportRun at(ImportCounts newCounts, long newResumeAt) {
    return new ImportRun(
        targetType,
        fileId,
        mapping,
        keyField,
        isDryRun,
        state,
        phase,
        newCounts,
        newResumeAt,
        failure,
        ownerId);
  }
}
