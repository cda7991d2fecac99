package io.crmkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Id;
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
    Id<Contact> contact =
        session.transact(
            joined -> {
              Records<Account> accounts = joined.records(Account.class);
              Records<Contact> contacts = joined.records(Contact.class);
              Id<Contact> made = contacts.createPlain(Map.of("company", "Baobab")).id();
              Id<Account> below = accounts.createPlain(Map.of("name", "Below")).id();
              Id<Account> above = accounts.createPlain(Map.of("name", "Above")).id();
              accounts.updatePlain(below, null, Map.of("parentId", above.toString()));
              contacts.updatePlain(made, null, Map.of("accountId", below.toString()));
              return made;
            });

    Id<Account> account = session.records(Contact.class).get(contact).value().accountId();
    assertThat(session.records(Account.class).get(account).value().parentId()).isNotNull();
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
