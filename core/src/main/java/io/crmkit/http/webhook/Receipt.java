package io.crmkit.http.webhook;

import io.crmkit.record.Id;

/**
 * What became of a call that came in.
 *
 * @since 0.1
 */
public sealed interface Receipt {
  /**
   * The call is kept, and worked on soon.
   *
   * @param id under which it is kept
   */
  record Accepted(Id<InboundWebhook> id) implements Receipt {}

  /** What the call tells is kept already. The provider is told the same as the first time. */
  record Duplicate() implements Receipt {}

  /**
   * The call is not proved to be the provider's, or cannot be read.
   *
   * @param reason why, for logs and counters; a stranger should be told no more than that it failed
   */
  record Refused(Verdict.Reason reason) implements Receipt {}

  /** The call is longer than {@link Inbox#MOST_BYTES}. */
  record TooLarge() implements Receipt {}

  /** No source has this name. */
  record UnknownProvider() implements Receipt {}

  /**
   * The call only asks whether this address is meant for it; nothing is kept.
   *
   * @param text what to answer, as plain text and nothing else; never as HTML
   */
  record Handshake(String text) implements Receipt {}
}
