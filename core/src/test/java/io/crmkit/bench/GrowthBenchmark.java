package io.crmkit.bench;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.BatchResult;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.sales.Contact;
import io.crmkit.sales.ContactStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The same work in a small organization, in a large one, and in one of many, each in a store of its
 * own: does it slow down as rows grow? Arguments: {@code sqlite} or {@code postgresql}, the number
 * of rows (1,000,000), and the number of pairs.
 */
final class GrowthBenchmark {
  private static final int SMALL = 10_000;
  private static final int ORGANIZATIONS = 100;
  private static final int DEPTH = 1_000;

  private final RecordSession session;
  private final Records<Contact> contacts;
  private final List<Id<Contact>> some = new ArrayList<>();
  private int next;
  private @Nullable Page<Stored<Contact>> deep;

  private GrowthBenchmark(RecordSession session) {
    this.session = session;
    this.contacts = session.records(Contact.class);
  }

  public static void main(String[] arguments) throws Exception {
    String name = arguments.length > 0 ? arguments[0] : "sqlite";
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    int pairs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 11;
    try (BenchDatabase smallDatabase = BenchDatabase.start(name);
        Crm smallCrm = Crm.builder().storage(smallDatabase.storage()).build()) {
      GrowthBenchmark small = filled(smallCrm, 1, SMALL);
      Comparison.header();
      for (int organizations : List.of(1, ORGANIZATIONS)) {
        try (BenchDatabase database = BenchDatabase.start(name)) {
          String where =
              "%s: %,d rows, %d organizations: ".formatted(database.name(), rows, organizations);
          try (Crm crm = Crm.builder().storage(database.storage()).build()) {
            filled(crm, organizations, rows).compare(where, small, new Comparison(pairs, ""));
          }
          System.err.println(where + bytes(database.sizes(), rows));
        }
      }
    }
  }

  /** Tells what a contact takes, in its table and in those beside it. */
  private static String bytes(Map<String, Long> sizes, int rows) {
    long contacts = sizes.getOrDefault("contact", 0L);
    long all = sizes.values().stream().mapToLong(Long::longValue).sum();
    StringBuilder text = new StringBuilder();
    text.append(
        "%,d bytes each, %.2f x those of table and indexes"
            .formatted(all / rows, (double) all / contacts));
    sizes.forEach(
        (table, size) -> {
          if (size >= 10L * rows) {
            text.append(", ").append(table).append(' ').append(size / rows);
          }
        });
    return text.toString();
  }

  /** Fills as many organizations evenly, in turns, and returns the first. */
  private static GrowthBenchmark filled(Crm crm, int organizations, int rows) {
    List<GrowthBenchmark> all = new ArrayList<>();
    for (int i = 0; i < organizations; i++) {
      Actor actor = Actor.system(crm.createOrganization("Org " + i), "bench", Grants.all());
      all.add(new GrowthBenchmark(crm.as(actor).session()));
    }
    long start = System.nanoTime();
    for (int done = 0; done < rows; done += 1_000) {
      all.get(done / 1_000 % organizations).fill();
      if (done % 100_000 == 0 && done > 0) {
        System.err.printf(
            "%,d rows, %.0f µs each%n", done, (System.nanoTime() - start) / 1e3 / done);
      }
    }
    return all.get(0);
  }

  private void fill() {
    List<BatchResult> results = session.batch(SampleContacts.rows(next, 1_000), true);
    next += 1_000;
    some.add(new Id<>(Objects.requireNonNull(results.get(0).stored()).id().value()));
  }

  private void compare(String where, GrowthBenchmark small, Comparison comparison) {
    comparison.run(where + "get", "≤ 1.3", 3_000, this::get, small::get);
    comparison.run(where + "list of 25", "≤ 1.3", 500, this::list, small::list);
    comparison.run(where + "search, rare", "≤ 1.3", 500, this::searchRare, small::searchRare);
    comparison.run(where + "search, common", "≤ 1.3", 100, this::searchCommon, small::searchCommon);
    comparison.run(where + "search, two words", "≤ 1.3", 100, this::searchTwo, small::searchTwo);
    if (next >= DEPTH * 10) {
      deep = walk();
      small.deep = small.walk();
      comparison.run(
          where + "page " + next / 25 / 2 + " deep", "≤ 1.3", 500, this::deepPage, small::deepPage);
    }
    comparison.run(where + "create", "≤ 1.3", 200, this::create, small::create);
  }

  /** Walks half of the rows, at most 1,000 pages. */
  private Page<Stored<Contact>> walk() {
    Page<Stored<Contact>> page = contacts.list(Query.ALL);
    for (int i = 1; i < Math.min(DEPTH, next / 25 / 2); i++) {
      page = contacts.list(Query.ALL.after(page.nextCursor()));
    }
    return page;
  }

  private void get(int i) {
    contacts.get(some.get(i * 7 % some.size()));
  }

  private void list(int i) {
    contacts.list(Query.where(Condition.eq("status", ContactStatus.CUSTOMER)));
  }

  /** The newest numbers are the beginning of no other, so that each finds one row. */
  private void searchRare(int i) {
    contacts.list(Query.ALL.search("diop" + (next - 1 - i * 7 % 1_000)));
  }

  private void searchCommon(int i) {
    contacts.list(Query.ALL.search("awa"));
  }

  private void searchTwo(int i) {
    contacts.list(Query.ALL.search("generale diop" + (next - 1 - i * 7 % 1_000)));
  }

  private void deepPage(int i) {
    contacts.list(Query.ALL.after(Objects.requireNonNull(deep).nextCursor()));
  }

  private void create(int i) {
    contacts.create(SampleContacts.contact(next++));
  }
}
