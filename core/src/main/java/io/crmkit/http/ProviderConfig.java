package io.crmkit.http;

import io.crmkit.http.Limits.RateWindow;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one provider is called. Holds no credentials: those come from an {@link Authorizer}.
 * Immutable.
 *
 * @since 0.1
 */
public final class ProviderConfig {
  final String provider;
  final URI baseUrl;
  final Duration connectTimeout;
  final Duration readTimeout;
  final Duration writeTimeout;
  final Duration callTimeout;
  final int maxConcurrent;
  final Duration maxWait;
  final int retries;
  final Duration retryDelay;
  final Duration maxRetryDelay;
  final double jitter;
  final Duration maxRetryAfter;
  final int breakerFailureRate;
  final int breakerWindow;
  final int breakerMinimum;
  final Duration breakerPause;
  final long maxAnswerBytes;
  final String userAgent;
  final @Nullable String requestIdHeader;
  final AnswerJudge judge;
  final List<RateWindow> rateWindows;
  final Set<String> redirectHosts;
  final Set<String> redacted;

  private ProviderConfig(Builder builder, URI baseUrl) {
    this.provider = builder.provider;
    this.baseUrl = baseUrl;
    this.connectTimeout = builder.connectTimeout;
    this.readTimeout = builder.readTimeout;
    this.writeTimeout = builder.writeTimeout;
    this.callTimeout = builder.callTimeout;
    this.maxConcurrent = builder.maxConcurrent;
    this.maxWait = builder.maxWait;
    this.retries = builder.retries;
    this.retryDelay = builder.retryDelay;
    this.maxRetryDelay = builder.maxRetryDelay;
    this.jitter = builder.jitter;
    this.maxRetryAfter = builder.maxRetryAfter;
    this.breakerFailureRate = builder.breakerFailureRate;
    this.breakerWindow = builder.breakerWindow;
    this.breakerMinimum = builder.breakerMinimum;
    this.breakerPause = builder.breakerPause;
    this.maxAnswerBytes = builder.maxAnswerBytes;
    this.userAgent = builder.userAgent;
    this.requestIdHeader = builder.requestIdHeader;
    this.judge = builder.judge;
    this.rateWindows = List.copyOf(builder.rateWindows);
    this.redirectHosts = Set.copyOf(builder.redirectHosts);
    this.redacted = Set.copyOf(builder.redacted);
  }

  /**
   * Starts collecting settings.
   *
   * @param provider a short name, such as {@code stripe}: shown in errors, logs and metrics
   * @param baseUrl where all paths begin, such as {@code https://api.stripe.com}
   */
  public static Builder builder(String provider, String baseUrl) {
    return new Builder(provider, baseUrl);
  }

  /** Shows the provider, its address and the limits. */
  @Override
  public String toString() {
    return "ProviderConfig["
        + provider
        + " at "
        + baseUrl
        + ", retries="
        + retries
        + ", callTimeout="
        + callTimeout
        + ", rateWindows="
        + rateWindows
        + "]";
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String provider;
    private final String base;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration readTimeout = Duration.ofSeconds(20);
    private Duration writeTimeout = Duration.ofSeconds(20);
    private Duration callTimeout = Duration.ofSeconds(30);
    private int maxConcurrent = 16;
    private Duration maxWait = Duration.ofSeconds(10);
    private int retries = 3;
    private Duration retryDelay = Duration.ofMillis(500);
    private Duration maxRetryDelay = Duration.ofSeconds(30);
    private double jitter = 0.5;
    private Duration maxRetryAfter = Duration.ofSeconds(60);
    private int breakerFailureRate = 50;
    private int breakerWindow = 20;
    private int breakerMinimum = 10;
    private Duration breakerPause = Duration.ofSeconds(30);
    private long maxAnswerBytes = 10L * 1024 * 1024;
    private String userAgent = "crmkit";
    private @Nullable String requestIdHeader;
    private boolean plainHttp;
    private AnswerJudge judge = AnswerJudge.byStatus();
    private final List<RateWindow> rateWindows = new ArrayList<>();
    private final Set<String> redirectHosts = new HashSet<>();
    private final Set<String> redacted = new HashSet<>();

    private Builder(String provider, String baseUrl) {
      this.provider = provider;
      this.base = baseUrl;
    }

    /** Sets the longest wait for a connection. Default: 5 seconds. */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
      return this;
    }

