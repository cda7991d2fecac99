package io.crmkit.http;

import io.crmkit.error.ProviderException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one provider, within its limits and ours.
 *
 * <p>A try waits for its place in the provider's rate windows and among the concurrent tries; a
 * circuit breaker keeps tries back while most of them fail. A failed try is repeated, with growing
 * and random pauses or after what {@code Retry-After} asks for, where that does no harm: if nothing
 * was sent, if the provider says that nothing was done, or if the call is idempotent. A write that
 * may have been done and may not be repeated ends with {@link ProviderException#OUTCOME_UNKNOWN}.
 *
 * <p>Redirects are followed by GET only, within the provider's own address or to hosts that are
 * configured, there without credentials. Logs show the kind of a call and how it ended; at TRACE
 * also the answers that failed, without free text and what is to be hidden.
 *
 * <p>Thread-safe. One client serves one account, or all accounts of a provider that counts them
 * together. The calling thread does the work.
 *
 * @since 0.1
 */
public final class ProviderClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderClient.class);

  private final String provider;
  private final Parts parts;
  private final @Nullable ProviderMetrics metrics;

  /** What every call needs. */
  record Parts(
      ProviderConfig config,
      Transport transport,
      Limits limits,
      Pauses pauses,
      Sleeper sleeper,
      Redaction redaction,
      Authorizer authorizer) {}

  private ProviderClient(Builder builder) {
    ProviderConfig config = builder.config;
    this.provider = config.provider;
    this.metrics = builder.metrics;
    Clock clock = builder.clock;
    this.parts =
        new Parts(
            config,
            new Transport(config),
            new Limits(
                config,
                clock == null ? Clock.systemUTC() : clock,
                clock == null ? System::nanoTime : nanosOf(clock),
                builder.sleeper,
                this::breakerChanged),
            new Pauses(config, clock == null ? Clock.systemUTC() : clock),
            builder.sleeper,
            new Redaction(config.redacted),
            builder.authorizer);
  }

  private static Supplier<Long> nanosOf(Clock clock) {
    Instant start = clock.instant();
    return () -> ChronoUnit.NANOS.between(start, clock.instant());
  }

  /** Starts putting a client together. */
  public static Builder builder(ProviderConfig config) {
    return new Builder(config);
  }

  /**
   * Makes a call and returns its answer.
   *
   * @return an answer that the judge accepts, or of a status that the request accepts
   * @throws ProviderException for all else
   * @throws IllegalStateException if the client is closed
   */
  public ProviderAnswer send(ProviderRequest request) {
    return call(request, null);
  }

  /**
   * Makes a call and pours the body of a successful answer into {@code sink}, which stays open. A
   * call that fails after the first byte is not repeated, and the sink then holds a part.
   *
   * @return the answer, with an empty body if it is a successful one
   * @throws ProviderException as for {@link #send}
   * @throws java.io.UncheckedIOException if the sink fails
   */
  public ProviderAnswer download(ProviderRequest request, OutputStream sink) {
    return call(request, sink);
  }

  /** Returns the name of the provider. */
  public String provider() {
    return provider;
  }

  private ProviderAnswer call(ProviderRequest request, @Nullable OutputStream sink) {
    if (parts.transport().isClosed()) {
      throw new IllegalStateException("the client of " + provider + " is closed");
    }
    Exchange exchange = new Exchange(parts, request, sink);
    long started = System.nanoTime();
    String outcome = "ERROR";
    try {
      ProviderAnswer answer = exchange.run();
      outcome = "OK";
      return answer;
    } catch (ProviderException e) {
      outcome = e.code();
      throw e;
    } finally {
      finished(request, outcome, System.nanoTime() - started, exchange.retries());
    }
  }

  private void finished(ProviderRequest request, String outcome, long nanos, int retries) {
    LOG.debug(
        "{} {} ended {} after {} ms and {} retries",
        provider,
        request,
        outcome,
        TimeUnit.NANOSECONDS.toMillis(nanos),
        retries);
    tell(to -> to.callFinished(provider, request.operation(), outcome, nanos, retries));
  }

  private void breakerChanged(String state) {
    LOG.warn("the circuit breaker of {} is {}", provider, state);
    tell(to -> to.breakerChanged(provider, state));
  }

  /** Numbers that cannot be kept are no reason to lose an answer. */
  private void tell(Consumer<ProviderMetrics> news) {
    if (metrics != null) {
      try {
        news.accept(metrics);
      } catch (RuntimeException e) {
        LOG.warn("the metrics of {} failed", provider, e);
      }
    }
  }

  /** Ends calls that are under way and closes all connections. */
  @Override
  public void close() {
    parts.transport().close();
  }

  /** Collects what a client works with. Not thread-safe. */
  public static final class Builder {
    private final ProviderConfig config;
    private Authorizer authorizer = Authorizer.none();
    private Sleeper sleeper = span -> TimeUnit.NANOSECONDS.sleep(span.toNanos());
    private @Nullable ProviderMetrics metrics;
    private @Nullable Clock clock;

    private Builder(ProviderConfig config) {
      this.config = config;
    }

    /** Sets who says who calls. Default: {@link Authorizer#none}. */
    public Builder authorizer(Authorizer authorizer) {
      this.authorizer = authorizer;
      return this;
    }

    /** Sets who hears how calls end. Default: nobody. */
    public Builder metrics(ProviderMetrics metrics) {
      this.metrics = metrics;
      return this;
    }

    /** Sets the time that rate windows, circuit breaker and dates go by. Default: the system's. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Sets how pauses are waited for. Default: the thread sleeps. */
    public Builder sleeper(Sleeper sleeper) {
      this.sleeper = sleeper;
      return this;
    }

    /** Returns the client. */
    public ProviderClient build() {
      return new ProviderClient(this);
    }
  }
}
