package io.crmkit.bench;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Many writers in one organization. SQLite: 64, against one commit each by hand; shared flushes
 * should win. PostgreSQL: 16, against the same by hand without an event log, and how long after its
 * commit an event can be read in order. Arguments: {@code sqlite} or {@code postgresql}, pairs.
 */
final class WritersBenchmark {
  private static final int EACH = 40;

  private final AtomicInteger next = new AtomicInteger(1);
  private final BenchDatabase database;
  private final Records<Contact> contacts;
  private final RecordSession session;
  private final SampleContacts samples;
  private final List<HandWritten> hands = new ArrayList<>();
  private final int writers;

  private WritersBenchmark(RecordSession session, BenchDatabase database) throws Exception {
    this.database = database;
    this.session = session;
    this.contacts = session.records(Contact.class);
    this.samples = new SampleContacts(contacts.create(SampleContacts.contact(0)).value());
    this.writers = database.isPostgres() ? 16 : 64;
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
      new WritersBenchmark(crm.as(actor).session(), database).run(new Comparison(pairs, ""));
    }
  }

  private void run(Comparison comparison) {
    Comparison.header();
    comparison.run(
        database.name() + ": " + writers + " writers, time of " + writers * EACH + " creations",
        database.isPostgres() ? "≤ 1.43 (≥ 0.7 × writes a second)" : "≤ 0.67 (≥ 1.5 ×)",
        1,
        i -> concurrently(writer -> contacts.create(SampleContacts.contact(next()))),
        i -> concurrently(this::byHand));
    delays();
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

  /** Lets each writer do something 40 times, all beginning at once. */
  private void concurrently(IntConsumer work) {
    CyclicBarrier start = new CyclicBarrier(writers);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      int writer = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
                for (int n = 0; n < EACH; n++) {
                  work.accept(writer);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Prints how long it takes from the answer to the writer until a subscriber has the event. */
  private void delays() {
    Map<UUID, Long> committed = new ConcurrentHashMap<>();
    Map<UUID, Long> read = new ConcurrentHashMap<>();
    Subscription watching =
        session.watch(EventFilter.ALL, event -> read.put(event.recordId(), System.nanoTime()));
    concurrently(
        writer ->
            committed.put(
                contacts.create(SampleContacts.contact(next())).id().value(), System.nanoTime()));
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!read.keySet().containsAll(committed.keySet()) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    watching.close();
    List<Double> delays = new ArrayList<>();
    committed.forEach((id, at) -> delays.add(Math.max(0, (read.get(id) - at) / 1e6)));
    delays.sort(null);
    System.out.printf(
        Locale.ROOT,
        "commit to readable in order, %d events: median %.1f ms, p99 %.1f ms (goal < 50 ms)%n",
        delays.size(),
        delays.get(delays.size() / 2),
        delays.get(delays.size() * 99 / 100));
  }
}
