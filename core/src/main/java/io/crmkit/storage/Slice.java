package io.crmkit.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a page.
 *
 * @param rows the rows, in order
 * @param next where to go on, or null if nothing follows; may be given although the page is short,
 *     where finding more would have taken too much work at once
 */
public record Slice(List<Row> rows, @Nullable Position next) {
  /** Copies the list. */
  public Slice {
    rows = List.copyOf(rows);
  }
}
