package io.crmkit.job;

import io.crmkit.record.Default;
import io.crmkit.record.Encrypted;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Unique;
import io.crmkit.record.Verb;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of something, once across the cluster.
 *
 * @param kind what runs it, see {@link JobKind}
 * @param organization for whom; null for the whole store
 * @param payload what it is about, as a JSON object
 * @param state how it stands
 * @param priority the greater runs first among those that are due
 * @param runAt when it is due, or was
 * @param attempts how often it was begun
 * @param maxAttempts how often it may be begun before it is dead
 * @param lease who runs it; null unless it runs
 * @param progress in percent
 * @param lastError what its last try failed of
 * @param uniqueKey while it has not ended, no other job has the same
 */
@RecordType(
    value = "job",
    platform = true,
    verbs = Verb.READ,
    actions = {"cancel", "run"},
    indexes = "state,priority,runAt")
public record Job(
    @NotBlank @Size(max = 80) @Indexed String kind,
    @Nullable @Indexed @RefersTo("organization") Id<?> organization,
    @Encrypted @Size(max = 65_536) @Text(TextFormat.JSON) String payload,
    @Indexed JobState state,
    @Default("0") int priority,
    @Indexed(own = false) Instant runAt,
    @Default("0") int attempts,
    @Default("8") @Min(1) int maxAttempts,
    @Nullable JobLease lease,
    @Default("0") @Min(0) @Max(100) int progress,
    @Nullable @Size(max = 1000) String lastError,
    @Nullable @Unique @Size(max = 200) String uniqueKey) {
  private static final int LONGEST_ERROR = 1000;

  /** Returns this job in the hands of a node. */
  Job leased(JobLease newLease) {
    return new Job(
        kind,
        organization,
        payload,
        JobState.RUNNING,
        priority,
        runAt,
        attempts + 1,
        maxAttempts,
        newLease,
        progress,
        lastError,
        uniqueKey);
  }

  /** Returns this job with its lease renewed. */
  Job renewed(JobLease newLease, int newProgress) {
    return new Job(
        kind,
        organization,
        payload,
        state,
        priority,
        runAt,
        attempts,
        maxAttempts,
        newLease,
        newProgress,
        lastError,
        uniqueKey);
  }

  /** Returns this job at its end, when its key is free again. */
  Job ended(JobState how, @Nullable String error) {
    return in(how, runAt, attempts, how == JobState.DONE ? 100 : progress, error, null);
  }

  /** Returns this job waiting for a further try. */
  Job waiting(JobState how, Instant next, int newAttempts, @Nullable String error) {
    return in(how, next, newAttempts, progress, error, uniqueKey);
  }

  private Job in(
      JobState newState,
      Instant newRunAt,
      int newAttempts,
      int newProgress,
      @Nullable String error,
      @Nullable String newKey) {
    return new Job(
        kind,
        organization,
        payload,
        newState,
        priority,
        newRunAt,
        newAttempts,
        maxAttempts,
        null,
        newProgress,
        error == null ? null : error.substring(0, Math.min(error.length(), LONGEST_ERROR)),
        newKey);
  }
}
