package io.crmkit.identity;

import io.crmkit.record.Stored;
import java.util.List;

/**
 * A user as a member of one organization.
 *
 * @param membership the membership
 * @param user the user
 * @param roles names of the roles
 */
public record Member(Stored<Membership> membership, Stored<User> user, List<String> roles) {
  /** Copies the list. */
  public Member {
    roles = List.copyOf(roles);
  }
}
