package io.crmkit.engine;

import io.crmkit.record.Condition;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for.
 *
 * @param types names of record types; empty for all
 * @param recordId one record, or null for all
 * @param where a condition that the record meets now; only with a single type
 */
public record EventFilter(Set<String> types, @Nullable UUID recordId, Condition where) {
  /** Every event. */
  public static final EventFilter ALL = new EventFilter(Set.of(), null, Condition.always());

  /** Copies the set. */
  public EventFilter {
    types = Set.copyOf(types);
  }

  /** Asks for the events of these types. */
  public static EventFilter of(String... types) {
    return new EventFilter(Set.of(types), null, Condition.always());
  }
}
