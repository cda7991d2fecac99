package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.crmkit.access.Grants;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.error.UnavailableException;
import io.crmkit.http.webhook.WebhookHandler.Outcome;
import io.crmkit.job.Job;
import io.crmkit.job.JobConfig;
import io.crmkit.job.JobRunner;
import io.crmkit.job.JobState;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How calls that came in are worked on, on every storage. */
abstract class InboxWorkContract extends InboxBench {
  @Test
  void run_storageIsDownBehindTheEffect_isRunAgain() {
    handler.set(
        run -> {
          effects.add("attempt " + run.attempt());
          fault.set(run.attempt() == 1 ? Fault.DOWN : Fault.NONE);
          return Outcome.DONE;
        });
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> crm.jobs().runDue());
    fault.set(Fault.NONE);
    assertThat(stored(id).state()).isEqualTo(InboundState.RECEIVED);

    try (JobRunner node = node()) {
      node.start();
      await().atMost(Duration.ofSeconds(20)).until(() -> stored(id).state() == InboundState.DONE);
    }

    assertThat(effects).containsExactly("attempt 1", "attempt 2");
  }

  @Test
  void run_ofAnOrganization_hasASessionThere() {
    handler.set(
        run -> {
          Records<Account> accounts = run.session().records(Account.class);
          accounts.createPlain(Map.of("name", "Tent " + run.eventId()));
          return Outcome.DONE;
        });
    accept("acme", about(organization, "one"));
    accept("acme", about(other, "two"));

    crm.jobs().runDue();

    assertThat(accounts(organization)).containsExactly("Tent one");
    assertThat(accounts(other)).containsExactly("Tent two");
  }

  @Test
  void run_namesTheOrganizationLate_itSeesTheCall() {
    handler.set(
        run -> {
          run.belongsTo(organization);
          assertThat(run.session().organizationId()).isEqualTo(organization);
          assertThatExceptionOfType(IllegalStateException.class)
              .isThrownBy(() -> run.belongsTo(other));
          return Outcome.IGNORED;
        });
    Id<InboundWebhook> id = accept("stripe", stripe("{\"id\": \"evt_1\"}"));
    assertThat(service(organization, Grants.all()).list(Query.ALL).items()).isEmpty();

    crm.jobs().runDue();

    assertThat(service(organization, Grants.all()).get(id).value().state())
        .isEqualTo(InboundState.IGNORED);
  }

  @Test
  void run_namesAnOrganizationThatIsNotThere_fails() {
    handler.set(
        run -> {
          run.belongsTo(UUID.randomUUID());
          return Outcome.DONE;
        });
    Id<InboundWebhook> id = accept("stripe", stripe("{\"id\": \"evt_1\"}"));

    crm.jobs().runDue();

    assertThat(stored(id).state()).isEqualTo(InboundState.FAILED);
    assertThat(stored(id).lastError()).isEqualTo("IllegalArgumentException");
  }

  @Test
  void run_fails_isTriedAgainUntilItIsDeadAndSaysNothingPersonal() {
    handler.set(
        run -> {
          throw new IllegalStateException("awa@example.com has no account");
        });
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));

    crm.jobs().runDue();
    assertThat(stored(id).state()).isEqualTo(InboundState.FAILED);
    assertThat(stored(id).attempts()).isEqualTo(1);
    assertThat(stored(id).lastError()).isEqualTo("IllegalStateException");
    for (int i = 0; i < 7; i++) {
      clock.advance(Duration.ofHours(2));
      crm.jobs().runDue();
    }

    assertThat(stored(id).state()).isEqualTo(InboundState.DEAD);
    assertThat(stored(id).attempts()).isEqualTo(8);
    assertThat(jobs()).allSatisfy(job -> assertThat(job.lastError()).doesNotContain("awa"));
    assertThat(jobs()).extracting(Job::state).containsExactly(JobState.DEAD);
  }

  @Test
  void run_deepestBody_failsAsAnyOther() {
    handler.set(run -> endless(run));
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));

    crm.jobs().runDue();

    assertThat(stored(id).lastError()).isEqualTo("StackOverflowError");
  }

  @Test
  void run_diedBehindItsEffect_effectIsThereOnce() {
    handler.set(
        run -> {
          Records<Account> accounts = run.session().records(Account.class);
          accounts.upsertPlain("name", Map.of("name", "Tent"));
          effects.add(run.eventId());
          if (run.attempt() == 1) {
            throw new IllegalStateException("as if the node died here");
          }
          return Outcome.DONE;
        });
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));

    crm.jobs().runDue();
    clock.advance(Duration.ofHours(1));
    crm.jobs().runDue();

    assertThat(effects).containsExactly("msg_1", "msg_1");
    assertThat(accounts(organization)).containsExactly("Tent");
    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
    assertThat(stored(id).lastError()).isNull();
  }

  @Test
  void run_nodeLostItsLease_anotherDoesItAndTheLateOneChangesNothing() throws Exception {
    CountDownLatch isLate = new CountDownLatch(1);
    CountDownLatch hasBegun = new CountDownLatch(1);
    handler.set(
        run -> {
          effects.add("attempt " + run.attempt());
          if (run.attempt() == 1) {
            hasBegun.countDown();
            isLate.await();
            throw new IllegalStateException("too late");
          }
          return Outcome.DONE;
        });
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));
    Thread silent = new Thread(() -> crm.jobs().runDue()); // which renews no lease
    silent.start();
    hasBegun.await();

    try (JobRunner node = node()) {
      node.start();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> stored(id).state().equals(InboundState.DONE));
    }
    isLate.countDown();
    silent.join();

    assertThat(effects).containsExactly("attempt 1", "attempt 2");
    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
    assertThat(stored(id).attempts()).isEqualTo(2);
  }

  @Test
  void run_doneAlready_isNotDoneAgain() {
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));
    crm.jobs().runDue();
    crm.engine()
        .platform(unit -> InboundJobs.of(id).enqueue(unit, null)); // as if its job was not settled

    assertThat(crm.jobs().runDue()).isEqualTo(1);

    assertThat(effects).containsExactly("msg_1");
  }

  @Test
  void run_sourceIsGone_waitsForANodeThatHasIt() {
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));
    Inbox bare = new Inbox(crm.engine(), List.of());
    try (JobRunner node = new JobRunner(crm.engine(), JobConfig.DEFAULT, bare.jobs())) {
      node.runDue();
    }
    assertThat(stored(id).state()).isEqualTo(InboundState.FAILED);
    assertThat(stored(id).lastError()).isEqualTo("UNKNOWN_PROVIDER");

    clock.advance(Duration.ofHours(1));
    crm.jobs().runDue();

    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
  }

  @Test
  void replay_whateverBecameOfIt_isWorkedOnAgain() {
    InboxService service = service(organization, Grants.all());
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));
    crm.jobs().runDue();

    Stored<InboundWebhook> replayed = service.replay(id);
    assertThat(replayed.value().state()).isEqualTo(InboundState.RECEIVED);
    assertThat(replayed.value().attempts()).isZero();
    crm.jobs().runDue();
    assertThat(effects).containsExactly("msg_1", "msg_1");

    handler.set(
        run -> {
          throw new IllegalStateException("down");
        });
    service.replay(id);
    crm.jobs().runDue();
    assertThat(stored(id).state()).isEqualTo(InboundState.FAILED);
    handler.set(this::note);
    service.replay(id); // whose job waits for its next try
    crm.jobs().runDue();

    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
    assertThat(jobs()).allSatisfy(job -> assertThat(job.state()).isEqualTo(JobState.DONE));
    assertThat(effects).hasSize(3);
  }

  @Test
  void replay_whileItRuns_isRefused() {
    InboxService service = service(organization, Grants.all());
    List<String> codes = new ArrayList<>();
    handler.set(
        run -> {
          assertThatExceptionOfType(ConflictException.class)
              .isThrownBy(() -> service.replay(run.id()))
              .satisfies(e -> codes.add(e.code()));
          return Outcome.DONE;
        });
    Id<InboundWebhook> id = accept("acme", about(organization, "msg_1"));

    crm.jobs().runDue();

    assertThat(codes).containsExactly("WEBHOOK_RUNNING");
    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
  }

  @Test
  void purge_thirtyDaysOld_isGoneAndOthersStay() {
    Id<InboundWebhook> old = accept("acme", acme("msg_1", "{}"));
    crm.jobs().runDue();
    clock.advance(Duration.ofDays(29));
    Id<InboundWebhook> young = accept("acme", acme("msg_2", "{}"));
    crm.jobs().runDue();
    assertThat(stored(old).state()).isEqualTo(InboundState.DONE);

    clock.advance(Duration.ofDays(2));
    crm.jobs().runDue();

    assertThat(crm.engine().platform().find(InboundWebhook.class, old)).isEmpty();
    assertThat(stored(young).state()).isEqualTo(InboundState.DONE);
  }

  @Test
  void purge_jobDiedWithItsNode_callIsDead() {
    Id<InboundWebhook> lost = accept("acme", acme("msg_1", "{}"));
    crm.engine()
        .platform(
            unit -> {
              Query ofCall = Query.where(Condition.eq("kind", "webhook.inbound"));
              unit.list(Job.class, ofCall).items().forEach(job -> unit.delete(Job.class, job));
              return lost;
            });
    crm.jobs().runDue(); // which stores when the purge comes
    handler.set(
        run -> {
          throw new IllegalStateException("down");
        });
    Id<InboundWebhook> waiting = accept("acme", acme("msg_2", "{}"));

    clock.advance(Duration.ofHours(20));
    crm.jobs().runDue();

    assertThat(stored(lost).state()).isEqualTo(InboundState.DEAD);
    assertThat(stored(lost).lastError()).isEqualTo("JOB_DEAD");
    assertThat(stored(waiting).state()).isEqualTo(InboundState.FAILED);
  }
}
