package io.crmkit.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the fields of one type, the same in Java, in JSON and in a query string.
 *
 * <p>Null never equals and never compares: such a comparison is neither true nor false, and neither
 * is its negation. {@code EQ}, {@code NE}, {@code In} are exact; {@code CONTAINS} and {@code
 * STARTS_WITH} fold case and accents. On a list a comparison holds if it holds for an element.
 * Operands are values of the field's Java type; for money an amount ({@link java.math.BigDecimal})
 * or {@link Money}, of which the amount counts.
 */
public sealed interface Condition {
  /** Returns the condition that holds for every row. */
  static Condition always() {
    return new All(List.of());
  }

  /** Returns the condition that holds for no row. */
  static Condition never() {
    return new Any(List.of());
  }

  /** How a field is compared. */
  enum Op {
    /** Equal. */
    EQ,
    /** Present and not equal. */
    NE,
    /** Greater. */
    GT,
    /** Greater or equal. */
    GTE,
    /** Less. */
    LT,
    /** Less or equal. */
    LTE,
    /** Has the operand somewhere inside, folded. */
    CONTAINS,
    /** Begins with the operand, folded. */
    STARTS_WITH
  }

  /** Holds if all of these hold. */
  record All(List<Condition> conditions) implements Condition {
    /** Copies the list. */
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  /** Holds if any of these holds. */
  record Any(List<Condition> conditions) implements Condition {
    /** Copies the list. */
    public Any {
      conditions = List.copyOf(conditions);
    }
  }

  /** Holds if the other is false. */
  record Not(Condition condition) implements Condition {}

  /** Compares a field with an operand. */
  record Compare(String field, Op op, Object operand) implements Condition {}

  /** Holds if the field equals one of the operands. */
  record In(String field, List<?> operands) implements Condition {
    /** Copies the list. */
    public In {
      operands = List.copyOf(operands);
    }
  }

  /** Holds if the field is null ({@code isNull}), or is not. A list is null when it is empty. */
  record IsNull(String field, boolean isNull) implements Condition {}

  /** Holds if the record that the field refers to meets a condition of its own type. */
  record Has(String field, Condition condition) implements Condition {}

  /** Returns the condition {@code field = operand}; with null, that the field is null. */
  static Condition eq(String field, @Nullable Object operand) {
    return operand == null ? new IsNull(field, true) : new Compare(field, Op.EQ, operand);
  }

  /** Returns the condition {@code field op operand}. */
  static Condition compare(String field, Op op, Object operand) {
    return new Compare(field, op, operand);
  }

  /** Returns the condition {@code low <= field <= high}. */
  static Condition between(String field, Object low, Object high) {
    return new All(List.of(new Compare(field, Op.GTE, low), new Compare(field, Op.LTE, high)));
  }

  /** Returns the condition that the field equals one of these. */
  static Condition in(String field, List<?> operands) {
    return new In(field, operands);
  }

  /** Returns the condition that all of these hold. */
  static Condition all(Condition... conditions) {
    return conditions.length == 1 ? conditions[0] : new All(List.of(conditions));
  }

  /** Returns the condition that any of these holds. */
  static Condition any(Condition... conditions) {
    return conditions.length == 1 ? conditions[0] : new Any(List.of(conditions));
  }

  /** Returns the condition that both hold. */
  default Condition and(Condition other) {
    if (equals(always())) {
      return other;
    }
    return other.equals(always()) ? this : new All(List.of(this, other));
  }
}
