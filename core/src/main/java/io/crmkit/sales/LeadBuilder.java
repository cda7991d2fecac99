package io.crmkit.sales;

import io.crmkit.identity.PersonName;
import io.crmkit.record.Id;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of a lead: one method for each, named as there. What is left out gets its
 * default. Not thread-safe.
 */
public final class LeadBuilder {
  private @Nullable PersonName name;
  private @Nullable String email;
  private @Nullable String phone;
  private @Nullable String company;
  private @Nullable LeadSource leadSource;
  private @Nullable LeadStatus status;
  private @Nullable String statusDetail;
  private @Nullable LeadFit fit;
  private int score;
  private @Nullable LeadEngagement engagement;
  private @Nullable Reach reach;
  private @Nullable String notes;
  private @Nullable Id<?> ownerId;
  private @Nullable Id<?> teamId;
  private @Nullable Conversion conversion;

  LeadBuilder() {}

  LeadBuilder(Lead from) {
    name = from.name();
    email = from.email();
    phone = from.phone();
    company = from.company();
    leadSource = from.leadSource();
    status = from.status();
    statusDetail = from.statusDetail();
    fit = from.fit();
    score = from.score();
    engagement = from.engagement();
    reach = from.reach();
    notes = from.notes();
    ownerId = from.ownerId();
    teamId = from.teamId();
    conversion = from.conversion();
  }

  public LeadBuilder name(@Nullable PersonName name) {
    this.name = name;
    return this;
  }

  public LeadBuilder email(@Nullable String email) {
    this.email = email;
    return this;
  }

  public LeadBuilder phone(@Nullable String phone) {
    this.phone = phone;
    return this;
  }

  public LeadBuilder company(@Nullable String company) {
    this.company = company;
    return this;
  }

  public LeadBuilder leadSource(LeadSource leadSource) {
    this.leadSource = leadSource;
    return this;
  }

  public LeadBuilder status(LeadStatus status) {
    this.status = status;
    return this;
  }

  public LeadBuilder statusDetail(@Nullable String statusDetail) {
    this.statusDetail = statusDetail;
    return this;
  }

  public LeadBuilder fit(LeadFit fit) {
    this.fit = fit;
    return this;
  }

  public LeadBuilder score(int score) {
    this.score = score;
    return this;
  }

  public LeadBuilder engagement(LeadEngagement engagement) {
    this.engagement = engagement;
    return this;
  }

  public LeadBuilder reach(Reach reach) {
    this.reach = reach;
    return this;
  }

  public LeadBuilder notes(@Nullable String notes) {
    this.notes = notes;
    return this;
  }

  public LeadBuilder ownerId(@Nullable Id<?> ownerId) {
    this.ownerId = ownerId;
    return this;
  }

  public LeadBuilder teamId(@Nullable Id<?> teamId) {
    this.teamId = teamId;
    return this;
  }

  public LeadBuilder conversion(@Nullable Conversion conversion) {
    this.conversion = conversion;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public Lead build() {
    return new Lead(
        name,
        email,
        phone,
        company,
        leadSource,
        status,
        statusDetail,
        fit,
        score,
        engagement,
        reach,
        notes,
        ownerId,
        teamId,
        conversion);
  }
}
