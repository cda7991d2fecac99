package io.crmkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.BatchResult;
import io.crmkit.engine.BatchRow;
import io.crmkit.engine.CustomField;
import io.crmkit.engine.DuplicateRule;
import io.crmkit.engine.GroupForm;
import io.crmkit.engine.QueryReader;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.sales.Contact;
import io.crmkit.sales.Opportunity;
import io.crmkit.storage.memory.MemoryStorage;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an organization makes its own: fields, duplicate rules, batches, measures. */
final class CustomisationTest {
  private final Crm crm = Crm.builder().storage(new MemoryStorage()).build();
  private final Workspace workspace =
      crm.as(Actor.system(crm.createOrganization("Acme"), "test", Grants.all()));
  private final Records<Account> accounts = workspace.records(Account.class);
  private final Records<Contact> contacts = workspace.records(Contact.class);

  @AfterEach
  void close() {
    crm.close();
  }

  private Stored<CustomField> field(String key, String kind, Object... more) {
    Map<String, Object> plain = new HashMap<>();
    plain.put("targetType", "account");
    plain.put("key", key);
    plain.put("label", key);
    plain.put("kind", kind);
    plain.put("isFilterable", true);
    for (int i = 0; i < more.length; i += 2) {
      plain.put((String) more[i], more[i + 1]);
    }
    return workspace.records(CustomField.class).createPlain(plain);
  }

  private Stored<Account> account(String name, String key, Object value) {
    return accounts.createPlain(Map.of("name", name, "custom", Map.of(key, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT,alpha,beta",
    "INTEGER,1,20",
    "DECIMAL,1.5,20.25",
    "DATE,2026-01-31,2026-02-01",
    "INSTANT,2026-01-31T00:00:00Z,2026-02-01T00:00:00Z",
    "EMAIL,a@x.example,b@x.example",
    "URL,https://a.example/,https://b.example/",
    "PHONE,+221771234567,+221771234568",
    "BOOLEAN,false,true"
  })
  void customField_ofEachKind_isKeptFilteredAndSorted(String kind, String low, String high) {
    field("extra", kind);
    Object lowPlain = plain(kind, low);
    Stored<Account> second = account("B", "extra", plain(kind, high));
    Stored<Account> first = account("A", "extra", lowPlain);
    accounts.createPlain(Map.of("name", "C"));

    assertThat(accounts.get(first.id()).custom()).containsEntry("extra", lowPlain);
    assertThat(accounts.list(Query.where(Condition.eq("custom.extra", low))).items())
        .extracting(Stored::id)
        .containsExactly(first.id());
    assertThat(accounts.list(Query.where(Condition.compare("custom.extra", Op.GT, low))).items())
        .extracting(Stored::id)
        .containsExactly(second.id());
    assertThat(accounts.count(Query.where(Condition.eq("custom.extra", null)))).isEqualTo(1);
    assertThat(accounts.list(Query.ALL.sort("-custom.extra").limit(2)).items())
        .extracting(Stored::id)
        .containsExactly(second.id(), first.id());
    assertThat(accounts.plain(first, Set.of("custom.extra")))
        .containsOnlyKeys("id", "version", "custom");
  }

  private static Object plain(String kind, String text) {
    return switch (kind) {
      case "INTEGER" -> Long.valueOf(text);
      case "DECIMAL" -> new BigDecimal(text);
      case "BOOLEAN" -> Boolean.valueOf(text);
      default -> text;
    };
  }

  @Test
  void customField_choices_areHeldToTheirOptions() {
    field("size", "CHOICE", "options", List.of("S", "M"), "isRequired", true);
    field("tags", "MULTI_CHOICE", "options", List.of("x", "y"));
    field("link", "REFERENCE");
    field("fee", "MONEY");

    Stored<Account> made =
        accounts.createPlain(
            Map.of(
                "name",
                "A",
                "custom",
                Map.of(
                    "size",
                    "S",
                    "tags",
                    List.of("x", "y"),
                    "fee",
                    Map.of("amount", "5", "currency", "XOF"))));

    assertThat(accounts.count(Query.where(Condition.eq("custom.tags", "y")))).isEqualTo(1);
    assertThat(accounts.count(Query.where(Condition.compare("custom.fee", Op.GTE, "5"))))
        .isEqualTo(1);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                accounts.createPlain(
                    Map.of("name", "B", "custom", Map.of("tags", List.of("z"), "none", 1L))))
        .satisfies(
            e ->
                assertThat(e.errors())
                    .extracting("field")
                    .containsExactlyInAnyOrder("custom.tags", "custom.none", "custom.size"));
    Map<String, @Nullable Object> cleared = new HashMap<>();
    cleared.put("tags", null);
    Stored<Account> changed = accounts.updatePlain(made.id(), 1L, Map.of("custom", cleared));
    assertThat(changed.custom()).doesNotContainKey("tags").containsEntry("size", "S");
    assertThat(accounts.history(made.id(), null, 1).items().get(0).changes())
        .containsKey("custom.tags");
  }

  @Test
  void filterableText_longerThanAnIndexTakes_isRefused() {
    field("found", "TEXT");
    field("kept", "TEXT", "isFilterable", false);

    assertThat(account("A", "found", "語".repeat(600)).custom()).containsKey("found");
    assertThat(account("B", "kept", "語".repeat(1_000)).custom()).containsKey("kept");
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> account("C", "found", "語".repeat(601)))
        .satisfies(e -> assertThat(e.errors().get(0).code()).isEqualTo("TOO_LONG"))
        .satisfies(e -> assertThat(e.errors().get(0).field()).isEqualTo("custom.found"));
  }

