package io.crmkit.bench;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.BatchResult;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.sales.Contact;
import io.crmkit.sales.ContactStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Create, get, list and batch of contacts against hand-written JDBC that keeps the same rows in the
 * same database. Arguments: {@code sqlite} or {@code postgresql}, the number of pairs, and part of
 * the name of the only work to do.
 */
final class KernelBenchmark {
  private static final int PRELOADED = 10_000;
  private static final int OPERATIONS = 300;

  private final RecordSession session;
  private final Records<Contact> contacts;
  private final HandWritten hand;
  private final SampleContacts samples;
  private final List<Id<Contact>> stored = new ArrayList<>();
  private final List<UUID> byHand = new ArrayList<>();
  private int next = 1;

  private KernelBenchmark(RecordSession session, BenchDatabase database) throws Exception {
    this.session = session;
    this.contacts = session.records(Contact.class);
    this.samples = new SampleContacts(contacts.create(SampleContacts.contact(0)).value());
    this.hand = HandWritten.on(database, samples.type());
  }

  public static void main(String[] arguments) throws Exception {
    int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 11;
    String only = arguments.length > 2 ? arguments[2] : "";
    try (BenchDatabase database =
            BenchDatabase.start(arguments.length > 0 ? arguments[0] : "sqlite");
        Crm crm = Crm.builder().storage(database.storage()).build()) {
      Actor actor = Actor.system(crm.createOrganization("Bench"), "bench", Grants.all());
      KernelBenchmark benchmark = new KernelBenchmark(crm.as(actor).session(), database);
      benchmark.preload();
      benchmark.compare(new Comparison(pairs, only), database);
    }
  }

  private void preload() {
    for (int i = 0; i < PRELOADED / 1_000; i++) {
      for (BatchResult result : session.batch(SampleContacts.rows(take(1_000), 1_000), true)) {
        stored.add(new Id<>(Objects.requireNonNull(result.stored()).id().value()));
      }
      byHand.addAll(handBatch());
    }
  }

  private int take(int count) {
    next += count;
    return next - count;
  }

  private void compare(Comparison comparison, BenchDatabase database) {
    String name = database.name();
    Comparison.header();
    comparison.run(
        name + ": create a contact",
        "≤ 1.2",
        OPERATIONS,
        i -> contacts.create(SampleContacts.contact(take(1))),
        i -> hand.create(samples.entry(take(1))));
    comparison.run(
        name + ": get by id",
        database.isPostgres() ? "≤ 1.15" : "≤ 1.3",
        OPERATIONS * 10,
        i -> contacts.get(stored.get((i * 31) % PRELOADED)),
        i -> hand.get(byHand.get((i * 31) % PRELOADED)));
    Query query = Query.where(Condition.eq("status", ContactStatus.CUSTOMER));
    comparison.run(
        name + ": list of 25, filtered and sorted",
        "≤ 1.2",
        OPERATIONS * 2,
        i -> contacts.list(query),
        i -> hand.list(List.of(ContactStatus.values()).indexOf(ContactStatus.CUSTOMER)));
    comparison.run(
        name + ": batch of 1,000",
        "≤ 1.3",
        1,
        i -> session.batch(SampleContacts.rows(take(1_000), 1_000), true),
        i -> handBatch());
  }

  private List<UUID> handBatch() {
    List<HandWritten.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      entries.add(samples.entry(take(1)));
    }
    hand.createAll(entries);
    return entries.stream().map(HandWritten.Entry::id).toList();
  }
}
