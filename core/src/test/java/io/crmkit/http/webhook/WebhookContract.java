package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.crmkit.Workspace;
import io.crmkit.access.Grants;
import io.crmkit.catalog.Category;
import io.crmkit.engine.EventFilter;
import io.crmkit.engine.RecordSession;
import io.crmkit.http.webhook.Receiver.Message;
import io.crmkit.http.webhook.WebhookService.Signed;
import io.crmkit.job.JobConfig;
import io.crmkit.job.JobRunner;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import io.crmkit.storage.Storage;
import io.crmkit.testkit.http.FakeAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How events reach receivers on every storage, whatever fails on the way. */
abstract class WebhookContract {
  private static final FakeAnswer DOWN = FakeAnswer.json(503, "{\"why\": \"down\"}");

  private WebhookBench bench;
  private Receiver receiver;

  abstract Storage emptyStorage();

  @BeforeEach
  final void open() {
    bench = new WebhookBench(emptyStorage());
    receiver = bench.receiver;
  }

  @AfterEach
  final void close() {
    bench.close();
  }

  private static void all(JobRunner... nodes) {
    for (JobRunner node : nodes) {
      node.start();
    }
  }

  private JobRunner node(Webhooks webhooks) {
    return new JobRunner(
        bench.crm.engine(), JobConfig.DEFAULT.threads(4), List.of(webhooks.jobKind()));
  }

  private Webhooks webhooks(WebhookConfig config) {
    return new Webhooks(bench.crm.engine(), bench.crm.members()::actor, config);
  }

  @Test
  void change_committed_isSentSignedAsTheFeedShowsIt() {
    Signed made = bench.endpoint();
    String id = bench.category("Tents");

    bench.runUntil(() -> receiver.has("category.created", id));

    Message message = receiver.came().get(0);
    assertThat(message.isProvenBy(made.secret(), bench.clock.instant())).isTrue();
    assertThat(message.request().header("content-type")).startsWith("application/json");
    assertThat(message.request().header("user-agent")).isEqualTo("CrmKit-Webhooks");
    assertThat(message.id()).matches("msg_[0-9a-f]{32}");
    assertThat(message.json().get("timestamp")).isEqualTo("2026-11-23T08:00:00Z");
    assertThat(message.data().get("event")).isEqualTo("category.created");
    assertThat(message.data().get("actor")).isEqualTo(Map.of("system", "test"));
    assertThat(((Map<?, ?>) message.data().get("changes")).get("name").toString())
        .contains("Tents");
    bench.runUntil(() -> bench.deliveries(DeliveryState.DELIVERED).size() == 1);
    WebhookDelivery delivery = bench.deliveries().get(0).value();
    assertThat(delivery.event()).isEqualTo("category.created");
    assertThat(delivery.recordId()).isEqualTo(id);
    assertThat(String.valueOf(delivery.eventPosition())).isEqualTo(message.data().get("id"));
    assertThat(delivery.attempts()).isEqualTo(1);
    assertThat(delivery.statusCode()).isEqualTo(204);
    assertThat(delivery.took()).isBetween(Duration.ZERO, Duration.ofSeconds(15));
  }

  @Test
  void change_takenBack_isNeverSentAndWhatIsSentIsThere() {
    ConcurrentLinkedQueue<String> unknown = new ConcurrentLinkedQueue<>();
    receiver.looks(
        message -> {
          Id<Category> id = Id.of(message.recordId());
          if (bench.workspace.records(Category.class).find(id).isEmpty()) {
            unknown.add(message.recordId());
          }
        });
    bench.endpoint();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                bench
                    .workspace
                    .session()
                    .transact(
                        joined -> {
                          joined
                              .records(Category.class)
                              .create(Category.builder().name("Never").build());
                          throw new IllegalStateException("changed its mind");
                        }));
    bench.changes(5, 1);

    bench.runThrough();

