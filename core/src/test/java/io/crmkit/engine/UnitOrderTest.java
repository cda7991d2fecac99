package io.crmkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.AccessScope;
import io.crmkit.access.Grants;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.sales.Contact;
import io.crmkit.sales.Opportunity;
import io.crmkit.testkit.SalesFixtures;
import io.crmkit.testkit.TestCrm;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one transaction does in several steps. */
final class UnitOrderTest {
  private final TestCrm crm = new TestCrm();
  private final RecordSession session = crm.session();

  @AfterEach
  void end() {
    crm.close();
  }

  @Test
  void transact_newRowsThatComeToReferToLaterOnes_areWritten() {
    Stored<Contact> contact =
        session.transact(
            joined -> {
              Records<Account> accounts = joined.records(Account.class);
              Records<Contact> contacts = joined.records(Contact.class);
              Id<Contact> made = contacts.createPlain(Map.of("company", "Baobab")).id();
              Id<Account> below = accounts.createPlain(Map.of("name", "Below")).id();
              Id<Account> above = accounts.createPlain(Map.of("name", "Above")).id();
              accounts.updatePlain(below, null, Map.of("parentId", above.toString()));
              return contacts.updatePlain(made, null, Map.of("accountId", below.toString()));
            });

    Records<Account> accounts = session.records(Account.class);
    Account below = accounts.get(contact.value().accountId()).value();
    assertThat(below.name()).isEqualTo("Below");
    assertThat(accounts.get(below.parentId()).value().name()).isEqualTo("Above");
  }

  @Test
  void reference_thatARuleWasAllowed_isStillRefusedToACaller() {
    Id<Account> hidden =
        session.records(Account.class).createPlain(Map.of("name", "Of another")).id();
    Grants own =
        Grants.builder()
            .grant("account:read", AccessScope.OWN)
            .grant("contact:create", AccessScope.ORGANIZATION)
            .grant("contact:read", AccessScope.ORGANIZATION)
            .grant("project:create", AccessScope.ORGANIZATION)
            .grant("project:read", AccessScope.ORGANIZATION)
            .build();
    Map<String, Object> row = Map.of("company", "Baobab", "accountId", hidden.toString());
    Contact contact = Contact.builder().company("Baobab").accountId(hidden).build();

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                crm.as(crm.newMember(), own)
                    .transact(
                        joined -> {
                          joined
                              .records(TestCrm.Project.class)
                              .create(crm.running(rule -> rule.create(Contact.class, contact)));
                          return joined.records(Contact.class).createPlain(row);
                        }))
        .withMessageContaining("accountId");
    assertThat(session.records(Contact.class).count(Query.where(Condition.always()))).isZero();
  }

  @Test
  void update_thatRulesTurnBack_leavesTheRowAsItWas() {
    SalesFixtures.pipeline(session, "Sales");
    Records<Opportunity> opportunities = session.records(Opportunity.class);
    Stored<Opportunity> before =
        opportunities.create(SalesFixtures.opportunity("Hall", SalesFixtures.xof(0)));
    Map<String, Object> cleared = new HashMap<>();
    cleared.put("amount", null);

    opportunities.updatePlain(before.id(), null, cleared);

    assertThat(opportunities.get(before.id())).isEqualTo(before);
    assertThat(opportunities.history(before.id(), null, 10).items()).hasSize(1);
  }

  @Test
  void createPlain_nullForAFieldWithADefault_takesTheDefault() {
    Map<String, Object> fields = new HashMap<>(Map.of("name", "Chair"));
    fields.put("price", Map.of("amount", "500", "currency", "XOF"));
    fields.put("isActive", null);
    Map<String, Object> inventory = new HashMap<>();
    inventory.put("lowStockThreshold", null);
    fields.put("inventory", inventory);

    var product = session.records(io.crmkit.catalog.Product.class).createPlain(fields).value();

    assertThat(product.isActive()).isTrue();
    assertThat(product.inventory().lowStockThreshold()).isEqualTo(5);
  }
}
