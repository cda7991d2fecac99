package io.crmkit.bench;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.BatchRow;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.identity.PersonName;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Json;
import io.crmkit.record.Query;
import io.crmkit.record.TimeOrderedIds;
import io.crmkit.sales.Contact;
import io.crmkit.sales.ContactBuilder;
import io.crmkit.sales.ContactStatus;
import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.JdbcStorage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Create, get, list and batch of contacts against hand-written JDBC that keeps the same rows in the
 * same database. Arguments: {@code sqlite} or {@code postgresql}, the number of pairs, and part of
 * the name of the only work to do.
 */
final class KernelBenchmark {
  private static final int PRELOADED = 10_000;
  private static final int OPERATIONS = 300;

  private final Declaration<Contact> type = Declaration.of(Contact.class);
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private final List<Id<Contact>> stored = new ArrayList<>();
  private final List<UUID> byHand = new ArrayList<>();
  private @Nullable Contact template;
  private int next;
  private final String only;

  private KernelBenchmark(String only) {
    this.only = only;
  }

  public static void main(String[] arguments) throws Exception {
    String storage = arguments.length > 0 ? arguments[0] : "sqlite";
    int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 11;
    String only = arguments.length > 2 ? arguments[2] : "";
    if (storage.equals("sqlite")) {
      new KernelBenchmark(only).sqlite(pairs);
    } else {
      new KernelBenchmark(only).postgres(pairs);
    }
  }

  private void sqlite(int pairs) throws Exception {
    Path folder = Files.createTempDirectory("crmkit-bench");
    Path handFile = folder.resolve("hand.db");
    try (Crm schema = Crm.builder().storage(JdbcStorage.sqlite(handFile)).build()) {
      schema.createOrganization("Schema");
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + handFile)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute("PRAGMA cache_size = -65536");
        statement.execute("PRAGMA mmap_size = 268435456");
      }
      run("SQLite", JdbcStorage.sqlite(folder.resolve("crm.db")), connection, false, pairs);
    }
  }

  private void postgres(int pairs) throws Exception {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("shared_buffers", "1GB")
            .start()) {
      String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
      Storage storage =
          JdbcStorage.builder()
              .connect(url, "postgres", "postgres")
              .schema(JdbcStorage.SchemaMode.CREATE_MISSING)
              .build();
      try (Connection connection =
          DriverManager.getConnection(
              url + "?reWriteBatchedInserts=true", "postgres", "postgres")) {
        run("PostgreSQL", storage, connection, true, pairs);
      }
    }
  }

  private void run(String name, Storage storage, Connection connection, boolean hasUuid, int pairs)
      throws Exception {
    try (Crm crm = Crm.builder().storage(storage).build()) {
      UUID organization = crm.createOrganization("Bench");
      RecordSession session = crm.as(Actor.system(organization, "bench", Grants.all())).session();
      Records<Contact> contacts = session.records(Contact.class);
      UUID handOrganization = ids.next(Instant.now());
      try (HandWritten hand = new HandWritten(connection, hasUuid, type, handOrganization)) {
        template = contacts.create(contact(next++)).value();
        preload(session, hand);
        Comparison comparison = new Comparison(pairs, only);
        Comparison.header();
        comparison.run(
            name + ": create a contact",
            "≤ 1.2",
            OPERATIONS,
            i -> stored.add(contacts.create(contact(next++)).id()),
            i -> handCreate(hand));
        comparison.run(
            name + ": get by id",
            hasUuid ? "≤ 1.15" : "≤ 1.3",
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
            i -> session.batch(rows(1_000), true),
            i -> handBatch(hand, 1_000));
      }
    }
  }

  private void preload(RecordSession session, HandWritten hand) {
    for (int i = 0; i < PRELOADED / 1_000; i++) {
      session
          .batch(rows(1_000), true)
          .forEach(result -> stored.add(new Id<>(stored(result).value())));
      byHand.addAll(handBatch(hand, 1_000));
    }
  }

  private static Id<?> stored(io.crmkit.engine.BatchResult result) {
    return Objects.requireNonNull(result.stored()).id();
  }

  private void handCreate(HandWritten hand) {
    HandWritten.Entry entry = entry(next++);
    hand.create(entry);
    byHand.add(entry.id());
  }

  private List<UUID> handBatch(HandWritten hand, int rows) {
    List<HandWritten.Entry> entries = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      entries.add(entry(next++));
    }
    hand.createAll(entries);
    return entries.stream().map(HandWritten.Entry::id).toList();
  }

  /** Returns the row, words and event of a contact, as CrmKit would keep them. */
  private HandWritten.Entry entry(int i) {
    Contact contact = contact(i);
    List<String> words =
        List.of(
            "22177" + (1_000_000 + i % 8_000_000),
            "" + i,
            "" + i % 500,
            "awa",
            "com",
            "de",
            "diop",
            "diop" + i,
            "example",
            "generale",
            "societe",
            "test",
            "~phone:" + Integer.toHexString(i * 0x9E3779B9) + "4143e9261fefcfe");
    return new HandWritten.Entry(
        ids.next(Instant.now()), type.encode(type.values(contact)), words, changes(contact));
  }

  private static String changes(Contact contact) {
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    PersonName name = Objects.requireNonNull(contact.name());
    change(changes, "name.first", name.first());
    change(changes, "name.last", name.last());
    change(changes, "name.full", name.first() + " " + name.last());
    change(changes, "email", contact.email());
    change(changes, "phone", contact.phone());
    change(changes, "reach.emailOptOut", false);
    change(changes, "reach.callOptOut", false);
    change(changes, "reach.smsOptOut", false);
    change(changes, "company", contact.company());
    change(changes, "role", contact.role());
    change(changes, "leadSource", contact.leadSource());
    change(changes, "leadHeat", "COLD");
    change(changes, "heatScore", 0);
    change(changes, "status", contact.status());
    return Json.write(changes);
  }

  private static void change(
      Map<String, @Nullable Object> changes, String path, @Nullable Object to) {
    Map<String, @Nullable Object> change = new LinkedHashMap<>();
    change.put("from", null);
    change.put("to", to instanceof Enum<?> each ? each.name() : to);
    changes.put(path, change);
  }

  private Contact contact(int i) {
    ContactBuilder builder = template == null ? Contact.builder() : template.toBuilder();
    return builder
        .name(new PersonName(null, "Awa " + i, null, "Diop", null, null))
        .email("awa.diop" + i + "@example.com")
        .phone("+22177" + (1_000_000 + i % 8_000_000))
        .company("Société Générale de Test " + i % 500)
        .role("Acheteuse")
        .status(i % 3 == 0 ? ContactStatus.CUSTOMER : ContactStatus.LEAD)
        .build();
  }

  private List<BatchRow> rows(int count) {
    List<BatchRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int n = next++;
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("name", Map.of("first", "Awa " + n, "last", "Diop"));
      value.put("email", "awa.diop" + n + "@example.com");
      value.put("phone", "+22177" + (1_000_000 + n % 8_000_000));
      value.put("company", "Société Générale de Test " + n % 500);
      value.put("role", "Acheteuse");
      value.put("status", n % 3 == 0 ? "CUSTOMER" : "LEAD");
      rows.add(new BatchRow(BatchRow.Op.CREATE, "contact", null, null, null, null, value));
    }
    return rows;
  }
}
