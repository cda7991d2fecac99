package io.crmkit.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list asks for. Immutable; each {@code with} returns a changed copy.
 *
 * <pre>{@code
 * Query.where(Condition.eq("status", LEAD)).sort("-createdAt").limit(50)
 * }</pre>
 *
 * @param where the condition
 * @param search words that must all be found, each a prefix; null asks for none
 * @param sort keys of the order; by default the newest first
 * @param limit rows of a page, 1 to 1,000
 * @param cursor where to go on, from an earlier page of the same query
 * @param isCounted whether the page tells the number of all rows
 * @param isDeleted whether deleted rows are asked for instead of living ones
 * @param isScanAllowed whether conditions and orders without an index may walk more than 10,000
 *     rows
 */
public record Query(
    Condition where,
    @Nullable String search,
    List<Sort> sort,
    int limit,
    @Nullable String cursor,
    boolean isCounted,
    boolean isDeleted,
    boolean isScanAllowed) {
  /** Rows of a page unless said otherwise. */
  public static final int DEFAULT_LIMIT = 25;

  /** Asks for every row, the newest first. */
  public static final Query ALL =
      new Query(Condition.always(), null, List.of(), DEFAULT_LIMIT, null, false, false, false);

  /** Checks the limit. */
  public Query {
    if (limit < 1 || limit > 1_000) {
      throw new IllegalArgumentException("a page has 1 to 1,000 rows, not " + limit);
    }
    sort = List.copyOf(sort);
  }

  /** Asks for the rows that meet a condition. */
  public static Query where(Condition condition) {
    return ALL.and(condition);
  }

  /** Returns this query with one more condition. */
  public Query and(Condition condition) {
    return copy(
        where.and(condition), search, sort, limit, cursor, isCounted, isDeleted, isScanAllowed);
  }

  /** Returns this query for rows in which all words are found. */
  public Query search(@Nullable String words) {
    return copy(where, words, sort, limit, cursor, isCounted, isDeleted, isScanAllowed);
  }

  /** Returns this query in another order: {@code sort("-amount", "name")}. */
  public Query sort(String... keys) {
    List<Sort> sorts = new ArrayList<>();
    Arrays.stream(keys).map(Sort::of).forEach(sorts::add);
    return copy(where, search, sorts, limit, cursor, isCounted, isDeleted, isScanAllowed);
  }

  /** Returns this query for pages of another size. */
  public Query limit(int rows) {
    return copy(where, search, sort, rows, cursor, isCounted, isDeleted, isScanAllowed);
  }

  /** Returns this query from a cursor on; null begins. */
  public Query after(@Nullable String position) {
    return copy(where, search, sort, limit, position, isCounted, isDeleted, isScanAllowed);
  }

  /** Returns this query with the number of all rows. */
  public Query counted() {
    return copy(where, search, sort, limit, cursor, true, isDeleted, isScanAllowed);
  }

  /** Returns this query for deleted rows, which those may see who may restore them. */
  public Query deleted() {
    return copy(where, search, sort, limit, cursor, isCounted, true, isScanAllowed);
  }

  /** Returns this query with leave to walk any number of rows. */
  public Query scanning() {
    return copy(where, search, sort, limit, cursor, isCounted, isDeleted, true);
  }

  private static Query copy(
      Condition where,
      @Nullable String search,
      List<Sort> sort,
      int limit,
      @Nullable String cursor,
      boolean isCounted,
      boolean isDeleted,
      boolean isScanAllowed) {
    return new Query(where, search, sort, limit, cursor, isCounted, isDeleted, isScanAllowed);
  }
}
