package io.crmkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What nodes that share a storage do, on every storage. */
abstract class JobNodeContract extends JobBench {
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
    JobStore dead = new JobStore(crm.engine(), "dead", Duration.ofMillis(600));
    assertThat(dead.settleAndClaim(List.of(), ten())).hasSize(1);

    try (JobRunner node = node(teller)) {
      node.start();
      await().atMost(Duration.ofSeconds(20)).until(() -> job(id).state() == JobState.DONE);
    }

    assertThat(job(id).attempts()).isEqualTo(2);
  }

  @Test
  void node_silentThoughAlive_losesItsJobAndChangesNothing() {
    Id<Job> id = enqueue(tell("slow"));
    JobStore silent = new JobStore(crm.engine(), "silent", Duration.ofMillis(600));
    Stored<Job> held = silent.settleAndClaim(List.of(), ten()).get(0);
    silent.release(List.of(held), "as if taken over");

    silent.settleAndClaim(List.of(new JobStore.Outcome(held, "too late", null, false)), Map.of());

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
  void node_clockJumps_keepsItsJob() throws Exception {
    CountDownLatch isEnough = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    JobKind slow =
        JobKind.of(
            "slow",
            run -> {
              begun.incrementAndGet();
              isEnough.await();
            });
    try (JobRunner one = node(slow);
        JobRunner two = node(slow)) {
      one.start();
      two.start();
      Id<Job> id = enqueue(JobRequest.of("slow"));
      await().atMost(Duration.ofSeconds(20)).until(() -> begun.get() == 1);

      for (int jump : List.of(48, -72)) {
        clock.advance(Duration.ofHours(jump));
        long version = service.get(id).version();
        await().atMost(Duration.ofSeconds(20)).until(() -> service.get(id).version() > version + 4);
      }
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
  void kind_withOwnThreads_holdsUpNoOther() {
    CountDownLatch isEnough = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    JobKind slow =
        JobKind.builder(
                "slow",
                run -> {
                  begun.incrementAndGet();
                  isEnough.await();
                })
            .ownThreads(2)
            .build();
    for (int i = 0; i < 10; i++) {
      enqueue(JobRequest.of("slow"));
    }
    try (JobRunner node = node(slow, teller)) {
      node.start();
      await().atMost(Duration.ofSeconds(20)).until(() -> begun.get() == 2);

      enqueue(tell("past them"));
      await().atMost(Duration.ofSeconds(20)).until(() -> told.contains("past them"));

      assertThat(begun).hasValue(2);
      isEnough.countDown();
      await().atMost(Duration.ofSeconds(20)).until(() -> countIn(JobState.DONE) == 11);
    }

    assertThat(begun).hasValue(10);
  }
}
