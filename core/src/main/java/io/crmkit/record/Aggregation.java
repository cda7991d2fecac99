package io.crmkit.record;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups rows and measures each group. Amounts of different currencies are never added: where a
 * measure is of money, its currency is a part of the group.
 *
 * @param where the condition on the rows
 * @param groupBy the keys of the groups; empty for one group of all rows
 * @param measures what is measured
 */
public record Aggregation(Condition where, List<Key> groupBy, List<Measure> measures) {
  /** What is measured. */
  public enum Op {
    /** The number of rows. */
    COUNT,
    /** The sum of a number or amount, over rows that have one. */
    SUM,
    /**
     * The mean of a number or amount, over rows that have one; half up to the decimals it has, at
     * least 2.
     */
    AVG,
    /** The least value. */
    MIN,
    /** The greatest value. */
    MAX
  }

  /** The span of time by which a day or an instant is grouped. */
  public enum Period {
    /** The value itself. */
    VALUE,
    /** The day, in the organization's time zone. */
    DAY,
    /** The week, from Monday, as its first day. */
    WEEK,
    /** The month, as its first day. */
    MONTH,
    /** The quarter, as its first day. */
    QUARTER,
    /** The year, as its first day. */
    YEAR
  }

  /**
   * A key of the groups.
   *
   * @param field path of the field
   * @param by span of time; {@code VALUE} for all other kinds
   */
  public record Key(String field, Period by) {}

  /**
   * One measure.
   *
   * @param op what is measured
   * @param field path of the field; null to count rows
   */
  public record Measure(Op op, @Nullable String field) {}

  /**
   * One group.
   *
   * @param key the value of each key, by path; null where rows have none
   * @param values one for each measure: {@link Long} for a count, else a value of the field's type,
   *     a {@link BigDecimal} or {@link Amount} for sums and means; null where no row has one
   */
  public record Group(Map<String, @Nullable Object> key, List<@Nullable Object> values) {}

  /**
   * A sum of money that may exceed what one {@link Money} holds.
   *
   * @param amount in main units
   * @param currency ISO 4217 code
   */
  public record Amount(BigDecimal amount, String currency) {}

  /** Copies the lists. */
  public Aggregation {
    groupBy = List.copyOf(groupBy);
    measures = List.copyOf(measures);
  }

  /** Groups all rows by the values of these fields. */
  public static Aggregation by(String... fields) {
    return new Aggregation(
        Condition.always(),
        Arrays.stream(fields).map(field -> new Key(field, Period.VALUE)).toList(),
        List.of());
  }

  /** Returns this aggregation over the rows that meet one more condition. */
  public Aggregation where(Condition condition) {
    return new Aggregation(where.and(condition), groupBy, measures);
  }

  /** Returns this aggregation with the number of rows measured as well. */
  public Aggregation count() {
    return measure(Op.COUNT, null);
  }

  /** Returns this aggregation with the sum of a field measured as well. */
  public Aggregation sum(String field) {
    return measure(Op.SUM, field);
  }

  /** Returns this aggregation with one more measure. */
  public Aggregation measure(Op op, @Nullable String field) {
    List<Measure> more = new java.util.ArrayList<>(measures);
    more.add(new Measure(op, field));
    return new Aggregation(where, groupBy, more);
  }
}
