package io.crmkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.catalog.Product;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.ConflictException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.storage.Storage;
import io.crmkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What jobs do on every storage. */
abstract class JobContract {
  private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  private static final JobConfig QUICK = JobConfig.DEFAULT.lease(Duration.ofMillis(600)).threads(3);

  private final SettableClock clock = new SettableClock(MONDAY);
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final JobKind teller = JobKind.of("tell", run -> told.add(word(run)));
  private Crm crm;
  private UUID organization;
  private RecordSession session;
  private JobService service;

  abstract Storage emptyStorage();

  @BeforeEach
  final void open() {
    crm = Crm.builder().storage(emptyStorage()).clock(clock).job(teller).build();
    organization = crm.createOrganization("Dakar Events");
    session = session(organization, Grants.all());
    service = new JobService(crm.engine(), session);
  }

  @AfterEach
  final void close() {
    crm.close();
  }

  private RecordSession session(UUID of, Grants grants) {
    return crm.as(Actor.system(of, "test", grants)).session();
  }

  private static String word(JobRun run) {
    return String.valueOf(run.payload().get("word"));
  }

  private static JobRequest tell(String word) {
    return JobRequest.of("tell").payload(Map.of("word", word));
  }

  private Id<Job> enqueue(JobRequest request) {
    return service.enqueue(request).orElseThrow();
  }

  private Job job(Id<Job> id) {
    return service.get(id).value();
  }

  private JobRunner node(JobKind... kinds) {
    return new JobRunner(crm.engine(), QUICK, List.of(kinds));
  }

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
  void nodes_severalOnOneStorage_runEachJobOnce() {
    Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
    JobKind counter =
        JobKind.of(
            "count",
            run -> runs.computeIfAbsent(word(run), key -> new AtomicInteger()).incrementAndGet());
    int jobs = 300;
    session.transact(
        joined -> {
          for (int i = 0; i < jobs; i++) {
            JobRequest.of("count").payload(Map.of("word", "w" + i)).enqueue(joined.rules());
          }
          return jobs;
        });

    try (JobRunner one = node(counter);
        JobRunner two = node(counter)) {
      one.start();
      two.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> countIn(JobState.DONE) == jobs);
    }

    assertThat(runs).hasSize(jobs);
    assertThat(runs.values()).allSatisfy(count -> assertThat(count).hasValue(1));
  }

  private long countIn(JobState state) {
    return crm.engine().platform().count(Job.class, Condition.eq("state", state), 1_000);
  }

  @Test
  void start_jobMadeLater_isRunSoon() {
    try (JobRunner node = node(teller)) {
      node.start();

      enqueue(tell("now"));

      await().atMost(Duration.ofSeconds(10)).until(() -> told.contains("now"));
    }
  }

  @Test
  void node_died_jobIsTakenOver() {
    Id<Job> id = enqueue(tell("again"));
    JobStore dead =
        new JobStore(crm.engine(), Map.of("tell", teller), "dead", Duration.ofMillis(600));
    assertThat(dead.settleAndClaim(List.of(), 10)).hasSize(1);

    try (JobRunner node = node(teller)) {
      node.start();
      await().atMost(Duration.ofSeconds(20)).until(() -> job(id).state() == JobState.DONE);
    }

    assertThat(job(id).attempts()).isEqualTo(2);
  }

  @Test
  void node_silentThoughAlive_losesItsJobAndChangesNothing() {
    Id<Job> id = enqueue(tell("slow"));
    JobStore silent =
        new JobStore(crm.engine(), Map.of("tell", teller), "silent", Duration.ofMillis(600));
    Stored<Job> held = silent.settleAndClaim(List.of(), 10).get(0);
    silent.release(List.of(held), "as if taken over");

    silent.settleAndClaim(List.of(new JobStore.Outcome(held, "too late", null)), 0);

    assertThat(job(id).state()).isEqualTo(JobState.SCHEDULED);
    assertThat(job(id).lastError()).isEqualTo("as if taken over");
    assertThat(silent.renew(Map.of(held, 50))).isEmpty();
  }

  @Test
  void node_livesLongerThanALease_keepsItsJob() throws Exception {
    CountDownLatch isEnough = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    JobKind slow =
        JobKind.of(
            "slow",
            run -> {
              begun.incrementAndGet();
              run.progress(40);
              isEnough.await();
            });
    try (JobRunner one = node(slow);
        JobRunner two = node(slow)) {
      one.start();
      two.start();
      Id<Job> id = enqueue(JobRequest.of("slow"));
      await().atMost(Duration.ofSeconds(20)).until(() -> service.get(id).version() > 8);

      assertThat(job(id).progress()).isEqualTo(40);
      isEnough.countDown();
      await().atMost(Duration.ofSeconds(20)).until(() -> job(id).state() == JobState.DONE);
    }

    assertThat(begun).hasValue(1);
  }

  @Test
  void cancel_running_isTold() {
    JobKind endless =
        JobKind.of(
            "endless",
            run -> {
              while (!run.isCancelled()) {
                Thread.onSpinWait();
              }
              told.add("cancelled");
            });
    try (JobRunner node = node(endless)) {
      node.start();
      Id<Job> id = enqueue(JobRequest.of("endless"));
      await().atMost(Duration.ofSeconds(20)).until(() -> job(id).state() == JobState.RUNNING);

      service.cancel(id);

      await().atMost(Duration.ofSeconds(20)).until(() -> told.contains("cancelled"));
      assertThat(job(id).state()).isEqualTo(JobState.CANCELLED);
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
  void run_longerThanItMay_isInterrupted() {
    JobKind stuck =
        JobKind.builder("stuck", run -> new CountDownLatch(1).await())
            .timeLimit(Duration.ofMillis(100))
            .build();
    try (JobRunner node = node(stuck)) {
      node.start();
      Id<Job> id = enqueue(JobRequest.of("stuck").maxAttempts(1));

      await().atMost(Duration.ofSeconds(20)).until(() -> job(id).state() == JobState.DEAD);

      assertThat(job(id).lastError()).isEqualTo("ran longer than PT0.1S");
    }
  }

  @Test
  void kind_limited_neverRunsMoreAtOnceOnAllNodes() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    JobKind narrow =
        JobKind.builder(
                "narrow",
                run -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  Thread.onSpinWait();
                  now.decrementAndGet();
                })
            .maxRunning(2)
            .build();
    for (int i = 0; i < 30; i++) {
      enqueue(JobRequest.of("narrow"));
    }

    try (JobRunner one = node(narrow);
        JobRunner two = node(narrow)) {
      one.start();
      two.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> countIn(JobState.DONE) == 30);
    }

    assertThat(most.get()).isLessThanOrEqualTo(2);
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

    assertThat(request.hasten(crm.engine(), organization)).isTrue();
    assertThat(request.hasten(crm.engine(), organization)).isTrue();
    assertThat(crm.jobs().runDue()).isEqualTo(1);

    assertThat(request.hasten(crm.engine(), organization)).isTrue(); // made anew
    JobStore taker = new JobStore(crm.engine(), Map.of("tell", teller), "n", QUICK.lease());
    assertThat(taker.settleAndClaim(List.of(), 10)).hasSize(1);
    assertThat(request.hasten(crm.engine(), organization)).isFalse();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> tell("none").hasten(crm.engine(), organization));
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
}
