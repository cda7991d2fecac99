package io.crmkit.engine;

import io.crmkit.record.RuleContext;
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
}
