package io.crmkit.storage;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is kept.
 *
 * @param position place in the order of all events, or null while it has none
 * @param id identity, ordered by time
 * @param organization the tenant
 * @param at when it happened, to the microsecond
 * @param actorKind {@code user}, {@code apiKey} or {@code system}
 * @param actorId id or name of the actor
 * @param action for example {@code contact.created}
 * @param type name of the record type
 * @param recordId the record
 * @param version version of the record after the change
 * @param changes JSON object of the changed fields
 * @param metadata JSON object of what is known about the call
 */
public record LogEntry(
    @Nullable Long position,
    UUID id,
    UUID organization,
    Instant at,
    String actorKind,
    String actorId,
    String action,
    String type,
    UUID recordId,
    long version,
    String changes,
    String metadata) {

  /** Returns this entry at a position. */
  public LogEntry at(long newPosition) {
    return new LogEntry(
        newPosition,
        id,
        organization,
        at,
        actorKind,
        actorId,
        action,
        type,
        recordId,
        version,
        changes,
        metadata);
  }
}
