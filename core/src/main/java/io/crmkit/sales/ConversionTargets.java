package io.crmkit.sales;

import io.crmkit.engine.RecordSession;
import io.crmkit.identity.PersonName;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Query;
import io.crmkit.record.SearchText;
import io.crmkit.record.Stored;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds or makes what a lead becomes. */
final class ConversionTargets {
  /** So many accounts of a like name are looked at. */
  private static final int MOST_ALIKE = 50;

  private final RecordSession session;
  private final Lead lead;
  private final ConversionRequest request;

  ConversionTargets(RecordSession session, Lead lead, ConversionRequest request) {
    this.session = session;
    this.lead = lead;
    this.request = request;
  }

  /** Returns the contact that the lead is already, or null. */
  @Nullable Stored<Contact> knownContact() {
    Id<Contact> wanted = request.contactId();
    if (wanted != null) {
      return session.records(Contact.class).get(wanted);
    }
    String email = lead.email();
    if (email == null) {
      return null;
    }
    Query same = Query.where(Condition.eq("email", email)).sort("createdAt").limit(1);
    return session.records(Contact.class).list(same).items().stream().findFirst().orElse(null);
  }

  /** Returns the account: the one wanted, the contact's, a known one, or a new one. */
  Id<Account> account(@Nullable Stored<Contact> known) {
    Id<Account> wanted = request.accountId();
    if (wanted != null) {
      return session.records(Account.class).get(wanted).id();
    }
    Id<Account> ofContact = known == null ? null : known.value().accountId();
    if (ofContact != null) {
      return ofContact;
    }
    return Optional.ofNullable(lead.company())
        .flatMap(this::accountOfName)
        .or(this::accountOfDomain)
        .orElseGet(this::newAccount);
  }

  private Optional<Id<Account>> accountOfName(String company) {
    String key = key(company);
    Query alike = Query.ALL.search(company).sort("createdAt").limit(MOST_ALIKE);
    return session.records(Account.class).list(alike).items().stream()
        .filter(account -> key(account.value().name()).equals(key))
        .findFirst()
        .map(Stored::id);
  }

  private static String key(String name) {
    return SearchText.fold(name)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private Optional<Id<Account>> accountOfDomain() {
    String email = lead.email();
    if (email == null) {
      return Optional.empty();
    }
    String domain = email.substring(email.indexOf('@') + 1);
    Query same = Query.where(Condition.eq("profile.domains", domain)).sort("createdAt").limit(1);
    return session.records(Account.class).list(same).items().stream().findFirst().map(Stored::id);
  }

  private Id<Account> newAccount() {
    LeadFit fit = lead.fit();
    Account made =
        Account.builder()
            .name(accountName())
            .industry(fit.industry())
            .region(fit.region())
            .ownerId(lead.ownerId())
            .teamId(lead.teamId())
            .build();
    return session.records(Account.class).create(made).id();
  }

  /** Returns the company; a person without one is an account of that person's name. */
  private String accountName() {
    PersonName name = lead.name();
    if (lead.company() != null) {
      return lead.company();
    }
    if (name != null && name.full() != null) {
      String full = name.full();
      return full.length() <= 200 ? full : full.substring(0, 200);
    }
    if (lead.email() != null) {
      return lead.email().length() <= 200 ? lead.email() : lead.email().substring(0, 200);
    }
    return lead.phone() != null ? lead.phone() : "Lead";
  }

  /** Returns the contact; null where the lead names nobody. */
  @Nullable Id<Contact> contact(@Nullable Stored<Contact> known, Id<Account> accountId) {
    if (known != null) {
      return qualified(known, accountId);
    }
    if (lead.name() == null && lead.email() == null && lead.phone() == null) {
      return null;
    }
    Contact made =
        Contact.builder()
            .name(lead.name())
            .email(lead.email())
            .phone(lead.phone())
            .reach(lead.reach())
            .accountId(accountId)
            .role(lead.fit().jobTitle())
            .leadSource(lead.leadSource())
            .status(ContactStatus.QUALIFIED)
            .notes(lead.notes())
            .ownerId(lead.ownerId())
            .teamId(lead.teamId())
            .build();
    return session.records(Contact.class).create(made).id();
  }

  private Id<Contact> qualified(Stored<Contact> known, Id<Account> accountId) {
    Contact contact = known.value();
    boolean isCustomer = contact.status() == ContactStatus.CUSTOMER;
    Contact next =
        contact.toBuilder()
            .accountId(contact.accountId() == null ? accountId : contact.accountId())
            .status(isCustomer ? ContactStatus.CUSTOMER : ContactStatus.QUALIFIED)
            .build();
    if (!next.equals(contact)) {
      session.records(Contact.class).update(known, next);
    }
    return known.id();
  }

  /** Returns the opportunity; null where none is wanted. */
  @Nullable Id<Opportunity> opportunity(Id<Account> accountId, @Nullable Id<Contact> contactId) {
    Id<Opportunity> wanted = request.opportunityId();
    if (wanted != null) {
      return session.records(Opportunity.class).get(wanted).id();
    }
    if (!request.createsOpportunity()) {
      return null;
    }
    Money amount = request.amount() != null ? request.amount() : lead.fit().budget();
    String name =
        Objects.requireNonNullElseGet(
            request.opportunityName(),
            () -> session.records(Account.class).get(accountId).value().name());
    Opportunity made =
        Opportunity.builder()
            .name(name)
            .accountId(accountId)
            .amount(amount)
            .ownerId(lead.ownerId())
            .teamId(lead.teamId())
            .build();
    Id<Opportunity> id = session.records(Opportunity.class).create(made).id();
    if (contactId != null) {
      session
          .records(OpportunityContact.class)
          .create(new OpportunityContact(id, contactId, ContactRole.OTHER, true));
    }
    return id;
  }
}
