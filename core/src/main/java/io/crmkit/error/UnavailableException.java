package io.crmkit.error;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the storage or another part cannot answer now. Nothing was changed; try again later.
 */
public final class UnavailableException extends CrmException {
  private static final long serialVersionUID = 1L;

  private final transient Duration retryAfter;

  /** Reports what does not answer and when a further try makes sense. */
  public UnavailableException(
      String code, String message, Duration retryAfter, @Nullable Throwable cause) {
    super(code, Severity.HIGH, message, Map.of("retryAfterSeconds", retryAfter.toSeconds()), cause);
    this.retryAfter = retryAfter;
  }

  /** Returns how long to wait before the next try. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
