package io.crmkit.http.webhook;

import java.time.Instant;

/**
 * Tells whether a call is the provider's own. Implementations are thread-safe, compare secrets in
 * constant time over the raw bytes, show no secret, and never throw for what a request holds.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface WebhookVerifier {
  /** Judges a call. Pure: the same call at the same time is judged the same. */
  Verdict verify(InboundRequest request, Instant now);

  /**
   * Returns a verifier that asks for both proofs, for providers that send two.
   *
   * @return what this one says if both accept, else the first refusal
   */
  default WebhookVerifier and(WebhookVerifier other) {
    return (request, now) -> {
      Verdict first = verify(request, now);
      if (first instanceof Verdict.Refused) {
        return first;
      }
      Verdict second = other.verify(request, now);
      return second instanceof Verdict.Refused ? second : first;
    };
  }
}
