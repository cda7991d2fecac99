package io.crmkit.sales;

import static io.crmkit.testkit.SalesFixtures.xof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.AccessScope;
import io.crmkit.access.Grants;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.error.StaleVersionException;
import io.crmkit.identity.PersonName;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.testkit.SalesFixtures;
import io.crmkit.testkit.TestCrm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LeadServiceTest {
  private final TestCrm crm = new TestCrm();
  private final RecordSession session = crm.session();
  private final LeadService service = new LeadService(session);
  private final Records<Lead> leads = session.records(Lead.class);
  private final Records<Account> accounts = session.records(Account.class);
  private final Records<Contact> contacts = session.records(Contact.class);

  @BeforeEach
  void begin() {
    SalesFixtures.pipeline(session, "Sales");
  }

  @AfterEach
  void end() {
    crm.close();
  }

  private Id<Lead> lead(String company, String email) {
    return leads
        .create(
            Lead.builder()
                .name(PersonName.of("Awa Diop"))
                .company(company)
                .email(email)
                .leadSource(LeadSource.REFERRAL)
                .fit(new LeadFit("Hotels", null, "Dakar", xof(5_000), "Director", null))
                .build())
        .id();
  }

  @Test
  void convert_nothingKnown_makesEverything() {
    Id<Lead> id = lead("Baobab", "awa@baobab.example");

    LeadConverted converted = service.convert(id, 1L, ConversionRequest.usual());

    Account account = accounts.get(converted.accountId()).value();
    Contact contact = contacts.get(converted.contactId()).value();
    Opportunity sale = session.records(Opportunity.class).get(converted.opportunityId()).value();
    assertThat(account.name()).isEqualTo("Baobab");
    assertThat(account.industry()).isEqualTo("Hotels");
    assertThat(contact.accountId()).isEqualTo(converted.accountId());
    assertThat(contact.status()).isEqualTo(ContactStatus.QUALIFIED);
    assertThat(contact.role()).isEqualTo("Director");
    assertThat(sale.amount()).isEqualTo(xof(5_000));
    assertThat(sale.name()).isEqualTo("Baobab");
    assertThat(session.records(OpportunityContact.class).count(Query.ALL)).isEqualTo(1);
    assertThat(converted.lead().value().status()).isEqualTo(LeadStatus.CONVERTED);
    assertThat(converted.lead().value().conversion().accountId()).isEqualTo(converted.accountId());
    List<String> told = leads.history(id, null, 20).items().stream().map(Event::action).toList();
    assertThat(told).containsExactlyInAnyOrder("lead.created", "lead.updated", "lead.converted");
  }

  @Test
  void convert_again_namesWhatItBecame() {
    Id<Lead> id = lead("Baobab", null);
    LeadConverted first = service.convert(id, null, ConversionRequest.usual());

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> service.convert(id, null, ConversionRequest.usual()))
        .satisfies(
            again -> {
              assertThat(again.code()).isEqualTo("ALREADY_CONVERTED");
              assertThat(again.context())
                  .containsEntry("accountId", first.accountId().toString())
                  .containsEntry("contactId", first.contactId().toString())
                  .containsEntry("opportunityId", first.opportunityId().toString());
            });
    assertThat(accounts.count(Query.ALL)).isEqualTo(1);
  }

  @Test
  void convert_knownEmail_takesThatContactAndItsAccount() {
    Id<Account> other = accounts.createPlain(Map.of("name", "Other")).id();
    Id<Contact> known =
        contacts
            .createPlain(Map.of("email", "awa@baobab.example", "accountId", other.toString()))
            .id();

    LeadConverted converted =
        service.convert(
            lead("Baobab", "AWA@baobab.example"), null, ConversionRequest.withoutOpportunity());

    assertThat(converted.contactId()).isEqualTo(known);
    assertThat(converted.accountId()).isEqualTo(other);
    assertThat(converted.opportunityId()).isNull();
    assertThat(contacts.get(known).value().status()).isEqualTo(ContactStatus.QUALIFIED);
  }

  @Test
  void convert_knownCustomerWithoutAccount_staysACustomer() {
    Id<Contact> known =
        contacts.createPlain(Map.of("email", "awa@baobab.example", "status", "CUSTOMER")).id();

    LeadConverted converted =
        service.convert(lead(null, "awa@baobab.example"), null, ConversionRequest.usual());

    assertThat(contacts.get(known).value().status()).isEqualTo(ContactStatus.CUSTOMER);
    assertThat(contacts.get(known).value().accountId()).isEqualTo(converted.accountId());
    assertThat(accounts.get(converted.accountId()).value().name()).isEqualTo("Awa Diop");
  }

  @Test
  void convert_sameCompanyOtherwiseWritten_takesThatAccount() {
    Id<Account> known = accounts.createPlain(Map.of("name", "Hôtel Baobab, S.A.")).id();
    accounts.createPlain(Map.of("name", "Hotel Baobab SA Dakar"));

    LeadConverted converted =
        service.convert(lead("hotel baobab s.a.", null), null, ConversionRequest.usual());

    assertThat(converted.accountId()).isEqualTo(known);
  }

  @Test
  void convert_sameMailDomain_takesThatAccount() {
    Id<Account> known =
        accounts
            .createPlain(
                Map.of("name", "B Group", "profile", Map.of("domains", List.of("baobab.example"))))
            .id();

    LeadConverted converted =
        service.convert(lead("Baobab", "awa@baobab.example"), null, ConversionRequest.usual());

    assertThat(converted.accountId()).isEqualTo(known);
  }

  @Test
  void convert_recordsNamed_takesThem() {
    Id<Account> account = accounts.createPlain(Map.of("name", "Named")).id();
    Id<Contact> contact = contacts.createPlain(Map.of("company", "Any")).id();
    Id<Opportunity> sale =
        session.records(Opportunity.class).create(SalesFixtures.opportunity("Named")).id();

    LeadConverted converted =
        service.convert(
            lead("Baobab", null),
            null,
            new ConversionRequest(account, contact, sale, true, null, null));

    assertThat(converted.accountId()).isEqualTo(account);
    assertThat(converted.contactId()).isEqualTo(contact);
    assertThat(converted.opportunityId()).isEqualTo(sale);
    assertThat(ConversionRequest.usual().into(account).accountId()).isEqualTo(account);
  }

  @Test
  void convert_emptyLead_stillBecomesAnAccount() {
    LeadConverted converted =
        service.convert(leads.create(Lead.builder().build()).id(), null, ConversionRequest.usual());
    LeadConverted byPhone =
        service.convert(
            leads.createPlain(Map.of("phone", "+221771234567")).id(),
            null,
            ConversionRequest.usual());
    LeadConverted byEmail =
        service.convert(
            leads.createPlain(Map.of("email", "a@b.example")).id(),
            null,
            ConversionRequest.usual());

    assertThat(converted.contactId()).isNull();
    assertThat(accounts.get(converted.accountId()).value().name()).isEqualTo("Lead");
    assertThat(accounts.get(byPhone.accountId()).value().name()).isEqualTo("+221771234567");
    assertThat(accounts.get(byEmail.accountId()).value().name()).isEqualTo("a@b.example");
  }

  @Test
  void convert_somethingFails_makesNothing() {
    Id<Lead> id = lead("Baobab", null);

    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(() -> service.convert(id, 9L, ConversionRequest.usual()));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(
            () ->
                service.convert(
                    id, null, ConversionRequest.usual().into(new Id<>(TestCrm.NOBODY))));

    assertThat(accounts.count(Query.ALL)).isZero();
    assertThat(leads.get(id).value().status()).isEqualTo(LeadStatus.NEW);
  }

  @Test
  void convert_disqualified_isRefused() {
    Id<Lead> id = leads.createPlain(Map.of("status", "DISQUALIFIED")).id();

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> service.convert(id, null, ConversionRequest.usual()))
        .satisfies(e -> assertThat(e.code()).isEqualTo("ILLEGAL_MOVE"));
  }

  @Test
  void convert_withoutTheRight_isRefused() {
    Grants.Builder grants = Grants.builder();
    for (String right :
        List.of(
            "lead:read",
            "account:read",
            "account:create",
            "contact:read",
            "contact:create",
            "opportunity:read",
            "opportunity:create",
            "opportunity:update")) {
      grants.grant(right, AccessScope.ORGANIZATION);
    }
    RecordSession other = crm.as(crm.newMember(), grants.build());
    Id<Lead> id = lead("Baobab", null);

    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> new LeadService(other).convert(id, null, ConversionRequest.usual()));
    assertThat(accounts.count(Query.ALL)).isZero();
  }
}
