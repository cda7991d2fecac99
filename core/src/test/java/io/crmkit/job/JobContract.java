package io.crmkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.Grants;
import io.crmkit.catalog.Product;
import io.crmkit.error.ConflictException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.identity.Organization;
import io.crmkit.identity.OrganizationStatus;
import io.crmkit.identity.PlanStatus;
import io.crmkit.identity.PlanType;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What jobs do on every storage. */
abstract class JobContract extends JobBench {
  @Test
  void enqueue_inATransaction_comesAndGoesWithIt() {
    session.transact(joined -> tell("kept").enqueue(joined.rules()));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                session.transact(
                    joined -> {
                      tell("taken back").enqueue(joined.rules());
                      throw new IllegalStateException("changed its mind");
                    }));

    assertThat(crm.jobs().runDue()).isEqualTo(1);

    assertThat(told).containsExactly("kept");
  }

  @Test
  void run_succeeds_isDone() {
    Id<Job> id = enqueue(tell("hello"));

    crm.jobs().runDue();

    Job done = job(id);
    assertThat(done.state()).isEqualTo(JobState.DONE);
    assertThat(done.progress()).isEqualTo(100);
    assertThat(done.attempts()).isEqualTo(1);
    assertThat(done.lease()).isNull();
    assertThat(crm.jobs().runDue()).isZero();
  }

  @Test
  void run_later_waitsForItsTime() {
    enqueue(tell("later").at(MONDAY.plusSeconds(60)));

    assertThat(crm.jobs().runDue()).isZero();
    clock.advance(Duration.ofSeconds(60));
    assertThat(crm.jobs().runDue()).isEqualTo(1);
  }

  @Test
  void run_fails_isTriedAgainLaterUntilItIsDead() {
    JobKind failing =
        JobKind.of(
            "fail",
            run -> {
              throw new IllegalStateException("attempt " + run.attempt());
            });
    try (JobRunner node = node(failing)) {
      Id<Job> id = enqueue(JobRequest.of("fail").maxAttempts(3));

      assertThat(node.runDue()).isEqualTo(1);
      Job failed = job(id);
      assertThat(failed.state()).isEqualTo(JobState.FAILED);
      assertThat(failed.lastError()).isEqualTo("IllegalStateException: attempt 1");
      assertThat(failed.runAt()).isBetween(MONDAY.plusMillis(1_600), MONDAY.plusMillis(2_400));
      assertThat(node.runDue()).isZero();

      clock.advance(Duration.ofHours(2));
      node.runDue();
      clock.advance(Duration.ofHours(2));
      node.runDue();
      assertThat(job(id).state()).isEqualTo(JobState.DEAD);
      assertThat(job(id).lastError()).endsWith("attempt 3");

      service.run(id);
      assertThat(node.runDue()).isEqualTo(1);
      assertThat(job(id).attempts()).isEqualTo(1);
    }
  }

  @Test
  void run_ofManyPriorities_greatestFirst() {
    enqueue(tell("normal"));
    enqueue(tell("late").priority(-1));
    enqueue(tell("first").priority(10));
    clock.advance(Duration.ofSeconds(1));
    enqueue(tell("normal too"));

    crm.jobs().runDue();

    assertThat(told).containsExactly("first", "normal", "normal too", "late");
  }

  @Test
  void enqueue_uniqueKey_isOneUntilItEnds() {
    assertThat(service.enqueue(tell("one").uniqueKey("k"))).isPresent();
    assertThat(service.enqueue(tell("two").uniqueKey("k"))).isEmpty();
    UUID other = crm.createOrganization("Thies Events");
    JobService others = new JobService(crm.engine(), session(other, Grants.all()));
    assertThat(others.enqueue(tell("theirs").uniqueKey("k"))).isPresent();

    crm.jobs().runDue();

    assertThat(service.enqueue(tell("three").uniqueKey("k"))).isPresent();
    assertThat(told).containsExactlyInAnyOrder("one", "theirs");
  }

  @Test
  void run_session_hasTheRightsOfItsKind() {
    JobKind reader =
        JobKind.of("peek", run -> run.session().records(Product.class).list(Query.ALL));
    try (JobRunner node = node(reader)) {
      Id<Job> id = enqueue(JobRequest.of("peek").maxAttempts(1));

      node.runDue();

      assertThat(job(id).lastError()).startsWith("NOT_PERMITTED");
    }
  }

  @Test
  void cancel_waiting_neverRuns() {
    Id<Job> id = enqueue(tell("never").uniqueKey("k"));

    service.cancel(id);

    assertThat(crm.jobs().runDue()).isZero();
    assertThat(service.enqueue(tell("next").uniqueKey("k"))).isPresent();
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> service.cancel(id))
        .satisfies(e -> assertThat(e.code()).isEqualTo("JOB_ENDED"));
    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> service.run(id));
  }

  @Test
  void schedule_due_comesOnceOnAllNodesAndMakesUpOnce() {
    Stored<JobSchedule> schedule = service.schedule("tell", "0 9 * * *", null, true);
    assertThat(schedule.value().zone().getId()).isEqualTo("Africa/Dakar");
    assertThat(schedule.value().nextRunAt()).isEqualTo("2026-11-23T09:00:00Z");

    clock.advance(Duration.ofDays(3));
    try (JobRunner one = node(teller);
        JobRunner two = node(teller)) {
      one.runDue();
      two.runDue();
    }
    assertThat(service.list(Query.ALL).items()).hasSize(1);

    JobSchedule after = service.schedule(schedule.id()).value();
    assertThat(after.lastRunAt()).isEqualTo(clock.instant());
    assertThat(after.nextRunAt()).isEqualTo("2026-11-26T09:00:00Z");
  }

  @Test
  void schedule_ofTheProduct_comesForEachOrganizationInItsZone() {
    crm.createOrganization(
        new Organization(
            "Nairobi Events",
            "nairobi-events",
            OrganizationStatus.ACTIVE,
            PlanType.CUSTOM,
            PlanStatus.ACTIVE,
            Locale.ENGLISH,
            Currency.getInstance("KES"),
            ZoneId.of("Africa/Nairobi"),
            1,
            List.of(),
            null,
            10));
    List<Instant> times = new ArrayList<>();
    JobKind digest = JobKind.of("digest.daily", run -> times.add(clock.instant()));

    try (JobRunner node = node(digest)) {
      assertThat(node.runDue()).isZero();
      for (int hour = 0; hour < 24; hour++) {
        clock.advance(Duration.ofHours(1));
        node.runDue();
      }
    }

    assertThat(times)
        .containsExactly(
            Instant.parse("2026-11-23T09:00:00Z"), Instant.parse("2026-11-24T06:00:00Z"));
    assertThat(service.schedules(Query.ALL).items())
        .extracting(each -> each.value().cron())
        .containsExactly("0 9 * * *");
  }

  @Test
  void schedule_organizationMadeLater_hasItFromThenOn() {
    JobKind hourly =
        JobKind.builder("hourly", run -> told.add("came")).comesForEach("0 * * * *").build();
    try (JobRunner node = node(hourly)) {
      node.runDue();
      node.welcome(crm.createOrganization("Thies Events"));

      clock.advance(Duration.ofHours(1));
      node.runDue();
    }

    assertThat(told).containsExactly("came", "came");
  }

  @Test
  void schedule_paused_doesNotCome() {
    Stored<JobSchedule> schedule = service.schedule("tell", "0 9 * * *", null, true);
    service.schedule("tell", "0 9 * * *", null, false);

    clock.advance(Duration.ofDays(2));

    assertThat(crm.jobs().runDue()).isZero();
    assertThat(service.schedules(Query.ALL).items()).hasSize(1);
    assertThat(service.runSchedule(schedule.id())).isPresent();
    assertThat(service.runSchedule(schedule.id())).isEmpty();
    assertThat(crm.jobs().runDue()).isEqualTo(1);
  }

  @Test
  void job_ofAnotherOrganization_isNotThere() {
    Id<Job> id = enqueue(tell("ours"));
    Id<JobSchedule> schedule = service.schedule("tell", "0 9 * * *", null, true).id();
    UUID other = crm.createOrganization("Thies Events");
    JobService others = new JobService(crm.engine(), session(other, Grants.all()));

    assertThat(others.list(Query.ALL).items()).isEmpty();
    assertThat(others.schedules(Query.ALL).items()).isEmpty();
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> others.get(id));
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> others.cancel(id));
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> others.run(id));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> others.runSchedule(schedule));
  }

  @Test
  void service_withoutRights_isRefused() {
    JobService none = new JobService(crm.engine(), session(organization, Grants.none()));

    assertThatExceptionOfType(NotPermittedException.class).isThrownBy(() -> none.list(Query.ALL));
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> none.enqueue(tell("no")));
  }

  @Test
  void purge_comesByItself_removesWhatEndedLongAgo() {
    Id<Job> done = enqueue(tell("old"));
    Id<Job> cancelled = enqueue(tell("called off"));
    service.cancel(cancelled);
    crm.jobs().runDue();
    Id<Job> waiting = enqueue(tell("ahead").at(MONDAY.plus(Duration.ofDays(90))));

    clock.advance(Duration.ofDays(29));
    crm.jobs().runDue();
    assertThat(job(done).state()).isEqualTo(JobState.DONE);
    clock.advance(Duration.ofDays(2));
    crm.jobs().runDue();

    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> service.get(done));
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> service.get(cancelled));
    assertThat(job(waiting).state()).isEqualTo(JobState.SCHEDULED);
  }

  @Test
  void againAt_runThatEndedWell_isTheSameJobLater() {
    JobKind ongoing =
        JobKind.of(
            "ongoing",
            run -> {
              told.add("attempt " + run.attempt());
              run.againAt(clock.instant().plusSeconds(60));
            });
    try (JobRunner node = node(ongoing)) {
      Id<Job> id = enqueue(JobRequest.of("ongoing").uniqueKey("k"));

      assertThat(node.runDue()).isEqualTo(1);
      assertThat(job(id).state()).isEqualTo(JobState.SCHEDULED);
      assertThat(service.enqueue(JobRequest.of("ongoing").uniqueKey("k"))).isEmpty();
      clock.advance(Duration.ofSeconds(60));
      assertThat(node.runDue()).isEqualTo(1);

      assertThat(told).containsExactly("attempt 1", "attempt 1");
    }
  }

  @Test
  void hasten_jobOfTheSameKey_comesNowUnlessItRuns() {
    JobRequest request = tell("sooner").uniqueKey("k");
    enqueue(request.at(MONDAY.plusSeconds(3_600)));
    assertThat(crm.jobs().runDue()).isZero();

    assertThat(hasten(request)).isEmpty();
    assertThat(hasten(request)).isEmpty();
    assertThat(crm.jobs().runDue()).isEqualTo(1);

    JobRequest other = tell("other").uniqueKey("other");
    assertThat(hasten(request)).isEmpty(); // made anew
    JobStore taker = new JobStore(crm.engine(), "n", QUICK.lease());
    assertThat(taker.settleAndClaim(List.of(), ten())).hasSize(1);
    assertThat(hasten(request, other)).containsExactly(request);
    assertThat(crm.jobs().runDue()).isEqualTo(1);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> hasten(tell("none")));
  }

  private List<JobRequest> hasten(JobRequest... requests) {
    return JobRequest.hasten(crm.engine(), organization, List.of(requests));
  }
}
