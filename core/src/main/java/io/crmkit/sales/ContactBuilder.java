package io.crmkit.sales;

import io.crmkit.identity.PersonName;
import io.crmkit.record.Id;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a contact: one method for each, named as there. What is left out gets its
 * default. Not thread-safe.
 */
public final class ContactBuilder {
  private @Nullable PersonName name;
  private @Nullable String email;
  private @Nullable String phone;
  private @Nullable Reach reach;
  private @Nullable Id<Account> accountId;
  private @Nullable String company;
  private @Nullable String role;
  private @Nullable LeadSource leadSource;
  private @Nullable LeadHeat leadHeat;
  private int heatScore;
  private @Nullable ContactStatus status;
  private @Nullable String notes;
  private @Nullable Id<?> ownerId;
  private @Nullable Id<?> teamId;

  ContactBuilder() {}

  ContactBuilder(Contact from) {
    name = from.name();
    email = from.email();
    phone = from.phone();
    reach = from.reach();
    accountId = from.accountId();
    company = from.company();
    role = from.role();
    leadSource = from.leadSource();
    leadHeat = from.leadHeat();
    heatScore = from.heatScore();
    status = from.status();
    notes = from.notes();
    ownerId = from.ownerId();
    teamId = from.teamId();
  }

  public ContactBuilder name(@Nullable PersonName name) {
    this.name = name;
    return this;
  }

  public ContactBuilder email(@Nullable String email) {
    this.email = email;
    return this;
  }

  public ContactBuilder phone(@Nullable String phone) {
    this.phone = phone;
    return this;
  }

  public ContactBuilder reach(Reach reach) {
    this.reach = reach;
    return this;
  }

  public ContactBuilder accountId(@Nullable Id<Account> accountId) {
    this.accountId = accountId;
    return this;
  }

  public ContactBuilder company(@Nullable String company) {
    this.company = company;
    return this;
  }

  public ContactBuilder role(@Nullable String role) {
    this.role = role;
    return this;
  }

  public ContactBuilder leadSource(LeadSource leadSource) {
    this.leadSource = leadSource;
    return this;
  }

  public ContactBuilder leadHeat(LeadHeat leadHeat) {
    this.leadHeat = leadHeat;
    return this;
  }

  public ContactBuilder heatScore(int heatScore) {
    this.heatScore = heatScore;
    return this;
  }

  public ContactBuilder status(ContactStatus status) {
    this.status = status;
    return this;
  }

  public ContactBuilder notes(@Nullable String notes) {
    this.notes = notes;
    return this;
  }

  public ContactBuilder ownerId(@Nullable Id<?> ownerId) {
    this.ownerId = ownerId;
    return this;
  }

  public ContactBuilder teamId(@Nullable Id<?> teamId) {
    this.teamId = teamId;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public Contact build() {
    return new Contact(
        name,
        email,
        phone,
        reach,
        accountId,
        company,
        role,
        leadSource,
        leadHeat,
        heatScore,
        status,
        notes,
        ownerId,
        teamId);
  }
}