    /** Sets the longest silence while an answer is read. Default: 20 seconds. */
    public Builder readTimeout(Duration readTimeout) {
      this.readTimeout = readTimeout;
      return this;
    }

    /** Sets the longest standstill while a body is sent. Default: 20 seconds. */
    public Builder writeTimeout(Duration writeTimeout) {
      this.writeTimeout = writeTimeout;
      return this;
    }

    /**
     * Sets the longest time for one try, from the connection to the last byte. Default: 30 seconds.
     */
    public Builder callTimeout(Duration callTimeout) {
      this.callTimeout = callTimeout;
      return this;
    }

    /** Sets how many tries may be under way at once. Default: 16. */
    public Builder maxConcurrent(int maxConcurrent) {
      this.maxConcurrent = maxConcurrent;
      return this;
    }

    /**
     * Sets the longest wait for a place among the concurrent tries, and likewise for one in the
     * rate windows. Default: 10 seconds.
     */
    public Builder maxWait(Duration maxWait) {
      this.maxWait = maxWait;
      return this;
    }

    /** Sets how often a failed call is tried again where that does no harm. Default: 3. */
    public Builder retries(int retries) {
      this.retries = retries;
      return this;
    }

    /**
     * Sets the pause before the first retry; each later one is twice as long. Default: 500
     * milliseconds.
     */
    public Builder retryDelay(Duration retryDelay) {
      this.retryDelay = retryDelay;
      return this;
    }

    /** Sets the longest pause that doubling leads to. Default: 30 seconds. */
    public Builder maxRetryDelay(Duration maxRetryDelay) {
      this.maxRetryDelay = maxRetryDelay;
      return this;
    }

    /**
     * Sets by what part a pause may be shorter, at random, so that many callers do not come back
     * together. From 0 to 1. Default: 0.5.
     */
    public Builder jitter(double jitter) {
      this.jitter = jitter;
      return this;
    }

    /**
     * Sets the longest {@code Retry-After} that is waited for; after a longer one the call fails at
     * once and tells it. Default: 60 seconds.
     */
    public Builder maxRetryAfter(Duration maxRetryAfter) {
      this.maxRetryAfter = maxRetryAfter;
      return this;
    }

    /**
     * Sets when no more tries go out. Default: 50, 20, 10, 30 seconds.
     *
     * @param failureRate percentage of failed tries, from 1 to 100
     * @param window over how many of the last tries it is counted
     * @param minimum how many tries there must be before it is
     * @param pause how long none goes out, until a few are let through to see
     */
    public Builder breaker(int failureRate, int window, int minimum, Duration pause) {
      this.breakerFailureRate = failureRate;
      this.breakerWindow = window;
      this.breakerMinimum = minimum;
      this.breakerPause = pause;
      return this;
    }

    /** Sets the size of the largest answer, unpacked, in bytes. Default: 10 MiB. */
    public Builder maxAnswerBytes(long maxAnswerBytes) {
      this.maxAnswerBytes = maxAnswerBytes;
      return this;
    }

    /** Sets the {@code User-Agent}. Default: {@code crmkit}. */
    public Builder userAgent(String userAgent) {
      this.userAgent = userAgent;
      return this;
    }

    /**
     * Sets the header in which the provider tells its id of a call. Default: null, there is none.
     */
    public Builder requestIdHeader(@Nullable String requestIdHeader) {
      this.requestIdHeader = requestIdHeader;
      return this;
    }

    /**
     * Sets whether the provider may be called without TLS at other places than this machine.
     * Default: false.
     */
    public Builder plainHttp(boolean plainHttp) {
      this.plainHttp = plainHttp;
      return this;
    }

    /** Sets who tells what an answer means. Default: {@link AnswerJudge#byStatus}. */
    public Builder judge(AnswerJudge judge) {
      this.judge = judge;
      return this;
    }

