package io.crmkit.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in an order: behind the row with these values of the sort keys and this id.
 *
 * @param keys values of the sort keys, as the fields' types encode what they compare ({@link
 *     String}, {@link Long}, {@link Boolean}, {@link UUID}), or null
 * @param id the row
 */
public record Position(List<@Nullable Object> keys, UUID id) {
  /** Copies the list. */
  public Position {
    keys = Collections.unmodifiableList(new ArrayList<>(keys));
  }
}
