package io.crmkit.error;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the caller can act on. Mistakes in the calling code raise the JDK's own
 * exceptions.
 *
 * <p>The message is written for developers and holds no personal data; texts for end users are
 * found with {@link UserMessages}.
 *
 * @since 0.1
 */
public abstract sealed class CrmException extends RuntimeException
    permits ConflictException,
        InvalidRequestException,
        InvalidValueException,
        NotFoundException,
        NotPermittedException,
        OutcomeUnknownException,
        ProviderException,
        StaleVersionException,
        UnauthenticatedException,
        UnavailableException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final Severity severity;
  private final transient Map<String, Object> context;

  CrmException(
      String code,
      Severity severity,
      String message,
      Map<String, Object> context,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.severity = severity;
    this.context = Map.copyOf(context);
  }

  /** Returns a fixed UPPER_SNAKE word that callers may branch on. */
  public final String code() {
    return code;
  }

  /** Returns how much harm the failure does if nobody acts. */
  public final Severity severity() {
    return severity;
  }

  /** Returns facts that help to act: ids, limits, versions. Never personal data. */
  public final Map<String, Object> context() {
    return context;
  }
}
