package io.crmkit.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means, and what it tells beside that.
 *
 * @param providerCode the provider's own word for a failure, for programs and not for people; null
 *     if it has none
 * @param requestId the provider's id of the call where the body has it; null to take it from the
 *     header that is configured
 * @param retryAfter how long to wait before the next try; null for what {@code Retry-After} says
 */
public record Judgement(
    Verdict verdict,
    @Nullable String providerCode,
    @Nullable String requestId,
    @Nullable Duration retryAfter) {

  /** Returns a judgement that tells nothing else. */
  public static Judgement of(Verdict verdict) {
    return new Judgement(verdict, null, null, null);
  }

  /** Returns the same with the provider's own word for it. */
  public Judgement code(@Nullable String code) {
    return new Judgement(verdict, code, requestId, retryAfter);
  }

  /** Returns the same with the provider's id of the call. */
  public Judgement request(@Nullable String id) {
    return new Judgement(verdict, providerCode, id, retryAfter);
  }

  /** Returns the same with a time to wait. */
  public Judgement after(@Nullable Duration span) {
    return new Judgement(verdict, providerCode, requestId, span);
  }
}
