package io.crmkit.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long to wait before the next try. Thread-safe. */
final class Pauses {
  /** More seconds than anybody waits for are not worth the reading. */
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private final ProviderConfig config;
  private final Clock clock;

  Pauses(ProviderConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Returns the pause before this retry, the first being 0. */
  Duration before(int retry, @Nullable Duration asked) {
    double part = ThreadLocalRandom.current().nextDouble() * config.jitter;
    if (asked != null) { // not a moment earlier than asked, and not all at the same one
      return asked.plusNanos((long) (config.retryDelay.toNanos() * part));
    }
    Duration doubled = config.retryDelay.multipliedBy(1L << Math.min(retry, 20));
    Duration longest = doubled.compareTo(config.maxRetryDelay) < 0 ? doubled : config.maxRetryDelay;
    return longest.minusNanos((long) (longest.toNanos() * part));
  }

  /**
   * Returns what {@code Retry-After} asks for, in seconds or as an HTTP date (RFC 9110, 10.2.3), or
   * null if it asks nothing that can be read.
   */
  @Nullable Duration asked(ProviderAnswer answer) {
    String value = answer.header("Retry-After");
    if (value == null) {
      return null;
    }
    if (SECONDS.matcher(value.strip()).matches()) {
      return Duration.ofSeconds(Long.parseLong(value.strip()));
    }
    try {
      Instant at =
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration span = Duration.between(clock.instant(), at);
      return span.isNegative() ? Duration.ZERO : span;
    } catch (DateTimeException e) {
      return null; // waiting as if nothing had been asked is right for what cannot be read
    }
  }
}