    assertThat(receiver.came()).hasSize(6);
    assertThat(unknown).isEmpty();
  }

  @Test
  void changes_receiverFailsAtRandom_arriveInTheOrderOfEachRecord() {
    Random random = new Random(7);
    receiver.answers(
        message -> {
          synchronized (random) {
            return switch (random.nextInt(8)) {
              case 0 -> FakeAnswer.status(500);
              case 1 -> FakeAnswer.status(204).lost(); // it was taken, and nobody knows
              case 2 -> FakeAnswer.json("{\"cut\": true}").cut();
              default -> FakeAnswer.status(200);
            };
          }
        });
    bench.endpoint("category");
    bench.changes(12, 8);

    bench.runUntil(
        Duration.ofMinutes(1), () -> bench.deliveries(DeliveryState.DELIVERED).size() == 12 * 8);

    receiver.assertInOrder(12, 8);
    assertThat(receiver.came().size()).isGreaterThan(12 * 8);
  }

  @Test
  void nodes_twoWhileManyWrite_sendEachEventOnceInOrder() throws Exception {
    bench.endpoint("category");
    int writers = 4;
    try (Webhooks first = webhooks(WebhookBench.LOCAL);
        Webhooks second = webhooks(WebhookBench.LOCAL);
        JobRunner one = node(first);
        JobRunner two = node(second)) {
      all(one, two);
      CountDownLatch done = new CountDownLatch(writers);
      for (int i = 0; i < writers; i++) {
        String prefix = "W" + i + " ";
        new Thread(
                () -> {
                  for (int record = 0; record < 5; record++) {
                    String id = bench.category(prefix + record);
                    for (int event = 2; event <= 6; event++) {
                      bench.rank(id, event);
                    }
                  }
                  done.countDown();
                })
            .start();
      }
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
      int events = writers * 5 * 6;
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> bench.deliveries(DeliveryState.DELIVERED).size() == events);
      assertThat(receiver.came()).hasSize(events);
    }
    receiver.assertInOrder(writers * 5, 6);
  }

  @Test
  void node_diedBetweenSendingAndPuttingDown_sendsAgainUnderTheSameId() throws Exception {
    Signed made = bench.endpoint("category");
    bench.place(made);
    String id = bench.category("Tents");
    bench.rank(id, 2);
    bench.runUntil(() -> receiver.came().size() == 2);
    bench.runUntil(() -> bench.deliveries(DeliveryState.DELIVERED).size() == 2);
    bench.rank(id, 3);
    bench.rank(id, 4);
    Id<WebhookEndpoint> endpoint = made.endpoint().id();
    WebhookOutbox outbox = new WebhookOutbox(bench.workspace.session(), endpoint);
    RecordSession session = bench.workspace.session();
    long place = bench.endpoint(endpoint).position();
    await().until(() -> session.events(EventFilter.of("category"), place, 9).events().size() == 2);
    WebhookOutbox.Part part =
        new WebhookOutbox.Part(place, session.events(EventFilter.of("category"), place, 9));
    WebhookOutbox.Standing standing = outbox.settle(List.of(), part).orElseThrow();
    try (WebhookCourier dying =
        new WebhookCourier(new WebhookSender(WebhookBench.LOCAL, bench.clock))) {
      dying.send(
          standing, List.of(standing.open()), each -> session.event(each.value().eventPosition()));
    }
    assertThat(receiver.came()).hasSize(4);

    bench.clock.advance(EndpointRun.REST);
    bench.runUntil(() -> bench.deliveries(DeliveryState.DELIVERED).size() == 4);

    assertThat(receiver.came()).hasSize(6);
    assertThat(receiver.came().get(4).id()).isEqualTo(receiver.came().get(2).id());
    assertThat(receiver.came().get(5).id()).isEqualTo(receiver.came().get(3).id());
    receiver.assertInOrder(1, 4);
  }

  @Test
  @SuppressWarnings("try") // it ends before the work does
  void wake_lost_isMadeUpForWithinAMinute() {
    Signed made = bench.endpoint("category");
    bench.place(made);
    try (Webhooks deaf = webhooks(WebhookBench.LOCAL);
        JobRunner node = node(deaf)) {
      deaf.close(); // hears of nothing, as if its process had died
      bench.category("Tents");
      bench.clock.advance(EndpointRun.REST);
      node.runDue();
    }
    assertThat(receiver.came()).isEmpty();

    bench.clock.advance(EndpointRun.REST);
    bench.runUntil(() -> receiver.came().size() == 1);
  }

  @Test
  void events_ofAnotherOrganization_areNeverSent() {
    bench.endpoint();
    UUID other = bench.crm.createOrganization("Thies Events");
    Workspace others = bench.as(other, Grants.all());
    try (Receiver theirs = new Receiver()) {
      others.webhooks().create(WebhookEndpoint.of(theirs.url()));
      Id<Category> id = WebhookBench.make(others, "Theirs");
      String ours = bench.category("Ours");

      bench.runUntil(() -> theirs.has("category.created", id.toString()));
      bench.runUntil(() -> receiver.has("category.created", ours));

      assertThat(receiver.came()).hasSize(1);
      assertThat(theirs.came()).hasSize(1);
    }
  }

  @Test
  void receiver_downForFiveDays_isGivenUpWithNotice() {
    receiver.answers(message -> DOWN);
    Signed made = bench.endpoint("category");
    Id<WebhookEndpoint> id = made.endpoint().id();
    bench.changes(30, 2);

    bench.runUntil(() -> bench.endpoint(id).failingSince() != null);
    assertThat(receiver.came()).hasSizeLessThanOrEqualTo(30);
    WebhookDelivery failed = bench.deliveries(DeliveryState.FAILED).get(0).value();
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.answer()).isEqualTo("{\"why\": \"down\"}");
    assertThat(failed.nextAttemptAt()).isAfter(bench.clock.instant());
    bench.runUntil(Duration.ofHours(2), () -> bench.endpoint(id).state() == EndpointState.DISABLED);

    assertThat(bench.clock.instant())
        .isAfterOrEqualTo(WebhookBench.MONDAY.plus(RetryPlan.PATIENCE));
    assertThat(receiver.came()).hasSizeLessThan(200); // probes, not a flood
    assertThat(bench.eventsOf(id))
        .anyMatch(event -> event.action().equals("webhook-endpoint.disabled"));
    int came = receiver.came().size();
    bench.clock.advance(Duration.ofDays(1));
    bench.crm.jobs().runDue();
    assertThat(receiver.came()).hasSize(came);
  }

  @Test
  void receiver_gone_isDisabledAtOnce() {
    receiver.answers(message -> FakeAnswer.status(410));
    Signed made = bench.endpoint("category");
    bench.category("Tents");

    bench.runUntil(() -> bench.endpoint(made.endpoint().id()).state() == EndpointState.DISABLED);

    assertThat(receiver.came()).hasSize(1);
  }

  @Test
  void receiver_asksForRest_getsIt() {
    receiver.provider.answer(FakeAnswer.tooMany(Duration.ofHours(3)));
    Signed made = bench.endpoint("category");
    bench.category("Tents");
    bench.runUntil(() -> bench.endpoint(made.endpoint().id()).heldUntil() != null);

    bench.clock.advance(Duration.ofHours(3).minusSeconds(1));
    bench.category("Chairs");
    bench.crm.jobs().runDue();
    assertThat(receiver.came()).isEmpty();
    bench.clock.advance(Duration.ofMinutes(2));

    bench.runUntil(() -> receiver.came().size() == 2);
  }

  @Test
  void receiver_downAmidMuch_keepsFewDeliveriesAndLosesNothing() {
    receiver.answers(message -> DOWN);
    bench.endpoint("category");
    bench.changes(70, 4);
    bench.runUntil(Duration.ofMinutes(1), () -> receiver.came().size() >= 12);
    assertThat(bench.deliveries()).hasSizeLessThan(2 * WebhookOutbox.MOST_OPEN);

    receiver.answers(message -> FakeAnswer.status(200));
    bench.runUntil(
        Duration.ofHours(1), () -> bench.deliveries(DeliveryState.DELIVERED).size() == 280);

    receiver.assertInOrder(70, 4);
  }

  @Test
  void record_thatIsRefusedForever_holdsUpNoOther() {
    bench.endpoint("category");
    String poison = bench.category("Poison");
    bench.rank(poison, 2);
    receiver.answers(message -> FakeAnswer.status(message.recordId().equals(poison) ? 500 : 200));
    bench.runUntil(() -> receiver.has("category.created", poison));

    while (bench.deliveries(DeliveryState.DEAD).isEmpty()) {
      String other = bench.category("Other " + bench.clock.instant());
      bench.runUntil(Duration.ofSeconds(6), () -> receiver.has("category.created", other));
      bench.clock.advance(Duration.ofHours(3));
    }
    receiver.answers(message -> FakeAnswer.status(200));
    bench.runUntil(Duration.ofHours(1), () -> receiver.has("category.updated", poison));

    Stored<WebhookDelivery> dead = bench.deliveries(DeliveryState.DEAD).get(0);
    assertThat(dead.value().recordId()).isEqualTo(poison);
    assertThat(dead.value().nextAttemptAt()).isNull();
    assertThat(dead.value().attempts()).isEqualTo(27);
  }

  @Test
  void receiver_slow_holdsUpNoOther() {
    try (Receiver slow = new Receiver();
        Webhooks webhooks =
            webhooks(WebhookBench.local().callTimeout(Duration.ofSeconds(60)).build());
        JobRunner node = node(webhooks)) {
      CountDownLatch isEnough = new CountDownLatch(1);
      slow.looks(
          message -> {
            try {
              isEnough.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      bench.service.create(WebhookEndpoint.of(slow.url(), "category"));
      bench.endpoint("category");
      node.start();
      bench.changes(4, 2);

      await().atMost(Duration.ofSeconds(30)).until(() -> receiver.came().size() == 8);

      assertThat(slow.came()).isEmpty();
      isEnough.countDown();
      await().atMost(Duration.ofSeconds(30)).until(() -> slow.came().size() == 8);
    }
  }
}
