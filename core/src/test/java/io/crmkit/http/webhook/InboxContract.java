package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.Grants;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.UnavailableException;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.WebhookHandler.Outcome;
import io.crmkit.job.Job;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the inbox does on every storage. */
abstract class InboxContract extends InboxBench {
  @Test
  void receive_proved_isKeptByteForByteAndWorkedOn() {
    byte[] body = "{\"name\": \"Thé — Dakar\"}\r\n ".getBytes(StandardCharsets.UTF_8);
    AtomicReference<WebhookRun> seen = new AtomicReference<>();
    handler.set(
        run -> {
          seen.set(run);
          return Outcome.DONE;
        });

    Id<InboundWebhook> id = accept("acme", acme("msg_1", new String(body, StandardCharsets.UTF_8)));
    assertThat(stored(id).state()).isEqualTo(InboundState.RECEIVED);
    assertThat(crm.jobs().runDue()).isEqualTo(1);

    WebhookRun run = seen.get();
    assertThat(run.id()).isEqualTo(id);
    assertThat(run.body()).isEqualTo(body);
    assertThat(run.text()).isEqualTo(new String(body, StandardCharsets.UTF_8));
    assertThat(run.provider()).isEqualTo("acme");
    assertThat(run.eventId()).isEqualTo("msg_1");
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(run.receivedAt()).isEqualTo(MONDAY);
    assertThat(run.headers().get("Webhook-Id")).containsExactly("msg_1");
    assertThat(run.organizationId()).isEmpty();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(run::session);
    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
    assertThat(stored(id).attempts()).isEqualTo(1);
  }

  @Test
  void receive_sixteenAtOnce_isKeptOnceAndWorkedOnOnce() throws Exception {
    InboundRequest request = acme("msg_1", "{}");
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Receipt>> receipts = new ArrayList<>();
    Callable<Receipt> call =
        () -> {
          start.await();
          return crm.inbox().receive("acme", request);
        };
    for (int i = 0; i < 16; i++) {
      receipts.add(threads.submit(call));
    }

    start.countDown();
    int accepted = 0;
    for (Future<Receipt> receipt : receipts) {
      accepted += receipt.get() instanceof Receipt.Accepted ? 1 : 0;
      assertThat(receipt.get()).isInstanceOfAny(Receipt.Accepted.class, Receipt.Duplicate.class);
    }
    threads.shutdown();
    crm.jobs().runDue();

    assertThat(accepted).isEqualTo(1);
    assertThat(count(InboundWebhook.class)).isEqualTo(1);
    assertThat(effects).containsExactly("msg_1");
  }

  @Test
  void receive_replayedByAnybody_changesNothing() {
    InboundRequest request = acme("msg_1", "{}");
    Id<InboundWebhook> id = accept("acme", request);
    crm.jobs().runDue();

    clock.advance(Duration.ofMinutes(4));
    Receipt replayed = crm.inbox().receive("acme", request);
    Receipt signedAnew = crm.inbox().receive("acme", acme("msg_1", "{\"other\": true}"));
    crm.jobs().runDue();

    assertThat(replayed).isEqualTo(new Receipt.Duplicate());
    assertThat(signedAnew).isEqualTo(new Receipt.Duplicate());
    assertThat(effects).containsExactly("msg_1");
    assertThat(stored(id).receivedAt()).isEqualTo(MONDAY);
  }

  @Test
  void receive_sameEventOfTwoProviders_isTwo() {
    accept("acme", acme("evt_1", "{}"));
    accept("stripe", stripe("{\"id\": \"evt_1\"}"));

    assertThat(count(InboundWebhook.class)).isEqualTo(2);
  }

