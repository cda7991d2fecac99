package io.crmkit.http.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one try to deliver.
 *
 * @param isTaken whether the receiver answered with a status from 200 to 299
 * @param statusCode the status; null if there was no answer
 * @param took how long it took
 * @param answer the head of an answer that is no success, or a word for why there was none; at most
 *     1,000 characters, none of them a control character
 * @param retryAfter how long the receiver wants to be left alone, at most a day; null if it does
 *     not say
 */
public record WebhookAnswer(
    boolean isTaken,
    @Nullable Integer statusCode,
    Duration took,
    @Nullable String answer,
    @Nullable Duration retryAfter) {
  private static final int GONE = 410;

  /** Returns whether the receiver says that it will never take anything again. */
  boolean isGone() {
    return statusCode != null && statusCode == GONE;
  }
}
