package io.crmkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.error.InvalidValueException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronTest {
  /** Paris leaves out 02:00 to 03:00 on 28 March 2027, and repeats it on 31 October 2027. */
  @ParameterizedTest
  @CsvSource({
    "0 9 * * *, Africa/Dakar, 2026-11-21T08:59:59Z, 2026-11-21T09:00:00Z",
    "0 9 * * *, Africa/Dakar, 2026-11-21T09:00:00Z, 2026-11-22T09:00:00Z",
    "0 9 * * 1, Europe/Paris, 2026-11-21T12:00:00Z, 2026-11-23T08:00:00Z",
    "0 18 * * 5, Europe/Paris, 2026-07-03T16:00:00Z, 2026-07-10T16:00:00Z",
    "0 0 29 2 *, UTC, 2026-11-21T12:00:00Z, 2028-02-29T00:00:00Z",
    "30 2 * * *, Europe/Paris, 2027-03-27T12:00:00Z, 2027-03-28T01:00:00Z",
    "30 2 * * *, Europe/Paris, 2027-03-28T01:00:00Z, 2027-03-29T00:30:00Z",
    "30 2 * * *, Europe/Paris, 2027-10-30T12:00:00Z, 2027-10-31T00:30:00Z",
    "30 2 * * *, Europe/Paris, 2027-10-31T00:30:00Z, 2027-11-01T01:30:00Z",
    "30 2 * * *, Europe/Paris, 2027-10-31T01:10:00Z, 2027-11-01T01:30:00Z",
    "*/5 * * * *, Europe/Paris, 2027-10-31T00:57:00Z, 2027-10-31T01:00:00Z",
    "30 * * * *, Europe/Paris, 2027-10-31T00:30:00Z, 2027-10-31T01:30:00Z",
    "30 * * * *, Europe/Paris, 2027-03-28T00:30:00Z, 2027-03-28T01:30:00Z",
    "15 3 * * *, America/Santiago, 2027-04-03T12:00:00Z, 2027-04-04T07:15:00Z",
  })
  void next_aroundChangesOfClocks_comesOnce(String cron, String zone, String after, String next) {
    assertThat(Cron.of(cron).next(Instant.parse(after), ZoneId.of(zone))).isEqualTo(next);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "* * * *", "61 * * * *", "a b c d e", "* * * * * *", "0 25 * * *"})
  void of_noSchedule_isRefused(String text) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> Cron.of(text))
        .satisfies(e -> assertThat(e.errors().get(0).field()).isEqualTo("cron"));
  }

  @Test
  void next_noTime_isRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> Cron.of("0 0 30 2 *").next(Instant.EPOCH, ZoneId.of("UTC")));
  }
}