  @Test
  void receive_notProved_keepsNothing() {
    InboundRequest signed = acme("msg_1", "{}");
    InboundRequest forged =
        Schemes.with(signed, "{\"amount\": 1}".getBytes(StandardCharsets.UTF_8));
    InboundRequest unsigned = InboundRequest.of("POST", URL, Map.of(), new byte[0]);
    InboundRequest garbled = Schemes.with(signed, "webhook-timestamp", List.of("yesterday"));

    assertThat(crm.inbox().receive("acme", forged))
        .isEqualTo(new Receipt.Refused(Reason.WRONG_SIGNATURE));
    assertThat(crm.inbox().receive("acme", unsigned))
        .isEqualTo(new Receipt.Refused(Reason.MISSING_SIGNATURE));
    assertThat(crm.inbox().receive("acme", garbled))
        .isEqualTo(new Receipt.Refused(Reason.MALFORMED));
    assertThat(crm.inbox().receive("nobody", signed)).isEqualTo(new Receipt.UnknownProvider());
    assertThat(count(InboundWebhook.class)).isZero();
    assertThat(count(Job.class)).isZero();
  }

  @Test
  void receive_oldOrAhead_isRefused() {
    InboundRequest request = acme("msg_1", "{}");
    clock.advance(Duration.ofMinutes(6));
    Receipt late = crm.inbox().receive("acme", request);
    clock.advance(Duration.ofMinutes(-12));
    Receipt early = crm.inbox().receive("acme", request);

    assertThat(late).isEqualTo(new Receipt.Refused(Reason.TOO_OLD));
    assertThat(early).isEqualTo(new Receipt.Refused(Reason.FROM_THE_FUTURE));
  }

  @Test
  void receive_verifierWithoutAgeLimit_isBoundedByWhatIsKept() {
    InboundRequest old = lax("signed-at", MONDAY.minus(Duration.ofDays(31)).toString());
    InboundRequest ahead = lax("signed-at", MONDAY.plus(Duration.ofDays(31)).toString());

    assertThat(crm.inbox().receive("lax", old)).isEqualTo(new Receipt.Refused(Reason.TOO_OLD));
    assertThat(crm.inbox().receive("lax", ahead))
        .isEqualTo(new Receipt.Refused(Reason.FROM_THE_FUTURE));
    accept("lax", lax("signed-at", MONDAY.minus(Duration.ofDays(29)).toString()));
  }

  @Test
  void receive_longerThanItMay_isRefused() {
    byte[] longest = new byte[Inbox.MOST_BYTES];
    Receipt kept = crm.inbox().receive("lax", InboundRequest.of("POST", URL, Map.of(), longest));
    Receipt tooLong =
        crm.inbox()
            .receive("lax", InboundRequest.of("POST", URL, Map.of(), new byte[longest.length + 1]));
    AtomicReference<byte[]> read = new AtomicReference<>();
    handler.set(
        run -> {
          read.set(run.body());
          return Outcome.DONE;
        });
    crm.jobs().runDue();

    assertThat(kept).isInstanceOf(Receipt.Accepted.class);
    assertThat(tooLong).isEqualTo(new Receipt.TooLarge());
    assertThat(read.get()).isEqualTo(longest);
  }

  @Test
  void receive_withoutBody_isKept() {
    Id<InboundWebhook> id = accept("lax", InboundRequest.of("POST", URL, Map.of(), new byte[0]));

    crm.jobs().runDue();

    assertThat(stored(id).body()).isNull();
    assertThat(stored(id).state()).isEqualTo(InboundState.DONE);
  }