    /**
     * Adds a limit of the provider's own: so many units in each window of this length. Each call is
     * one unit, unless {@link ProviderRequest#cost} says otherwise. Several may hold at once.
     * Counted in this process and from its start. Default: none.
     */
    public Builder rateWindow(int units, Duration window) {
      rateWindows.add(new RateWindow(units, window));
      return this;
    }

    /**
     * Adds hosts to which a read may be redirected, without credentials and never from https to
     * http, for providers that keep their files elsewhere. Default: none, redirects stay with the
     * provider.
     */
    public Builder redirectHosts(String... hosts) {
      for (String host : hosts) {
        redirectHosts.add(Names.lower(host));
      }
      return this;
    }

    /**
     * Adds headers and JSON fields whose values are never shown, beside those that never are.
     * Default: none more.
     */
    public Builder redacted(String... names) {
      Collections.addAll(redacted, names);
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException naming everything that is wrong
     */
    public ProviderConfig build() {
      List<String> wrong = new ArrayList<>();
      check(wrong, NAME.matcher(provider).matches(), "provider is no short name in lower case");
      URI baseUrl = checkedBase(wrong);
      positive(wrong, "connectTimeout", connectTimeout);
      positive(wrong, "readTimeout", readTimeout);
      positive(wrong, "writeTimeout", writeTimeout);
      positive(wrong, "callTimeout", callTimeout);
      check(wrong, maxConcurrent > 0, "maxConcurrent is not above 0");
      check(wrong, !maxWait.isNegative(), "maxWait is negative");
      check(wrong, retries >= 0 && retries <= 20, "retries is not 0 to 20");
      positive(wrong, "retryDelay", retryDelay);
      check(wrong, maxRetryDelay.compareTo(retryDelay) >= 0, "maxRetryDelay is below retryDelay");
      check(wrong, jitter >= 0 && jitter <= 1, "jitter is not 0 to 1");
      check(wrong, !maxRetryAfter.isNegative(), "maxRetryAfter is negative");
      check(
          wrong,
          breakerFailureRate > 0 && breakerFailureRate <= 100,
          "breakerFailureRate is not 1 to 100");
      check(wrong, breakerWindow > 0, "breakerWindow is not above 0");
      check(
          wrong,
          breakerMinimum > 0 && breakerMinimum <= breakerWindow,
          "breakerMinimum is not 1 to breakerWindow");
      positive(wrong, "breakerPause", breakerPause);
      check(
          wrong,
          maxAnswerBytes > 0 && maxAnswerBytes < Integer.MAX_VALUE - 8,
          "maxAnswerBytes is not above 0 and below 2 GiB");
      check(
          wrong,
          !userAgent.isBlank() && userAgent.chars().allMatch(c -> c >= ' ' && c <= '~'),
          "userAgent is no plain text");
      for (RateWindow window : rateWindows) {
        check(
            wrong,
            window.units() > 0 && window.length().compareTo(Duration.ofMillis(1)) >= 0,
            "rateWindow is not above 0 units and 1 millisecond");
      }
      if (!wrong.isEmpty() || baseUrl == null) {
        throw new IllegalArgumentException("wrong settings: " + String.join("; ", wrong));
      }
      return new ProviderConfig(this, baseUrl);
    }

    private @Nullable URI checkedBase(List<String> wrong) {
      URI url;
      try {
        url = URI.create(base);
      } catch (IllegalArgumentException e) {
        wrong.add("baseUrl is no URL"); // the text may hold a password, so it is not told
        return null;
      }
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      boolean isHttp = scheme.equals("http");
      check(
          wrong,
          url.getHost() != null && (isHttp || scheme.equals("https")),
          "baseUrl is no https URL");
      check(
          wrong,
          !isHttp || plainHttp || HERE.contains(url.getHost()),
          "baseUrl is not https and plainHttp is not allowed");
      check(
          wrong,
          url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null,
          "baseUrl has credentials, a query or a fragment");
      return url;
    }

    private static void positive(List<String> wrong, String name, Duration span) {
      check(wrong, span.compareTo(Duration.ofMillis(1)) >= 0, name + " is below 1 millisecond");
    }

    private static void check(List<String> wrong, boolean isRight, String otherwise) {
      if (!isRight) {
        wrong.add(otherwise);
      }
    }
  }
}
