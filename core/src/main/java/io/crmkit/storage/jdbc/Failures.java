package io.crmkit.storage.jdbc;

import io.crmkit.error.ConflictException;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.UnavailableException;
import java.sql.SQLException;
import java.time.Duration;

/** Judges the failures of a database. */
final class Failures {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private Failures() {}

  /** Returns what a caller is told. */
  static RuntimeException translate(Dialect dialect, SqlFailure failure) {
    SQLException cause = failure.failure();
    if (dialect.isUnavailable(cause) || dialect.isRetryable(cause)) {
      return unavailable(cause);
    }
    if (dialect.isReferenceViolation(cause)) {
      ConflictException conflict =
          new ConflictException(
              "REFERENCE_BROKEN", "a record refers to one that is not there, or would be left so");
      conflict.addSuppressed(cause); // its cause is fixed to none
      return conflict;
    }
    return new IllegalStateException("the database refused a statement", cause);
  }

  /** Returns what a failed COMMIT means: the failure itself, where nothing was committed. */
  static RuntimeException ofCommit(Dialect dialect, SqlFailure failure) {
    return dialect.leavesCommitOpen(failure.failure())
        ? new OutcomeUnknownException(
            "the outcome of the last write is unknown; read before trying again", failure.failure())
        : failure;
  }

  static UnavailableException unavailable(Throwable cause) {
    return new UnavailableException(
        "STORAGE_UNAVAILABLE", "the database does not answer now", RETRY_AFTER, cause);
  }
}
