package io.crmkit.access;

import io.crmkit.record.Event;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, in which organization, with which rights. Immutable.
 *
 * @param organizationId the tenant; every call reaches this one only
 * @param kind what calls
 * @param id the user or API key; null for a part of the system
 * @param name for a part of the system its name, else empty
 * @param grants what the actor may do
 * @param teamIds the actor's teams and all below them
 * @param mainTeamId the team that new rows of this actor belong to
 * @param accountId the customer account of a portal user
 * @param contactId the contact that stands for this actor
 * @param metadata address, agent, request id and source, kept with each event
 */
public record Actor(
    UUID organizationId,
    Kind kind,
    @Nullable UUID id,
    String name,
    Grants grants,
    Set<UUID> teamIds,
    @Nullable UUID mainTeamId,
    @Nullable UUID accountId,
    @Nullable UUID contactId,
    Map<String, String> metadata) {

  /** What calls. */
  public enum Kind {
    /** A person. */
    USER,
    /** A machine with a key. */
    API_KEY,
    /** A part of the system: a job, an importer, the embedding program itself. */
    SYSTEM
  }

  /** Copies the collections. */
  public Actor {
    teamIds = Set.copyOf(teamIds);
    metadata = Map.copyOf(metadata);
  }

  /** Returns a part of the system with the rights that it needs. */
  public static Actor system(UUID organizationId, String name, Grants grants) {
    return new Actor(
        organizationId, Kind.SYSTEM, null, name, grants, Set.of(), null, null, null, Map.of());
  }

  /** Returns a user without teams or account. */
  public static Actor user(UUID organizationId, UUID userId, Grants grants) {
    return new Actor(
        organizationId, Kind.USER, userId, "", grants, Set.of(), null, null, null, Map.of());
  }

  /** Returns this actor with other metadata. */
  public Actor with(Map<String, String> newMetadata) {
    return new Actor(
        organizationId,
        kind,
        id,
        name,
        grants,
        teamIds,
        mainTeamId,
        accountId,
        contactId,
        newMetadata);
  }

  /** Returns the actor as events show it. */
  public Event.By by() {
    return switch (kind) {
      case USER -> new Event.By("user", String.valueOf(id));
      case API_KEY -> new Event.By("apiKey", String.valueOf(id));
      case SYSTEM -> new Event.By("system", name);
    };
  }
}
