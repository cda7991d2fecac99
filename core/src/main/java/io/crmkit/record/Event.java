package io.crmkit.record;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that was committed. The log of these is the audit trail, the outbox and the live feed.
 *
 * @param position place in the order that all readers see, rising; null until it has one
 * @param id identity of the event
 * @param organizationId the tenant
 * @param at when it happened
 * @param actor who did it
 * @param action what happened, for example {@code contact.created} or {@code lead.converted}
 * @param type name of the record type
 * @param recordId the record
 * @param version version of the record after the change
 * @param changes changed fields by path, before and after, in plain form
 * @param metadata address, agent, request id and source of the call, as far as they are known
 */
public record Event(
    @Nullable Long position,
    UUID id,
    UUID organizationId,
    Instant at,
    By actor,
    String action,
    String type,
    UUID recordId,
    long version,
    Map<String, Change> changes,
    Map<String, String> metadata) {

  /**
   * Who did it.
   *
   * @param kind {@code user}, {@code apiKey} or {@code system}
   * @param id id of the user or key, or name of the part of the system
   */
  public record By(String kind, String id) {}

  /**
   * A changed field.
   *
   * @param from plain value before, null where there was none
   * @param to plain value after, null where there is none
   */
  public record Change(@Nullable Object from, @Nullable Object to) {}

  /** Copies the maps, keeping their order. */
  public Event {
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    metadata = Map.copyOf(metadata);
  }
}