  @Test
  void receive_bodyWithoutName_isKnownByItsBytes() {
    InboundRequest one = lax("a", "1");
    InboundRequest same = lax("a", "2");

    Id<InboundWebhook> id = accept("lax", one);

    assertThat(crm.inbox().receive("lax", same)).isEqualTo(new Receipt.Duplicate());
    assertThat(stored(id).eventId()).matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void receive_oddNames_areKeptApart() {
    String tooLong = "x".repeat(400);
    accept("stripe", stripe("{\"id\": \"" + tooLong + "a\"}"));
    accept("stripe", stripe("{\"id\": \"" + tooLong + "b\"}"));
    accept("stripe", stripe("{\"id\": \"évén\\u0001ement \"}"));
    accept("stripe", stripe("{\"id\": 17}"));
    accept("stripe", stripe("{\"id\": null}"));
    accept("stripe", stripe("[]"));
    accept("stripe", stripe("{\"id\": \"A\"}"));
    accept("stripe", stripe("{\"id\": \"a\"}"));

    assertThat(count(InboundWebhook.class)).isEqualTo(8);
    assertThat(crm.inbox().receive("stripe", stripe("{\"id\": 17, \"again\": true}")))
        .isEqualTo(new Receipt.Duplicate());
    assertThat(crm.inbox().receive("stripe", stripe("no json")))
        .isEqualTo(new Receipt.Refused(Reason.MALFORMED));
  }

  @Test
  void receive_storageIsDown_acknowledgesNothingAndKeepsWhatIsRepeated() {
    InboundRequest request = acme("msg_1", "{}");
    fault.set(Fault.DOWN);
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> crm.inbox().receive("acme", request));
    fault.set(Fault.NONE);
    assertThat(count(InboundWebhook.class)).isZero();

    accept("acme", request);
    crm.jobs().runDue();

    assertThat(effects).containsExactly("msg_1");
  }

  @Test
  void receive_storageLostAtCommit_acknowledgesNothingAndKeepsOne() {
    InboundRequest request = acme("msg_1", "{}");
    fault.set(Fault.LOST_AT_COMMIT);
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> crm.inbox().receive("acme", request));
    fault.set(Fault.NONE);

    assertThat(crm.inbox().receive("acme", request)).isEqualTo(new Receipt.Duplicate());
    crm.jobs().runDue();

    assertThat(effects).containsExactly("msg_1");
  }

  @Test
  void receive_handshake_isAnsweredAndNotKept() {
    String asked = URL + "?validationToken=Validation%3A+a%2Fb%3D%3D";
    InboundRequest request = InboundRequest.of("POST", asked, Map.of(), new byte[0]);

    assertThat(crm.inbox().receive("graph", request))
        .isEqualTo(new Receipt.Handshake("Validation: a/b=="));
    assertThat(count(InboundWebhook.class)).isZero();
  }

  @Test
  void receive_organizationThatIsNotThere_countsAsNone() {
    Id<InboundWebhook> id = accept("acme", about(UUID.randomUUID(), "msg_1"));

    assertThat(stored(id).organization()).isNull();
  }

  @Test
  void webhook_ofAnotherOrganizationOrWithoutTheRight_isNotThere() {
    Id<InboundWebhook> ours = accept("acme", about(organization, "msg_1"));
    Id<InboundWebhook> nobodys = accept("acme", acme("msg_2", "{}"));
    crm.jobs().runDue();
    InboxService service = service(organization, Grants.all());
    InboxService others = service(other, Grants.all());
    InboxService powerless = service(organization, Grants.none());

    assertThat(service.list(Query.ALL.limit(200)).items())
        .extracting(Stored::id)
        .containsExactly(ours);
    assertThat(others.list(Query.ALL).items()).isEmpty();
    for (InboxService each : List.of(others, service(organization, Grants.all()))) {
      Id<InboundWebhook> foreign = each == others ? ours : nobodys;
      assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> each.get(foreign));
      assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> each.replay(foreign));
    }
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> powerless.list(Query.ALL));
    assertThatExceptionOfType(NotPermittedException.class).isThrownBy(() -> powerless.get(ours));
    assertThatExceptionOfType(NotPermittedException.class).isThrownBy(() -> powerless.replay(ours));
    assertThat(crm.inbox().replay(nobodys).value().state()).isEqualTo(InboundState.RECEIVED);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> crm.inbox().replay(new Id<>(UUID.randomUUID())));
  }
}
