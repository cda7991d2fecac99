package io.crmkit.identity;

import io.crmkit.record.RecordRules;
import java.util.LinkedHashMap;
import java.util.Map;

/** The record types of this package and their rules. */
public final class IdentityModule {
  private IdentityModule() {}

  /** Returns the rules of each type, referred types first. */
  public static Map<Class<?>, RecordRules<?>> types() {
    Map<Class<?>, RecordRules<?>> types = new LinkedHashMap<>();
    types.put(Organization.class, new RecordRules<Organization>() {});
    types.put(User.class, new RecordRules<User>() {});
    types.put(Credential.class, new RecordRules<Credential>() {});
    types.put(LoginSession.class, new RecordRules<LoginSession>() {});
    types.put(OneTimeToken.class, new RecordRules<OneTimeToken>() {});
    types.put(Role.class, new RoleRules());
    types.put(Team.class, new TeamRules());
    types.put(Membership.class, new MembershipRules());
    types.put(Grant.class, new GrantRules());
    types.put(FieldRight.class, new RecordRules<FieldRight>() {});
    return types;
  }
}
