package io.crmkit.record;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param <T> what is listed
 * @param items the rows, in order; may be fewer than the limit although more follow
 * @param nextCursor where the next page begins, or null after the last one
 * @param total the number of all rows, or null if it was not asked for
 */
public record Page<T>(List<T> items, @Nullable String nextCursor, @Nullable Long total) {
  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }

  /** Returns a page of something made from each item. */
  public <U> Page<U> map(Function<? super T, ? extends U> change) {
    return new Page<>(items.stream().<U>map(change).toList(), nextCursor, total);
  }
}
