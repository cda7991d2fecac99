package io.crmkit.http.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of the proof that a provider's call is its own.
 *
 * @since 0.1
 */
public sealed interface Verdict {

  /**
   * The call is the provider's.
   *
   * @param eventId the message's id, the same for each attempt to deliver it; null where the proof
   *     covers none
   * @param signedAt when it was signed; null where the proof covers no time, and then it can be
   *     replayed for ever
   */
  record Accepted(@Nullable String eventId, @Nullable Instant signedAt) implements Verdict {}

  /**
   * The call must not be worked on.
   *
   * @param reason why, for logs and counters; a stranger should be told no more than that it failed
   */
  record Refused(Reason reason) implements Verdict {}

  /** Why a call is refused. The names are stable. */
  enum Reason {
    /** A header or field that carries the proof is missing or empty. */
    MISSING_SIGNATURE,
    /** The proof, its time or the body that holds it cannot be read. */
    MALFORMED,
    /** No configured secret makes this proof for this call. */
    WRONG_SIGNATURE,
    /** It was signed with a key, or for a subscription, that is not known. */
    UNKNOWN_KEY,
    /** It is well signed, but for another receiver or by another sender. */
    NOT_FOR_US,
    /** It is well signed, but longer ago than the age limit. */
    TOO_OLD,
    /** It is well signed, but further ahead of our clock than the age limit. */
    FROM_THE_FUTURE
  }
}
