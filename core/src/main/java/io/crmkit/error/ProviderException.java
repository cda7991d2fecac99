package io.crmkit.error;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a service outside failed, refused, or did not answer in time. {@link #code()} is one
 * of the constants here; {@link #mayRetry()} tells whether the same call may help later.
 *
 * @since 0.1
 */
public final class ProviderException extends CrmException {
  /** The provider is down, out of order or cut off from us. Nothing is known to have happened. */
  public static final String UNAVAILABLE = "PROVIDER_UNAVAILABLE";

  /** The provider understood the call and will not do it. */
  public static final String REFUSED = "PROVIDER_REFUSED";

  /** More calls than the provider grants, told by it or counted here. Nothing was done. */
  public static final String RATE_LIMITED = "PROVIDER_RATE_LIMITED";

  /** No answer in time to a call that changes nothing, or to one that was never sent. */
  public static final String TIMEOUT = "PROVIDER_TIMEOUT";

  /** A write was sent and its answer was lost: it may or may not have happened. */
  public static final String OUTCOME_UNKNOWN = "PROVIDER_OUTCOME_UNKNOWN";

  /** The credentials are wrong, expired or revoked: somebody has to connect anew. */
  public static final String AUTH = "PROVIDER_AUTH";

  /** An answer came that cannot be used: too large, or not what it says it is. */
  public static final String ANSWER_UNUSABLE = "PROVIDER_ANSWER_UNUSABLE";

  private static final long serialVersionUID = 1L;

  private final String provider;
  private final @Nullable String requestId;
  private final @Nullable String providerCode;
  private final @Nullable Integer status;
  private final boolean mayRetry;
  private final transient @Nullable Duration retryAfter;

  private ProviderException(Builder from) {
    super(
        from.code,
        severity(from.code),
        from.provider + ": " + from.message,
        context(from),
        from.cause);
    this.provider = from.provider;
    this.requestId = from.requestId;
    this.providerCode = from.providerCode;
    this.status = from.status;
    this.mayRetry = from.mayRetry;
    this.retryAfter = from.retryAfter;
  }

  private static Severity severity(String code) {
    return switch (code) {
      case REFUSED, RATE_LIMITED, TIMEOUT -> Severity.MEDIUM;
      default -> Severity.HIGH;
    };
  }

  private static Map<String, Object> context(Builder from) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("provider", from.provider);
    context.put("mayRetry", from.mayRetry);
    put(context, "providerRequestId", from.requestId);
    put(context, "providerCode", from.providerCode);
    put(context, "providerStatus", from.status);
    put(context, "retryAfterSeconds", from.retryAfter == null ? null : seconds(from.retryAfter));
    return context;
  }

  private static void put(Map<String, Object> context, String name, @Nullable Object value) {
    if (value != null) {
      context.put(name, value);
    }
  }

  /** Rounded up: who comes back a part of a second early has waited for nothing. */
  private static Long seconds(Duration span) {
    return span.plusMillis(999).toSeconds();
  }

  /**
   * Starts a report.
   *
   * @param code one of the constants of this class
   * @param provider the name of the provider, for example {@code stripe}
   * @param message what happened, without personal data, secrets or words of the provider
   */
  public static Builder of(String code, String provider, String message) {
    return new Builder(code, provider, message);
  }

  /** Returns the name of the provider. */
  public String provider() {
    return provider;
  }

  /** Returns the provider's own id of the call, which its support asks for; null if not told. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** Returns the provider's own word for the failure, such as {@code card_declined}, or null. */
  public @Nullable String providerCode() {
    return providerCode;
  }

  /** Returns the HTTP status of the provider's answer, or null if there was none. */
  public @Nullable Integer status() {
    return status;
  }

  /**
   * Returns whether the same call may succeed later and does no harm. False for a write that may
   * have happened and would then happen twice.
   */
  public boolean mayRetry() {
    return mayRetry;
  }

  /** Returns how long to wait before a further try, or null if nobody knows. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** Collects what is known of a failure. Not thread-safe. */
  public static final class Builder {
    private final String code;
    private final String provider;
    private final String message;
    private @Nullable String requestId;
    private @Nullable String providerCode;
    private @Nullable Integer status;
    private boolean mayRetry;
    private @Nullable Duration retryAfter;
    private @Nullable Throwable cause;

    private Builder(String code, String provider, String message) {
      this.code = Objects.requireNonNull(code);
      this.provider = Objects.requireNonNull(provider);
      this.message = Objects.requireNonNull(message);
    }

    /** Sets the provider's own id of the call. Default: null, not told. */
    public Builder requestId(@Nullable String requestId) {
      this.requestId = requestId;
      return this;
    }

    /** Sets the provider's own word for the failure. Default: null, not told. */
    public Builder providerCode(@Nullable String providerCode) {
      this.providerCode = providerCode;
      return this;
    }

    /** Sets the HTTP status of the answer. Default: null, there was no answer. */
    public Builder status(@Nullable Integer status) {
      this.status = status;
      return this;
    }

    /** Sets whether the same call may help later and does no harm. Default: false. */
    public Builder mayRetry(boolean mayRetry) {
      this.mayRetry = mayRetry;
      return this;
    }

    /** Sets how long to wait before a further try. Default: null, not known. */
    public Builder retryAfter(@Nullable Duration retryAfter) {
      this.retryAfter = retryAfter;
      return this;
    }

    /** Sets what went wrong below. Default: null. */
    public Builder cause(@Nullable Throwable cause) {
      this.cause = cause;
      return this;
    }

    /** Returns the exception. */
    public ProviderException build() {
      return new ProviderException(this);
    }
  }
}
