package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.AccessScope;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.EventFilter;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.http.webhook.Receiver.Message;
import io.crmkit.http.webhook.WebhookService.Signed;
import io.crmkit.identity.Team;
import io.crmkit.job.Job;
import io.crmkit.job.JobConfig;
import io.crmkit.job.JobRunner;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.storage.Storage;
import io.crmkit.testkit.http.FakeAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What endpoints of webhooks are on every storage, from their making to their end. */
abstract class WebhookEndpointContract {
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

  private JobRunner node(Webhooks webhooks) {
    return new JobRunner(
        bench.crm.engine(), JobConfig.DEFAULT.threads(4), List.of(webhooks.jobKind()));
  }

  @Test
  void endpoint_new_beginsBehindItsOwnMaking() {
    bench.category("Before");
    bench.endpoint();
    String right = bench.category("Right after");

    bench.runThrough();

    assertThat(receiver.came()).hasSize(2);
    assertThat(receiver.has("category.created", right)).isTrue();
  }

  @Test
  void endpoint_paused_losesNothing() {
    Signed made = bench.endpoint("category");
    bench.runThrough();
    bench.change(made.endpoint().id(), EndpointState.PAUSED);
    List<String> ids = bench.changes(3, 2);
    bench.clock.advance(Duration.ofDays(2));
    bench.crm.jobs().runDue();
    assertThat(receiver.came()).hasSize(1);

    bench.change(made.endpoint().id(), EndpointState.ACTIVE);
    bench.runThrough();

    assertThat(receiver.came()).hasSize(1 + 6 + 1);
    assertThat(receiver.versions().get(ids.get(0))).containsExactly(1L, 2L);
  }

  @Test
  void endpoint_disabled_goesOnWithWhatHappensAfterwards() {
    Signed made = bench.endpoint("category");
    bench.runThrough();
    bench.change(made.endpoint().id(), EndpointState.DISABLED);
    bench.category("Meanwhile");
    bench.clock.advance(Duration.ofDays(2));
    bench.crm.jobs().runDue();

    bench.change(made.endpoint().id(), EndpointState.ACTIVE);
    bench.category("Afterwards");
    bench.runThrough();

    assertThat(receiver.came().stream().map(each -> name(each)).skip(1))
        .hasSize(2)
        .contains("Afterwards")
        .doesNotContain("Meanwhile");
  }

  private static String name(Message message) {
    Map<?, ?> changes = (Map<?, ?>) message.data().get("changes");
    return String.valueOf(((Map<?, ?>) changes.get("name")).get("to"));
  }

  @Test
  void endpoint_deleted_endsWithItsDeliveriesAndItsJob() {
    Signed made = bench.endpoint("category");
    bench.runThrough();
    bench.workspace.records(WebhookEndpoint.class).delete(made.endpoint().id(), null);
    bench.category("Afterwards");

    bench.runUntil(Duration.ofMinutes(1), () -> bench.deliveries().isEmpty());
    bench.clock.advance(Duration.ofDays(1));

    assertThat(receiver.came()).hasSize(1);
    Condition ofKind = Condition.eq("kind", "webhook.deliver");
    assertThat(bench.crm.engine().platform().list(Job.class, Query.where(ofKind)).items())
        .allSatisfy(job -> assertThat(job.value().state().isEnded()).isTrue());
  }

  @Test
  void rotation_oldSecret_signsForADayBesideTheNewOne() {
    Signed made = bench.endpoint("category");
    Signed rotated = bench.service.rotateSecret(made.endpoint().id(), null);
    assertThat(rotated.secret()).isNotEqualTo(made.secret());

    bench.runThrough();
    Message during = receiver.came().get(0);
    bench.clock.advance(Duration.ofHours(25));
    bench.runThrough();
    Message after = receiver.came().get(1);

    assertThat(during.isProvenBy(made.secret(), WebhookBench.MONDAY)).isTrue();
    assertThat(during.isProvenBy(rotated.secret(), WebhookBench.MONDAY)).isTrue();
    assertThat(after.isProvenBy(made.secret(), bench.clock.instant())).isFalse();
    assertThat(after.isProvenBy(rotated.secret(), bench.clock.instant())).isTrue();
  }

  @Test
  void filter_typesAndEvents_letThroughWhatTheyName() {
    bench.endpoint("team", "category.created");
    String id = bench.category("Tents");
    bench.rank(id, 2);
    bench.workspace.records(Team.class).createPlain(Map.of("name", "South"));

    bench.runThrough();

    assertThat(receiver.types())
        .containsExactlyInAnyOrder("category.created", "team.created", "category.created");
  }

