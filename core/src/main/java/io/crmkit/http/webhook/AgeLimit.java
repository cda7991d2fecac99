package io.crmkit.http.webhook;

import io.crmkit.http.webhook.Verdict.Accepted;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far the time of a signature may be from ours, in both directions: an old one may be a replay,
 * one ahead would stay valid for longer than it should.
 */
record AgeLimit(Duration most) {
  /** Providers give up after days; what is accepted for longer is as good as never too old. */
  private static final Duration LONGEST = Duration.ofDays(30);

  static final AgeLimit FIVE_MINUTES = new AgeLimit(Duration.ofMinutes(5));

  /** Few enough that no time read is beyond what an {@link Instant} holds. */
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,14}");

  /** From here on a number is of milliseconds: as seconds it would be the year 5138. */
  private static final long MILLISECONDS = 100_000_000_000L;

  AgeLimit {
    if (most.isNegative() || most.isZero() || most.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("an age limit is positive and at most 30 days");
    }
  }

  /** Accepts a call that is well signed, if it is neither old nor ahead. */
  Verdict judge(@Nullable String eventId, Instant signedAt, Instant now) {
    if (signedAt.plus(most).isBefore(now)) {
      return new Refused(Reason.TOO_OLD);
    }
    if (signedAt.minus(most).isAfter(now)) {
      return new Refused(Reason.FROM_THE_FUTURE);
    }
    return new Accepted(eventId, signedAt);
  }

  static Optional<Instant> seconds(String text) {
    return number(text).map(Instant::ofEpochSecond);
  }

  static Optional<Instant> millis(String text) {
    return number(text).map(Instant::ofEpochMilli);
  }

  /** Reads either unit, told apart by magnitude. */
  static Optional<Instant> secondsOrMillis(String text) {
    return number(text)
        .map(n -> n < MILLISECONDS ? Instant.ofEpochSecond(n) : Instant.ofEpochMilli(n));
  }

  private static Optional<Long> number(String text) {
    return DIGITS.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
