package io.crmkit.engine;

/**
 * What was written within a transaction of the host. Until that is committed nobody else sees it,
 * nor its events. Used by one thread.
 *
 * @param <R> what the work returned
 * @since 0.1
 */
public final class Joined<R> {
  private final R result;
  private final Runnable afterCommit;
  private boolean isTold;

  Joined(R result, Runnable afterCommit) {
    this.result = result;
    this.afterCommit = afterCommit;
  }

  /** Returns what the work returned. */
  public R result() {
    return result;
  }

  /**
   * Says that the host's transaction is committed: what was kept in memory is renewed, rules hear
   * of it, and listeners get the events at once. Without this call the events come within a second,
   * and the rest does not happen. A second call does nothing. Not to be called if the host rolled
   * back.
   */
  public void committed() {
    if (!isTold) {
      isTold = true;
      afterCommit.run();
    }
  }
}
