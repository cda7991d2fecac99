package io.crmkit.bench;

import io.crmkit.engine.BatchRow;
import io.crmkit.identity.PersonName;
import io.crmkit.record.Declaration;
import io.crmkit.record.Event;
import io.crmkit.record.Json;
import io.crmkit.record.TimeOrderedIds;
import io.crmkit.sales.Contact;
import io.crmkit.sales.ContactBuilder;
import io.crmkit.sales.ContactStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Contacts by number: as records, as rows of a batch, and as the rows that are kept of them. */
final class SampleContacts {
  private static final int PHONES = 8_000_000;
  private static final int COMPANIES = 500;

  private final Declaration<Contact> type = Declaration.of(Contact.class);
  private final TimeOrderedIds ids = new TimeOrderedIds();

  /** A contact as CrmKit keeps it, with what its rules derive. */
  private final Contact stored;

  SampleContacts(Contact stored) {
    this.stored = stored;
  }

  Declaration<Contact> type() {
    return type;
  }

  static Contact contact(int i) {
    return filled(Contact.builder(), i);
  }

  private static Contact filled(ContactBuilder builder, int i) {
    return builder
        .name(new PersonName(null, "Awa " + i, null, "Diop", null, null))
        .email("awa.diop" + i + "@example.com")
        .phone("+22177" + (1_000_000 + i % PHONES))
        .company("Société Générale de Test " + i % COMPANIES)
        .role("Acheteuse")
        .status(i % 3 == 0 ? ContactStatus.CUSTOMER : ContactStatus.LEAD)
        .build();
  }

  static List<BatchRow> rows(int from, int count) {
    List<BatchRow> rows = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("name", Map.of("first", "Awa " + i, "last", "Diop"));
      value.put("email", "awa.diop" + i + "@example.com");
      value.put("phone", "+22177" + (1_000_000 + i % PHONES));
      value.put("company", "Société Générale de Test " + i % COMPANIES);
      value.put("role", "Acheteuse");
      value.put("status", i % 3 == 0 ? "CUSTOMER" : "LEAD");
      rows.add(new BatchRow(BatchRow.Op.CREATE, "contact", null, null, null, null, value));
    }
    return rows;
  }

  /** Returns the row, words and event of a contact, as CrmKit would keep them. */
  HandWritten.Entry entry(int i) {
    Contact contact = filled(stored.toBuilder(), i);
    List<String> words =
        Stream.of(
                "22177" + (1_000_000 + i % PHONES),
                "" + i,
                "" + i % COMPANIES,
                "awa",
                "com",
                "de",
                "diop",
                "diop" + i,
                "example",
                "generale",
                "societe",
                "test",
                "~phone:" + Integer.toHexString(i * 0x9E3779B9) + "4143e9261fefcfe")
            .distinct()
            .toList();
    return new HandWritten.Entry(
        ids.next(Instant.now()), type.encode(type.values(contact)), words, changes(contact));
  }

  private static String changes(Contact contact) {
    Map<String, Event.Change> changes = new LinkedHashMap<>();
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
    change(changes, "leadSource", contact.leadSource().name());
    change(changes, "leadHeat", contact.leadHeat().name());
    change(changes, "heatScore", contact.heatScore());
    change(changes, "status", contact.status().name());
    return Json.write(changes);
  }

  private static void change(Map<String, Event.Change> changes, String path, @Nullable Object to) {
    changes.put(path, new Event.Change(null, to));
  }
}
