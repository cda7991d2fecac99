package io.crmkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DefaultSchedulesTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T08:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "digest.daily, 2026-11-23T09:00:00Z",
    "digest.weekly, 2026-11-23T09:00:00Z",
    "mailbox.renew, 2026-11-24T00:00:00Z",
    "forecast.snapshot, 2026-11-27T18:00:00Z",
    "project.health, 2026-11-24T08:00:00Z",
    "backup, 2026-11-24T02:00:00Z",
    "payment.sweep, 2026-11-23T08:35:00Z",
    "payment.reconcile, 2026-11-24T04:00:00Z",
    "delivery.run, 2026-11-24T05:00:00Z",
    "stock.release, 2026-11-23T08:31:00Z",
    "lead.decay, 2026-11-24T03:00:00Z",
    "risk.evaluate, 2026-11-24T06:00:00Z",
    "sla.tick, 2026-11-23T08:31:00Z",
    "plan.expire, 2026-11-24T01:00:00Z"
  })
  void of_kindOfTheProduct_comesWhenTheDocumentsSay(String kind, Instant next) {
    assertThat(Cron.of(DefaultSchedules.of(kind)).next(MONDAY, ZoneId.of("Africa/Dakar")))
        .isEqualTo(next);
  }

  @Test
  void kind_withoutADefault_comesWhenItsMakerSays() {
    JobKind never = JobKind.of("own", run -> {});
    JobKind nightly = JobKind.builder("digest.daily", run -> {}).comes("0 1 * * *").build();

    assertThat(never.cron()).isNull();
    assertThat(nightly.cron()).isEqualTo("0 1 * * *");
    assertThat(nightly.isForEach()).isFalse();
  }
}
