package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryPlanTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  @Test
  void after_allAttempts_takeAboutFiveDays() {
    Duration total = Duration.ZERO;
    int attempts = 1;
    Optional<Duration> wait = RetryPlan.after(attempts);
    while (wait.isPresent()) {
      total = total.plus(wait.get());
      wait = RetryPlan.after(++attempts);
    }

    assertThat(attempts).isEqualTo(27);
    assertThat(total).isBetween(Duration.ofHours(105), Duration.ofHours(135));
  }

  @ParameterizedTest
  @CsvSource({"1,PT5S", "2,PT30S", "3,PT2M", "7,PT2H", "8,PT6H", "26,PT6H"})
  void after_attempt_isWithinATenthOfThePlan(int attempts, Duration usual) {
    Duration wait = RetryPlan.after(attempts).orElseThrow();

    assertThat(wait.toMillis()).isBetween(usual.toMillis() * 9 / 10, usual.toMillis() * 11 / 10);
  }

  @ParameterizedTest
  @CsvSource({"PT0S,PT5S", "PT10S,PT5S", "PT10M,PT1M", "P1D,PT10M"})
  void hold_growsWithTheOutage(Duration since, Duration wanted) {
    assertThat(RetryPlan.hold(NOW.minus(since), NOW)).isEqualTo(wanted);
  }
}
