package io.crmkit.storage;

import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.SearchText;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges conditions on rows in memory: the one meaning that every storage keeps. Three-valued, as
 * SQL is: a comparison with null is unknown, and so is its negation.
 */
public final class Conditions {
  private final Declaration<?> type;
  private final BiPredicate<Object, Condition.Has> has;
  private final Function<Row, List<Indexed.Entry>> entries;

  /**
   * Judges rows of one type.
   *
   * @param has tells whether the row that a reference points to meets the condition
   * @param entries tells what a row is found by besides its columns
   */
  public Conditions(
      Declaration<?> type,
      BiPredicate<Object, Condition.Has> has,
      Function<Row, List<Indexed.Entry>> entries) {
    this.type = type;
    this.has = has;
    this.entries = entries;
  }

  /** Returns whether the condition is true for the row. */
  public boolean matches(Condition condition, Row row) {
    return Boolean.TRUE.equals(judge(condition, row));
  }

  private @Nullable Boolean judge(Condition condition, Row row) {
    if (condition instanceof Condition.All all) {
      return all(all.conditions(), row);
    }
    if (condition instanceof Condition.Any any) {
      return any(any.conditions(), row);
    }
    if (condition instanceof Condition.Not not) {
      Boolean inner = judge(not.condition(), row);
      return inner == null ? null : !inner;
    }
    if (condition instanceof Condition.Compare compare) {
      return values(compare.field(), row, value -> compare(compare, value));
    }
    if (condition instanceof Condition.In in) {
      return values(
          in.field(),
          row,
          value ->
              in.operands().stream().anyMatch(operand -> order(in.field(), value, operand) == 0));
    }
    if (condition instanceof Condition.IsNull isNull) {
      return values(isNull.field(), row, value -> true) == null == isNull.isNull();
    }
    Condition.Has reference = (Condition.Has) condition;
    // a link may lead to a type that has no such field
    Object value = type.find(reference.field()).map(row::get).orElse(null);
    return value != null && has.test(value, reference);
  }

  private @Nullable Boolean all(List<Condition> conditions, Row row) {
    Boolean result = true;
    for (Condition each : conditions) {
      Boolean judged = judge(each, row);
      if (Boolean.FALSE.equals(judged)) {
        return false;
      }
      result = judged == null ? null : result;
    }
    return result;
  }

  private @Nullable Boolean any(List<Condition> conditions, Row row) {
    Boolean result = false;
    for (Condition each : conditions) {
      Boolean judged = judge(each, row);
      if (Boolean.TRUE.equals(judged)) {
        return true;
      }
      result = judged == null ? null : result;
    }
    return result;
  }

  /** Returns whether the test holds for a value of the field; null if the field has none. */
  private @Nullable Boolean values(
      String path, Row row, java.util.function.Predicate<Object> test) {
    Field field = type.find(path).orElse(null);
    if (field != null && !field.isList()) {
      Object value = row.get(field);
      return value == null ? null : (Boolean) test.test(value);
    }
    List<Object> values =
        entries.apply(row).stream()
            .filter(entry -> entry.field().equals(path))
            .map(Indexed.Entry::value)
            .toList();
    return values.isEmpty() ? null : (Boolean) values.stream().anyMatch(test);
  }

  private boolean compare(Condition.Compare compare, Object value) {
    if (compare.op() == Op.CONTAINS || compare.op() == Op.STARTS_WITH) {
      String folded = SearchText.fold(String.valueOf(value));
      String part = SearchText.fold(String.valueOf(compare.operand()));
      return compare.op() == Op.CONTAINS ? folded.contains(part) : folded.startsWith(part);
    }
    int order = order(compare.field(), value, compare.operand());
    return switch (compare.op()) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case GT -> order > 0;
      case GTE -> order >= 0;
      case LT -> order < 0;
      case LTE -> order <= 0;
      default -> throw new IllegalStateException("no order: " + compare.op());
    };
  }

  private int order(String path, Object value, Object operand) {
    Field field = type.find(path).orElse(null);
    if (field == null || field.isList()) {
      return compareParts(value, operand);
    }
    return compareParts(field.type().comparable(value), field.type().comparable(operand));
  }

  /** Compares two parts of one form, as every storage orders them. Null comes first. */
  public static int compareParts(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? -1 : 1;
    }
    if (a instanceof String left && b instanceof String right) {
      return SearchText.compareByCodePoint(left, right);
    }
    if (a instanceof Long left && b instanceof Long right) {
      return Long.compare(left, right);
    }
    if (a instanceof Boolean left && b instanceof Boolean right) {
      return Boolean.compare(left, right);
    }
    if (a instanceof java.util.UUID left && b instanceof java.util.UUID right) {
      return io.crmkit.record.Id.compare(left, right);
    }
    throw new IllegalArgumentException("cannot compare " + a.getClass() + " with " + b.getClass());
  }
}
