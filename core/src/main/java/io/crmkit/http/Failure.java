package io.crmkit.http;

import io.crmkit.error.ProviderException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one try failed.
 *
 * @param isPassing whether a further try may go better
 * @param mayBeDone whether the provider may have done what was asked
 * @param isFinal whether it settles the call, whatever became of the tries before
 * @param retryAfter how long to wait, or null if nobody said
 */
record Failure(
    String code,
    String message,
    boolean isPassing,
    boolean mayBeDone,
    boolean isFinal,
    @Nullable Duration retryAfter,
    @Nullable ProviderAnswer answer,
    @Nullable Judgement judgement,
    @Nullable Throwable cause) {

  static Failure of(ProviderAnswer answer, Judgement judgement, @Nullable Duration retryAfter) {
    boolean isDown = judgement.verdict() == Verdict.FAILED;
    String code =
        switch (judgement.verdict()) {
          case UNAUTHORIZED -> ProviderException.AUTH;
          case NOT_NOW -> ProviderException.RATE_LIMITED;
          case FAILED -> ProviderException.UNAVAILABLE;
          default -> ProviderException.REFUSED;
        };
    return new Failure(
        code,
        "answered " + answer.status(),
        isDown || judgement.verdict() == Verdict.NOT_NOW,
        isDown,
        judgement.verdict() == Verdict.REFUSED,
        retryAfter,
        answer,
        judgement,
        null);
  }

  static Failure of(IOException e, boolean isSent) {
    if (e instanceof Transport.TooLargeException large) {
      return lasting(ProviderException.ANSWER_UNUSABLE, large, large.status < 400);
    }
    if (e instanceof Transport.ForeignLinkException) {
      return lasting(ProviderException.REFUSED, e, false);
    }
    boolean isTimeout = Transport.isTimeout(e);
    String code = isTimeout ? ProviderException.TIMEOUT : ProviderException.UNAVAILABLE;
    String message =
        (isTimeout ? "no answer in time" : "the connection failed")
            + (isSent ? "" : "; nothing was sent");
    return new Failure(code, message, true, isSent, false, null, null, null, e);
  }

  private static Failure lasting(String code, IOException e, boolean mayBeDone) {
    String message = String.valueOf(e.getMessage());
    return new Failure(code, message, false, mayBeDone, false, null, null, null, e);
  }

  /**
   * Tells the caller.
   *
   * @param mayBeDone whether this try or one before it may have done what was asked
   * @param pause when to come back where the provider did not say
   */
  ProviderException told(
      ProviderRequest request, String provider, boolean mayBeDone, Duration pause) {
    boolean isOpen = mayBeDone && !isFinal && !request.isRead();
    String text = request.operation() + ": " + message;
    boolean mayRetry = isPassing && (!isOpen || request.isRepeatable());
    ProviderException.Builder told =
        ProviderException.of(isOpen ? ProviderException.OUTCOME_UNKNOWN : code, provider, text)
            .mayRetry(mayRetry)
            .retryAfter(retryAfter == null && mayRetry ? pause : retryAfter)
            .cause(cause);
    if (answer != null) {
      told.status(answer.status()).requestId(answer.requestId());
    }
    if (judgement != null) {
      told.providerCode(judgement.providerCode());
      if (judgement.requestId() != null) {
        told.requestId(judgement.requestId());
      }
    }
    return told.build();
  }
}
