package io.crmkit.record;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is stored: the value and its envelope.
 *
 * @param <T> the record type
 * @param id identity, ordered by time
 * @param organizationId the tenant; null for platform types
 * @param version 1 at first, raised by each change; what optimistic locking compares
 * @param createdAt when it was made, to the microsecond
 * @param updatedAt when it was last changed, to the microsecond
 * @param deletedAt when it was deleted, or null while it lives
 * @param custom values of the organization's own fields, by key
 * @param hidden paths of the fields that are withheld from this reader; they read as null
 * @param warnings what a write met that does not forbid it; empty on a read
 * @param value the fields
 */
public record Stored<T>(
    Id<T> id,
    @Nullable UUID organizationId,
    long version,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant deletedAt,
    Map<String, Object> custom,
    Set<String> hidden,
    List<Warning> warnings,
    T value) {

  /** Copies the collections. */
  public Stored {
    custom = Map.copyOf(custom);
    hidden = Set.copyOf(hidden);
    warnings = List.copyOf(warnings);
  }
}
