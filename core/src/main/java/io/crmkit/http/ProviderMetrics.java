package io.crmkit.http;

/**
 * Hears how calls to providers end. Called by the thread that made the call; must be thread-safe
 * and quick. What it throws is logged and harms no call.
 *
 * @since 0.1
 */
public interface ProviderMetrics {
  /**
   * A call has ended, after all its tries.
   *
   * @param provider the name of the provider
   * @param operation what was called, without ids: there are as many as there are kinds of calls
   * @param outcome {@code OK}, the code of the {@link io.crmkit.error.ProviderException}, or {@code
   *     ERROR} for a mistake of our own
   * @param nanos how long it took, waiting included
   * @param retries tries after the first
   */
  void callFinished(String provider, String operation, String outcome, long nanos, int retries);

  /**
   * The circuit breaker has changed its mind.
   *
   * @param provider the name of the provider
   * @param state {@code CLOSED} (calls go out), {@code OPEN} (none do) or {@code HALF_OPEN} (a few
   *     do, to see)
   */
  void breakerChanged(String provider, String state);
}
