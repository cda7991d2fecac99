package io.crmkit.http;

import io.crmkit.error.ProviderException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a try has to pass before it goes out: the circuit breaker, the rate windows, the limit of
 * concurrent tries. Thread-safe.
 */
final class Limits {
  private static final int TRIES_TO_SEE = 3;

  private final ProviderConfig config;
  private final Sleeper sleeper;
  private final CircuitBreaker breaker;
  private final List<RateLimiter> windows;
  private final Bulkhead bulkhead;

  /** So many units in each window of this length. */
  record RateWindow(int units, Duration length) {}

  Limits(
      ProviderConfig config,
      Clock clock,
      Supplier<Long> nanos,
      Sleeper sleeper,
      Consumer<String> breakerChanged) {
    this.config = config;
    this.sleeper = sleeper;
    this.breaker =
        CircuitBreaker.of(
            config.provider,
            CircuitBreakerConfig.custom()
                .clock(clock)
                .failureRateThreshold(config.breakerFailureRate)
                .slidingWindowSize(config.breakerWindow)
                .minimumNumberOfCalls(config.breakerMinimum)
                .permittedNumberOfCallsInHalfOpenState(TRIES_TO_SEE)
                .waitDurationInOpenState(config.breakerPause)
                .recordResult(isWell -> isWell.equals(false))
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> breakerChanged.accept(event.getStateTransition().getToState().name()));
    this.windows =
        config.rateWindows.stream()
            .sorted(Comparator.comparing(RateWindow::length))
            .map(window -> limiter(window, nanos))
            .toList();
    this.bulkhead =
        Bulkhead.of(
            config.provider,
            BulkheadConfig.custom()
                .maxConcurrentCalls(config.maxConcurrent)
                .maxWaitDuration(config.maxWait)
                .build());
  }

  private RateLimiter limiter(RateWindow window, Supplier<Long> nanos) {
    return RateLimiter.of(
        config.provider + " per " + window.length(),
        RateLimiterConfig.custom()
            .limitForPeriod(window.units())
            .limitRefreshPeriod(window.length())
            .timeoutDuration(config.maxWait)
            .build(),
        nanos);
  }

  /**
   * Waits until a try may go out. Each success must be followed by {@link #leave}.
   *
   * @throws ProviderException if it may not, or not soon enough; nothing was sent then
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  void enter(int units) throws InterruptedException {
    if (!breaker.tryAcquirePermission()) {
      throw refused(
              ProviderException.UNAVAILABLE, "failed too often of late; left alone for a while")
          .retryAfter(config.breakerPause)
          .build();
    }
    boolean isIn = false;
    try {
      waitForWindows(units);
      if (!bulkhead.tryAcquirePermission()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        throw refused(ProviderException.UNAVAILABLE, "too many calls are under way")
            .retryAfter(config.retryDelay)
            .build();
      }
      isIn = true;
    } finally {
      if (!isIn) {
        breaker.releasePermission();
      }
    }
  }

  /**
   * The shortest window is asked first: what is taken there for a call that a longer one refuses
   * comes back soonest.
   */
  private void waitForWindows(int units) throws InterruptedException {
    long longest = 0;
    for (RateLimiter window : windows) {
      long wait = window.reservePermission(units);
      if (wait < 0) {
        throw refused(
                ProviderException.RATE_LIMITED,
                "its limit of calls is reached: " + window.getName())
            .retryAfter(window.getRateLimiterConfig().getLimitRefreshPeriod())
            .build();
      }
      longest = Math.max(longest, wait);
    }
    if (longest > 0) {
      sleeper.sleep(Duration.ofNanos(longest));
    }
  }

  private ProviderException.Builder refused(String code, String message) {
    return ProviderException.of(code, config.provider, message).mayRetry(true);
  }

  /** How a try ended, as far as it tells about the provider's health. */
  enum End {
    WELL,
    ILL,
    UNKNOWN
  }

  /** Makes room for the next try. */
  void leave(End end, long nanos) {
    bulkhead.onComplete();
    if (end == End.UNKNOWN) {
      breaker.releasePermission();
    } else {
      breaker.onResult(nanos, TimeUnit.NANOSECONDS, end == End.WELL);
    }
  }
}
