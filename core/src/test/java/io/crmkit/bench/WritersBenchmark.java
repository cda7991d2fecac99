package io.crmkit.bench;

import static org.awaitility.Awaitility.await;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.EventFilter;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.engine.Subscription;
import io.crmkit.sales.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Many writers in one organization. SQLite: 64, against one commit each by hand; shared flushes
 * should win. PostgreSQL: 16, against the same by hand without an event log, and how long after its
 * commit an event can be read in order. Arguments: {@code sqlite} or {@code postgresql}, pairs.
 */
final class WritersBenchmark implements AutoCloseable {
  private static final int ALL = 2_000;

  /** A virtual machine needs so many rounds of writers before it is as fast as it gets. */
  private static final int MOST_WARM_UP_ROUNDS = 20;

  private final AtomicInteger next = new AtomicInteger(1);
  private final BenchDatabase database;
  private final Records<Contact> contacts;
  private final RecordSession session;
  private final SampleContacts samples;
  private final List<HandWritten> hands = new ArrayList<>();
  private final int writers;
  private final int each;
  private final int pairs;
  private final ExecutorService threads;

  private WritersBenchmark(RecordSession session, BenchDatabase database, int pairs)
      throws Exception {
    this.pairs = pairs;
    this.database = database;
    this.session = session;
    this.contacts = session.records(Contact.class);
    this.samples = new SampleContacts(contacts.create(SampleContacts.contact(0)).value());
    this.writers = database.isPostgres() ? 16 : 64;
    this.each = ALL / writers;
    this.threads = Executors.newFixedThreadPool(writers);
    UUID organization = UUID.randomUUID();
    for (int i = 0; i < (database.isPostgres() ? writers : 1); i++) {
      var connection = database.connect();
      HandWritten hand =
          new HandWritten(
              connection, connection, database.isPostgres(), samples.type(), organization);
      hands.add(database.isPostgres() ? hand.withoutEvents() : hand);
    }
  }

  public static void main(String[] arguments) throws Exception {
    int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 11;
    try (BenchDatabase database =
            BenchDatabase.start(arguments.length > 0 ? arguments[0] : "sqlite");
        Crm crm = Crm.builder().storage(database.storage()).build()) {
      Actor actor = Actor.system(crm.createOrganization("Bench"), "bench", Grants.all());
      try (WritersBenchmark benchmark =
          new WritersBenchmark(crm.as(actor).session(), database, pairs)) {
        benchmark.run(new Comparison(pairs, ""));
        benchmark.delays();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private void run(Comparison comparison) {
    for (int round = 0; round < Math.min(2 * pairs, MOST_WARM_UP_ROUNDS); round++) {
      create(new ConcurrentHashMap<>());
      concurrently(this::byHand);
    }
    Comparison.header();
    comparison.run(
        database.name() + ": " + writers + " writers, time of " + each * writers + " creations",
        database.isPostgres() ? "≤ 1.43 (≥ 0.7 × writes a second)" : "≤ 0.67 (≥ 1.5 ×)",
        1,
        i -> create(new ConcurrentHashMap<>()),
        i -> concurrently(this::byHand));
  }

  /** Creates contacts, and notes when each of them was answered. */
  private void create(Map<UUID, Long> committed) {
    concurrently(
        writer ->
            committed.put(
                contacts.create(SampleContacts.contact(next())).id().value(), System.nanoTime()));
  }

  private int next() {
    return next.getAndIncrement();
  }

  private void byHand(int writer) {
    HandWritten hand = hands.get(writer % hands.size());
    HandWritten.Entry entry = samples.entry(next());
    synchronized (hand) {
      hand.create(entry);
    }
  }

  /** Lets each writer do something so often, all beginning at once. */
  private void concurrently(IntConsumer work) {
    CyclicBarrier start = new CyclicBarrier(writers);
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      int writer = i;
      all.add(
          threads.submit(
              () -> {
                int arrived = start.await();
                for (int n = 0; n < each; n++) {
                  work.accept(writer);
                }
                return arrived;
              }));
    }
    for (Future<Integer> each : all) {
      try {
        each.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Prints how long it takes from the answer to the writer until a subscriber has the event. */
  private void delays() {
    Map<UUID, Long> read = new ConcurrentHashMap<>();
    List<Double> delays = new ArrayList<>();
    try (Subscription watching =
        session.watch(EventFilter.ALL, event -> read.put(event.recordId(), System.nanoTime()))) {
      for (int round = -Math.min(pairs, 5); round < pairs; round++) {
        Map<UUID, Long> committed = new ConcurrentHashMap<>();
        create(committed);
        await().until(() -> read.keySet().containsAll(committed.keySet()));
        if (round >= 0) {
          committed.forEach((id, at) -> delays.add(Math.max(0, (read.get(id) - at) / 1e6)));
        }
      }
      if (watching.position() == 0) {
        throw new IllegalStateException("nothing was heard");
      }
    }
    delays.sort(null);
    System.out.printf(
        Locale.ROOT,
        "commit to readable in order, %d events: median %.1f ms, p99 %.1f ms (goal < 50 ms)%n",
        delays.size(),
        delays.get(delays.size() / 2),
        delays.get(delays.size() * 99 / 100));
  }
}