  @Test
  void events_ofWebhooksThemselves_areNeverSent() {
    Signed made = bench.endpoint();
    bench.runThrough();
    bench.service.rotateSecret(made.endpoint().id(), null);
    bench.runThrough();

    assertThat(receiver.types()).containsExactly("category.created", "category.created");
    assertThat(bench.workspace.session().events(EventFilter.ALL, 0, 1_000).events())
        .noneMatch(event -> event.type().equals("webhook-delivery"));
  }

  @Test
  void endpoint_ofAnotherOrganization_isNotThere() {
    Signed made = bench.endpoint("category");
    bench.runThrough();
    Id<WebhookDelivery> delivery = bench.deliveries().get(0).id();
    UUID other = bench.crm.createOrganization("Thies Events");
    WebhookService theirs = bench.as(other, Grants.all()).webhooks();
    Id<WebhookEndpoint> id = made.endpoint().id();

    assertThat(theirs.deliveries(Query.ALL).items()).isEmpty();
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> theirs.test(id));
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> theirs.replay(delivery));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> theirs.rotateSecret(id, null));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> theirs.replaySince(id, WebhookBench.MONDAY));
    WebhookService none = bench.as(bench.organization, Grants.none()).webhooks();
    assertThatExceptionOfType(NotPermittedException.class).isThrownBy(() -> none.test(id));
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> none.create(WebhookEndpoint.of(receiver.url())));
  }

  @Test
  void replay_ofOneDelivery_comesAgainUnderItsId() {
    bench.endpoint("category");
    bench.runThrough();
    bench.runUntil(() -> bench.deliveries(DeliveryState.DELIVERED).size() == 1);

    Stored<WebhookDelivery> again = bench.service.replay(bench.deliveries().get(0).id());
    assertThat(again.value().state()).isEqualTo(DeliveryState.PENDING);
    bench.runUntil(Duration.ofMinutes(1), () -> receiver.came().size() == 2);

    assertThat(receiver.came().get(1).id()).isEqualTo(receiver.came().get(0).id());
    assertThat(receiver.came().get(1).request().body())
        .isEqualTo(receiver.came().get(0).request().body());
  }

  @Test
  void replay_sinceATime_comesAgainInOrderAndOnlyOnce() {
    Signed made = bench.endpoint("category");
    bench.category("Long before");
    bench.runThrough();
    bench.clock.advance(Duration.ofDays(1));
    List<String> ids = bench.changes(3, 2);
    bench.runThrough();
    bench.runUntil(() -> bench.deliveries(DeliveryState.DELIVERED).size() == 9);

    bench.service.replaySince(made.endpoint().id(), bench.clock.instant());
    bench.runUntil(
        Duration.ofMinutes(1),
        () ->
            receiver.came().size() == 9 + 7
                && bench.endpoint(made.endpoint().id()).replayTo() == null);
    bench.runThrough();

    assertThat(receiver.came()).hasSize(9 + 7 + 1);
    assertThat(receiver.came().stream().map(Message::id).distinct()).hasSize(10);
    List<Long> repeated =
        receiver.came().subList(9, 16).stream()
            .filter(each -> each.recordId().equals(ids.get(0)))
            .map(Message::version)
            .toList();
    assertThat(repeated).containsExactly(1L, 2L);
  }

  @Test
  void replay_fromTheBeginning_bringsWhatWasBeforeTheEndpoint() {
    String before = bench.category("Before");
    Signed made = bench.endpoint("category");
    bench.runThrough();

    bench.service.replaySince(made.endpoint().id(), 0);

    bench.runUntil(Duration.ofMinutes(1), () -> receiver.has("category.created", before));
  }

  @Test
  void owner_withFewRights_isSentWhatItMaySee() {
    UUID user = member("owner@example.org", "STAFF");
    Actor owner = bench.crm.members().actor(bench.organization, user).orElseThrow();
    Grants rights =
        Grants.builder()
            .grant("webhook-endpoint:create", AccessScope.ORGANIZATION)
            .grant("webhook-endpoint:read", AccessScope.ORGANIZATION)
            .build();
    Stored<WebhookEndpoint> made =
        bench
            .crm
            .as(Actor.user(bench.organization, user, rights))
            .webhooks()
            .create(WebhookEndpoint.of(receiver.url()))
            .endpoint();
    assertThat(made.value().ownerId()).isEqualTo(new Id<>(user));
    assertThat(owner.grants().isGranted("category", "read")).isTrue();
    assertThat(owner.grants().isGranted("role", "read")).isFalse();
    bench.workspace.session().records("role").createPlain(Map.of("name", "GUIDE"));

    bench.runThrough();

    assertThat(receiver.types()).containsExactly("category.created");
  }

  private UUID member(String email, String role) {
    return bench
        .crm
        .members()
        .addMember(bench.workspace.session(), email, email, List.of(role), null, "correct horse")
        .value()
        .userId()
        .value();
  }

  @Test
  void owner_whoLeft_isSentNothingAndTheEndpointIsGivenUp() {
    try (Webhooks webhooks =
            new Webhooks(
                bench.crm.engine(), (organization, user) -> Optional.empty(), WebhookBench.LOCAL);
        JobRunner node = node(webhooks)) {
      UUID user = member("leaver@example.org", "ADMIN");
      Id<WebhookEndpoint> id =
          bench
              .crm
              .as(Actor.user(bench.organization, user, Grants.all()))
              .webhooks()
              .create(WebhookEndpoint.of(receiver.url()))
              .endpoint()
              .id();
      bench.category("Tents");
      node.runDue();
      assertThat(bench.endpoint(id).failingSince()).isEqualTo(bench.clock.instant());

      bench.clock.advance(RetryPlan.PATIENCE);
      node.runDue();

      assertThat(bench.endpoint(id).state()).isEqualTo(EndpointState.DISABLED);
      assertThat(receiver.came()).isEmpty();
    }
  }

  @Test
  void endpoint_changedWhileItIsServed_losesNothing() throws Exception {
    Signed made = bench.endpoint("category");
    Id<WebhookEndpoint> id = made.endpoint().id();
    CountDownLatch done = new CountDownLatch(1);
    Thread changing =
        new Thread(
            () -> {
              for (int i = 0; done.getCount() > 0; i++) {
                Map<String, Object> patch = Map.of("description", "No. " + i);
                bench.workspace.records(WebhookEndpoint.class).updatePlain(id, null, patch);
              }
            });
    changing.start();
    bench.changes(20, 4);

    bench.runUntil(() -> bench.deliveries(DeliveryState.DELIVERED).size() == 80);
    done.countDown();
    changing.join(10_000);

    receiver.assertInOrder(20, 4);
    assertThat(bench.endpoint(id).description()).startsWith("No. ");
  }

  @Test
  void version_ofTheEndpoint_staysWhileDeliveriesAreMade() {
    Signed made = bench.endpoint("category");
    bench.runThrough();
    bench.runThrough();

    Stored<WebhookEndpoint> after =
        bench.workspace.records(WebhookEndpoint.class).get(made.endpoint().id());

    assertThat(after.version()).isEqualTo(made.endpoint().version());
    assertThat(after.value().position()).isPositive();
  }

  @Test
  void deliveries_olderThanThirtyDays_areRemoved() {
    bench.endpoint("category");
    bench.runThrough();
    bench.runUntil(() -> bench.deliveries(DeliveryState.DELIVERED).size() == 1);
    bench.clock.advance(Duration.ofDays(29));
    bench.runThrough();
    bench.runUntil(() -> bench.deliveries(DeliveryState.DELIVERED).size() == 2);

    bench.clock.advance(Duration.ofDays(2));
    bench.runUntil(Duration.ofMinutes(1), () -> bench.deliveries().size() == 1);

    assertThat(bench.deliveries().get(0).createdAt())
        .isEqualTo(WebhookBench.MONDAY.plus(Duration.ofDays(29)));
  }

  @Test
  void secret_isShownOnceAndToNobodyElse() {
    Signed made = bench.endpoint("category");

    assertThat(made.secret()).startsWith("whsec_");
    assertThat(made.toString()).doesNotContain(made.secret());
    assertThat(made.endpoint().value().secret()).isNull();
    assertThat(bench.endpoint(made.endpoint().id()).secret()).isNull();
    List<String> shown = new ArrayList<>();
    bench.eventsOf(made.endpoint().id()).forEach(event -> shown.add(event.toString()));
    bench.service.rotateSecret(made.endpoint().id(), null);
    bench.eventsOf(made.endpoint().id()).forEach(event -> shown.add(event.toString()));
    assertThat(shown).isNotEmpty().noneMatch(text -> text.contains("whsec_"));
  }

  @Test
  void test_endpoint_tellsWhatItAnswers() {
    Signed made = bench.endpoint("category");

    WebhookAnswer well = bench.service.test(made.endpoint().id());
    receiver.answers(message -> DOWN);
    WebhookAnswer ill = bench.service.test(made.endpoint().id());

    assertThat(well.isTaken()).isTrue();
    assertThat(ill.isTaken()).isFalse();
    assertThat(ill.statusCode()).isEqualTo(503);
    assertThat(receiver.types()).containsOnly("webhook-endpoint.test");
    assertThat(receiver.came().get(0).isProvenBy(made.secret(), bench.clock.instant())).isTrue();
    assertThat(receiver.came().get(0).id()).isNotEqualTo(receiver.came().get(1).id());
  }
}