  @Test
  void customField_whatHoldsValues_isFixed() {
    Stored<CustomField> made = field("extra", "TEXT", "isFilterable", false);
    Records<CustomField> fields = workspace.records(CustomField.class);

    for (Map<String, Object> change :
        List.<Map<String, Object>>of(
            Map.of("key", "other"),
            Map.of("kind", "INTEGER"),
            Map.of("targetType", "contact"),
            Map.of("isFilterable", true))) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> fields.updatePlain(made.id(), null, change));
    }
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> field("long", "LONG_TEXT"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> field("x", "TEXT", "targetType", "user"));
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> field("c", "CHOICE"));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> accounts.list(Query.where(Condition.eq("custom.extra", "a"))));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> accounts.list(Query.ALL.sort("custom.none")));
  }

  private void rule(String type, String action, String... matches) {
    workspace
        .records(DuplicateRule.class)
        .createPlain(
            Map.of(
                "targetType",
                type,
                "name",
                type + action + List.of(matches),
                "matches",
                List.of(matches),
                "action",
                action));
  }

  @Test
  void duplicates_warnByTheTypeAndBlockByTheOrganization() {
    Stored<Contact> first =
        contacts.createPlain(Map.of("email", "ana@x.example", "phone", "77 123 45 67"));
    Stored<Contact> alike =
        contacts.createPlain(Map.of("email", "ANA@x.example", "phone", "771234567"));

    assertThat(first.warnings()).isEmpty();
    assertThat(alike.warnings()).singleElement().extracting("code").isEqualTo("DUPLICATE");
    assertThat(alike.warnings().get(0).ids()).containsExactly(first.id().value());

    rule("contact", "BLOCK", "email:EXACT");
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> contacts.createPlain(Map.of("email", "ana@x.example")))
        .satisfies(e -> assertThat(e.context()).containsKey("conflictingId"));
    assertThat(contacts.updatePlain(first.id(), null, Map.of("role", "Boss")).version())
        .as("what it was before is no new duplicate")
        .isEqualTo(2);
  }

  @Test
  void duplicates_severalFieldsAndAllow() {
    rule("contact", "ALLOW", "email:EXACT");
    rule("contact", "BLOCK", "email:EXACT", "company:NORMALIZED");
    contacts.createPlain(Map.of("email", "ana@x.example", "company", "Société A"));

    assertThat(
            contacts.createPlain(Map.of("email", "ana@x.example", "company", "Other")).warnings())
        .isEmpty();
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () -> contacts.createPlain(Map.of("email", "ana@x.example", "company", "SOCIETE-A")));
    for (String wrong :
        List.of("none:EXACT", "email:FUZZY", "heatScore:NORMALIZED", "id", "reach.otherEmails")) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> rule("contact", "WARN", wrong));
    }
    assertThatExceptionOfType(InvalidValueException.class)
        .as("nothing to find candidates by")
        .isThrownBy(() -> rule("contact", "WARN", "role:EXACT"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> rule("user", "WARN", "email:EXACT"));
  }

  @Test
  void batch_eachRowOnItsOwn_tellsWhatBecameOfIt() {
    List<BatchResult> results =
        workspace
            .session()
            .batch(
                List.of(
                    row(BatchRow.Op.CREATE, "account", "a", null, null, Map.of("name", "A")),
                    row(
                        BatchRow.Op.CREATE,
                        "contact",
                        "c",
                        null,
                        null,
                        Map.of("email", "c@x.example", "accountId", "$a")),
                    row(BatchRow.Op.UPDATE, "account", null, "$a", null, Map.of("name", "B")),
                    row(
                        BatchRow.Op.UPSERT,
                        "contact",
                        null,
                        null,
                        "email",
                        Map.of("email", "c@x.example", "role", "Boss")),
                    row(BatchRow.Op.DELETE, "contact", null, "$c", null, Map.of()),
                    row(BatchRow.Op.RESTORE, "contact", null, "$c", null, Map.of()),
                    row(BatchRow.Op.RESTORE, "contact", null, "$c", null, Map.of()),
                    row(BatchRow.Op.CREATE, "nothing", null, null, null, Map.of()),
                    row(BatchRow.Op.UPDATE, "contact", null, "x", null, Map.of()),
                    row(BatchRow.Op.UPSERT, "contact", null, null, "role", Map.of("role", "x"))),
                false);

    assertThat(results)
        .extracting(result -> result.failure() == null ? "" : result.failure().code())
        .containsExactly(
            "", "", "", "", "", "", "NOT_DELETED", "UNKNOWN_TYPE", "NOT_FOUND", "INVALID_KEY");
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> workspace.session().batch(List.of(), true));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                workspace
                    .session()
                    .batch(
                        List.of(row(BatchRow.Op.CREATE, "account", null, null, null, Map.of())),
                        true))
        .satisfies(e -> assertThat(e.errors().get(0).field()).isEqualTo("rows[0].name"));
  }

  private static BatchRow row(
      BatchRow.Op op,
      String type,
      @Nullable String ref,
      @Nullable String id,
      @Nullable String key,
      Map<String, Object> value) {
    return new BatchRow(op, type, ref, id, null, key, value);
  }

  @Test
  void aggregate_spansAndMeans_areFoldedByTheEngine() {
    Records<Opportunity> sales = workspace.records(Opportunity.class);
    for (String day : List.of("2026-01-05", "2026-01-30", "2026-04-01")) {
      sales.createPlain(
          Map.of(
              "name",
              day,
              "closeDate",
              day,
              "amount",
              Map.of("amount", day.substring(8), "currency", "EUR")));
    }
    QueryReader reader = new QueryReader(workspace.session(), sales.type());
    Aggregation byQuarter =
        reader.aggregation(
            Map.of(
                "groupBy",
                List.of(Map.of("field", "closeDate", "by", "quarter")),
                "measures",
                List.of(
                    Map.of("op", "count"),
                    Map.of("op", "sum", "field", "amount"),
                    Map.of("op", "avg", "field", "amount"),
                    Map.of("op", "min", "field", "closeDate"),
                    Map.of("op", "max", "field", "amount"),
                    Map.of("op", "avg", "field", "forecast.probability"))));

    List<Aggregation.Group> groups = sales.aggregate(byQuarter);

    assertThat(GroupForm.of(sales.type(), byQuarter, groups).toString())
        .contains("2026-01-01", "35.00", "17.50", "2026-01-05", "30.00", "10");
    for (String period : List.of("day", "week", "month", "year")) {
      assertThat(
              sales.aggregate(
                  reader.aggregation(
                      Map.of(
                          "groupBy",
                          List.of(Map.of("field", "createdAt", "by", period)),
                          "measures",
                          List.of(Map.of("op", "count"))))))
          .hasSize(1);
    }
    for (Aggregation wrong :
        List.of(
            Aggregation.by("name").sum("name"),
            Aggregation.by("amount").count(),
            Aggregation.by("none").count(),
            Aggregation.by("name").measure(Aggregation.Op.SUM, null))) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> sales.aggregate(wrong));
    }
  }
}
