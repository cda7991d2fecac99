package io.crmkit.sales;

import io.crmkit.record.Id;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of an account: one method for each, named as there. What is left out gets its
 * default. Not thread-safe.
 */
public final class AccountBuilder {
  private @Nullable String name;
  private @Nullable AccountKind kind;
  private @Nullable Id<Account> parentId;
  private @Nullable String industry;
  private @Nullable String region;
  private @Nullable String vertical;
  private @Nullable String securityPosture;
  private @Nullable AccountProfile profile;
  private @Nullable Address address;
  private @Nullable Id<?> ownerId;
  private @Nullable Id<?> teamId;
  private @Nullable AccountHealth health;
  private @Nullable PlanMirror plan;

  AccountBuilder() {}

  AccountBuilder(Account from) {
    name = from.name();
    kind = from.kind();
    parentId = from.parentId();
    industry = from.industry();
    region = from.region();
    vertical = from.vertical();
    securityPosture = from.securityPosture();
    profile = from.profile();
    address = from.address();
    ownerId = from.ownerId();
    teamId = from.teamId();
    health = from.health();
    plan = from.plan();
  }

  public AccountBuilder name(String name) {
    this.name = name;
    return this;
  }

  public AccountBuilder kind(AccountKind kind) {
    this.kind = kind;
    return this;
  }

  public AccountBuilder parentId(@Nullable Id<Account> parentId) {
    this.parentId = parentId;
    return this;
  }

  public AccountBuilder industry(@Nullable String industry) {
    this.industry = industry;
    return this;
  }

  public AccountBuilder region(@Nullable String region) {
    this.region = region;
    return this;
  }

  public AccountBuilder vertical(@Nullable String vertical) {
    this.vertical = vertical;
    return this;
  }

  public AccountBuilder securityPosture(@Nullable String securityPosture) {
    this.securityPosture = securityPosture;
    return this;
  }

  public AccountBuilder profile(AccountProfile profile) {
    this.profile = profile;
    return this;
  }

  public AccountBuilder address(@Nullable Address address) {
    this.address = address;
    return this;
  }

  public AccountBuilder ownerId(@Nullable Id<?> ownerId) {
    this.ownerId = ownerId;
    return this;
  }

  public AccountBuilder teamId(@Nullable Id<?> teamId) {
    this.teamId = teamId;
    return this;
  }

  public AccountBuilder health(AccountHealth health) {
    this.health = health;
    return this;
  }

  public AccountBuilder plan(@Nullable PlanMirror plan) {
    this.plan = plan;
    return this;
  }

  /** Returns the record. What is missing is reported when it is written, all at once. */
  @SuppressWarnings("NullAway") // absent values are judged by the declaration
  public Account build() {
    return new Account(
        name,
        kind,
        parentId,
        industry,
        region,
        vertical,
        securityPosture,
        profile,
        address,
        ownerId,
        teamId,
        health,
        plan);
  }
}
