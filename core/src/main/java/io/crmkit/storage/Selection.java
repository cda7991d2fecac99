package io.crmkit.storage;

import io.crmkit.record.Condition;
import io.crmkit.record.Sort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows, in which order. All names are known and all operands are of the field's type: the
 * caller has checked them. Conditions hold no folded comparison ({@code CONTAINS}, {@code
 * STARTS_WITH}); on a custom field or list the operand is an entry's value.
 *
 * @param where the condition
 * @param words folded words that must all be the beginning of a word of the row; empty asks for
 *     none
 * @param sort keys of the order, never empty; ties by id in the direction of the last key
 * @param after where to go on, or null to begin
 * @param limit most rows to return
 * @param isDeleted whether softly deleted rows are meant instead of living ones
 */
public record Selection(
    Condition where,
    List<String> words,
    List<Sort> sort,
    @Nullable Position after,
    int limit,
    boolean isDeleted) {

  /** Selects living rows, newest first. */
  public static Selection of(Condition where, int limit) {
    return new Selection(
        where, List.of(), List.of(new Sort("createdAt", true)), null, limit, false);
  }

  /** Copies the lists. */
  public Selection {
    words = List.copyOf(words);
    sort = List.copyOf(sort);
  }

  /** Returns this selection from another position on. */
  public Selection from(@Nullable Position position) {
    return new Selection(where, words, sort, position, limit, isDeleted);
  }
}
