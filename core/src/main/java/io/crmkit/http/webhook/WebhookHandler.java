package io.crmkit.http.webhook;

/**
 * Does what the calls of one provider are for. It is run by a job once a call was kept, and may be
 * run more than once, after a failure or when its node died, so doing it again must change nothing
 * more. Calls may come in another order than their events happened, and tell of what is no longer
 * so: what must be right is read from the provider. One instance serves all threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface WebhookHandler {
  /** What became of a call. */
  enum Outcome {
    /** It was worked on. */
    DONE,
    /** Nobody here wants calls of its kind. */
    IGNORED
  }

  /**
   * Works on one call.
   *
   * @throws Exception for whatever reason; the call is worked on again later, until its attempts
   *     are used up
   */
  Outcome run(WebhookRun run) throws Exception;
}
