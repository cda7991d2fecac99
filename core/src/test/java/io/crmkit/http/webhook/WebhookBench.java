package io.crmkit.http.webhook;

import static org.awaitility.Awaitility.await;

import io.crmkit.Crm;
import io.crmkit.Workspace;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.catalog.Category;
import io.crmkit.http.webhook.WebhookService.Signed;
import io.crmkit.record.Condition;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.storage.Storage;
import io.crmkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** An organization with webhooks on a storage, a clock set by hand, and a receiver. */
final class WebhookBench implements AutoCloseable {
  static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  static final WebhookConfig LOCAL = local().build();

  final SettableClock clock = new SettableClock(MONDAY);
  final Receiver receiver = new Receiver();
  final Crm crm;
  final UUID organization;
  final Workspace workspace;
  final WebhookService service;

  WebhookBench(Storage storage) {
    this(storage, LOCAL);
  }

  WebhookBench(Storage storage, WebhookConfig config) {
    crm = Crm.builder().storage(storage).clock(clock).webhooks(config).build();
    organization = crm.createOrganization("Dakar Events");
    workspace = as(organization, Grants.all());
    service = workspace.webhooks();
  }

  /** Returns settings that let webhooks go to this machine. */
  static WebhookConfig.Builder local() {
    return WebhookConfig.builder()
        .guard(AddressGuard.builder().allowHttp(true).allowNetwork("127.0.0.0/8").build());
  }

  Workspace as(UUID of, Grants grants) {
    return crm.as(Actor.system(of, "test", grants));
  }

  Signed endpoint(String... types) {
    return service.create(WebhookEndpoint.of(receiver.url(), types));
  }

  WebhookEndpoint endpoint(Id<WebhookEndpoint> id) {
    return workspace.records(WebhookEndpoint.class).get(id).value();
  }

  void change(Id<WebhookEndpoint> id, EndpointState state) {
    workspace
        .records(WebhookEndpoint.class)
        .update(id, null, value -> value.healthy(state, null, null));
  }

  String category(String name) {
    return make(workspace, name).toString();
  }

  static Id<Category> make(Workspace by, String name) {
    return by.records(Category.class).create(Category.builder().name(name).build()).id();
  }

  void rank(String id, int sortOrder) {
    rank(workspace, Id.of(id), sortOrder);
  }

  static void rank(Workspace by, Id<Category> id, int sortOrder) {
    by.records(Category.class)
        .update(id, null, value -> value.toBuilder().sortOrder(sortOrder).build());
  }

  /** Makes categories and changes each so often that it has so many events. */
  List<String> changes(int records, int events) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      ids.add(category("Tents " + i));
    }
    for (int event = 2; event <= events; event++) {
      for (String id : ids) {
        rank(id, event);
      }
    }
    return ids;
  }

  /** Runs jobs until this holds; the log gets its order beside. */
  void runUntil(BooleanSupplier holds) {
    runUntil(Duration.ZERO, holds);
  }

  /** Runs jobs until this holds, with the clock set forward each time. */
  void runUntil(Duration step, BooleanSupplier holds) {
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              crm.jobs().runDue();
              boolean isDone = holds.getAsBoolean();
              clock.advance(isDone ? Duration.ZERO : step);
              return isDone;
            });
  }

  /** Makes a record behind all that was done, and runs jobs until it has come. */
  void runThrough() {
    String last = category("Last " + UUID.randomUUID());
    runUntil(() -> receiver.has("category.created", last));
  }

  /** Runs the jobs of endpoints until their places are behind all that was done so far. */
  void place(Signed... made) {
    runUntil(
        () -> {
          for (Signed each : made) {
            if (endpoint(each.endpoint().id()).position() < 0) {
              return false;
            }
          }
          return true;
        });
  }

  List<Stored<WebhookDelivery>> deliveries(DeliveryState... states) {
    Query all = Query.ALL.sort("eventPosition").limit(1_000);
    return service
        .deliveries(
            states.length == 0 ? all : all.and(Condition.in("state", List.of((Object[]) states))))
        .items();
  }

  List<Event> eventsOf(Id<WebhookEndpoint> id) {
    return workspace.records(WebhookEndpoint.class).history(id, null, 100).items();
  }

  @Override
  public void close() {
    crm.close();
    receiver.close();
  }
}
