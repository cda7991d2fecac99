package io.crmkit.engine;

import io.crmkit.record.RuleContext;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the kernel asks about organizations and their members. Thread-safe; answers from memory. */
public interface Directory {
  /** Returns what an organization chose. */
  RuleContext.Settings settings(UUID organization);

  /** Returns whether this user is an active member. */
  boolean isActiveMember(UUID organization, UUID user);

  /** Returns the team that rows of this member belong to, or null. */
  @Nullable UUID mainTeam(UUID organization, UUID user);

  /**
   * Returns organizations in the order of their ids. By default none is known.
   *
   * @param after the last one of the page before, or null for the first page
   */
  default List<UUID> organizations(@Nullable UUID after, int most) {
    return List.of();
  }

  /**
   * Returns the active members who are called so: by e-mail address, or else by name. By default
   * nobody is known by anything but the id.
   */
  default List<UUID> findMembers(UUID organization, String emailOrName) {
    return List.of();
  }

  /** Returns by what {@link #findMembers} finds this user alone, or null. */
  default @Nullable String memberKey(UUID organization, UUID user) {
    return null;
  }
}
