package io.crmkit.bench;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.RecordSession;
import io.crmkit.http.webhook.AddressGuard;
import io.crmkit.http.webhook.InboundSource;
import io.crmkit.http.webhook.InboundState;
import io.crmkit.http.webhook.InboundWebhook;
import io.crmkit.http.webhook.Receipt;
import io.crmkit.http.webhook.StampedVerifier;
import io.crmkit.http.webhook.WebhookConfig;
import io.crmkit.http.webhook.WebhookEndpoint;
import io.crmkit.http.webhook.WebhookHandler;
import io.crmkit.record.Condition;
import io.crmkit.sales.Account;
import io.crmkit.testkit.http.FakeAnswer;
import io.crmkit.testkit.http.FakeProvider;
import io.crmkit.testkit.http.WebhookSignatures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls of a provider that come at a fixed rate, whatever became of those before them, while 50
 * receivers of our own webhooks answer after two seconds and 50 never do. Beside them one receiver
 * is well: how long it waits for a change tells whether the others hold it up. Arguments: {@code
 * sqlite} or {@code postgresql}, seconds, calls a second, changes a second of which all 101 hear.
 */
final class WebhookBenchmark {
  private static final String SECRET = "whsec_bench";
  private static final int EACH = 50;
  private static final int THREADS = 32;

  private final Map<String, Long> changedAt = new ConcurrentHashMap<>();
  private final List<Double> heardAfter = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger worked = new AtomicInteger();
  private final int changes;

  private WebhookBenchmark(int changes) {
    this.changes = changes;
  }

  public static void main(String[] arguments) throws Exception {
    String database = arguments.length > 0 ? arguments[0] : "postgresql";
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    int rate = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 167;
    int changes = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
    new WebhookBenchmark(changes).run(database, seconds, rate);
  }

  private void run(String name, int seconds, int rate) throws Exception {
    AddressGuard guard = AddressGuard.builder().allowHttp(true).allowNetwork("127.0.0.0/8").build();
    InboundSource source =
        InboundSource.builder("stripe", StampedVerifier.stripe(List.of(SECRET)), run -> taken())
            .eventIdAt("id")
            .build();
    try (BenchDatabase database = BenchDatabase.start(name);
        FakeProvider well = new FakeProvider();
        FakeProvider slow = new FakeProvider();
        ServerSocket dead = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Crm crm =
            Crm.builder()
                .storage(database.storage())
                .inbound(source)
                .webhooks(WebhookConfig.builder().guard(guard).build())
                .build()) {
      well.otherwise(
          request -> {
            heard(request.body());
            return FakeAnswer.status(204);
          });
      slow.otherwise(request -> FakeAnswer.status(204).delayed(Duration.ofSeconds(2)));
      RecordSession session =
          crm.as(Actor.system(crm.createOrganization("Bench"), "bench", Grants.all())).session();
      endpoints(session, well.url(), slow.url(), "http://127.0.0.1:" + dead.getLocalPort());
      crm.jobs().start();
      calls(crm, session, seconds, rate * 2); // warms up, and first tries run into their limits
      while (waiting(crm) > 0) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      heardAfter.clear();
      worked.set(0);
      List<Double> millis = calls(crm, session, seconds, rate);
      TimeUnit.SECONDS.sleep(3);
      print(database.name() + ": calls taken in, " + rate + " a second", millis);
      print(database.name() + ": change to arrival at the receiver that is well", heardAfter);
      System.out.printf(
          Locale.ROOT,
          "%s: %d calls worked on, %d waiting%n",
          database.name(),
          worked.get(),
          waiting(crm));
    }
  }

  private static long waiting(Crm crm) {
    Condition open = Condition.eq("state", InboundState.RECEIVED);
    return crm.engine().platform().count(InboundWebhook.class, open, 100_000);
  }

  private WebhookHandler.Outcome taken() {
    worked.incrementAndGet();
    return WebhookHandler.Outcome.DONE;
  }

  private static void endpoints(RecordSession session, String well, String slow, String dead) {
    List<String> urls = new ArrayList<>(Collections.nCopies(EACH, slow));
    urls.addAll(Collections.nCopies(EACH, dead));
    urls.add(well);
    urls.forEach(
        url ->
            session
                .records(WebhookEndpoint.class)
                .create(WebhookEndpoint.of(url + "/hook", "account")));
  }

  private void heard(String body) {
    long now = System.nanoTime();
    changedAt.forEach(
        (name, since) -> {
          if (body.contains(name) && changedAt.remove(name, since)) {
            heardAfter.add((now - since) / 1e6);
          }
        });
  }

  /** Calls at fixed times, and changes a record now and then beside it. */
  private List<Double> calls(Crm crm, RecordSession session, int seconds, int rate)
      throws InterruptedException, IOException {
    List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    long begin = System.nanoTime();
    int all = seconds * rate;
    for (int i = 0; i < all; i++) {
      long due = begin + TimeUnit.SECONDS.toNanos(1) * i / rate;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      String event = "{\"id\": \"evt_" + due + "_" + i + "\"}";
      callers.execute(
          () -> {
            Receipt receipt =
                crm.inbox()
                    .receive(
                        "stripe",
                        WebhookSignatures.to("https://crm.example/webhooks/stripe", Instant.now())
                            .stripe(SECRET, event));
            if (!(receipt instanceof Receipt.Accepted)) {
              throw new IllegalStateException("refused: " + receipt);
            }
            millis.add((System.nanoTime() - due) / 1e6);
          });
      if (i * changes / rate != (i + 1) * changes / rate) {
        String name = "account " + due;
        callers.execute(
            () -> {
              changedAt.put(name, System.nanoTime());
              session.records(Account.class).createPlain(Map.of("name", name));
            });
      }
    }
    callers.shutdown();
    if (!callers.awaitTermination(1, TimeUnit.MINUTES) || millis.size() != all) {
      throw new IllegalStateException(millis.size() + " of " + all + " calls were taken in");
    }
    return millis;
  }

  private static void print(String what, List<Double> millis) {
    List<Double> sorted = millis.stream().sorted().toList();
    if (sorted.isEmpty()) {
      System.out.println(what + ": none");
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%s: p50 %.1f ms, p99 %.1f ms, longest %.0f ms of %d%n",
        what,
        sorted.get(sorted.size() / 2),
        sorted.get((int) (sorted.size() * 0.99)),
        sorted.get(sorted.size() - 1),
        sorted.size());
  }
}
