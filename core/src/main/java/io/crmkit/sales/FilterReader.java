package io.crmkit.sales;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a condition that is kept as JSON, in the form that lists take: {@code {"company":
 * {"contains": "bank"}, "or": [{"leadSource": "WEBSITE"}, {"fit.region": "Dakar"}]}}.
 */
final class FilterReader {
  private static final Map<String, Op> OPS =
      Map.of(
          "eq", Op.EQ,
          "ne", Op.NE,
          "gt", Op.GT,
          "gte", Op.GTE,
          "lt", Op.LT,
          "lte", Op.LTE,
          "contains", Op.CONTAINS,
          "startsWith", Op.STARTS_WITH);

  private FilterReader() {}

  /**
   * Returns the condition; an empty object holds for every row.
   *
   * @throws InvalidRequestException if the text is no such filter
   */
  static Condition read(String json) {
    return condition(Json.read(json));
  }

  private static Condition condition(@Nullable Object plain) {
    if (!(plain instanceof Map<?, ?> map)) {
      throw wrong("a filter is an object");
    }
    Condition all = Condition.always();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Object value = entry.getValue();
      all =
          all.and(
              switch (name) {
                case "and" -> new Condition.All(conditions(value));
                case "or" -> new Condition.Any(conditions(value));
                case "not" -> new Condition.Not(condition(value));
                default -> field(name, value);
              });
    }
    return all;
  }

  private static List<Condition> conditions(@Nullable Object plain) {
    if (!(plain instanceof List<?> list) || list.isEmpty()) {
      throw wrong("and, or take a list of filters");
    }
    List<Condition> conditions = new ArrayList<>();
    list.forEach(each -> conditions.add(condition(each)));
    return conditions;
  }

  private static Condition field(String path, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> comparisons)) {
      return Condition.eq(path, value == null ? null : text(value));
    }
    Condition all = Condition.always();
    for (Map.Entry<?, ?> entry : comparisons.entrySet()) {
      all = all.and(comparison(path, String.valueOf(entry.getKey()), entry.getValue()));
    }
    return all;
  }

  private static Condition comparison(String path, String op, @Nullable Object operand) {
    if (op.equals("isNull")) {
      return new Condition.IsNull(path, Boolean.TRUE.equals(operand));
    }
    if (op.equals("in") && operand instanceof List<?> list) {
      return Condition.in(path, list.stream().map(FilterReader::text).toList());
    }
    Op known = OPS.get(op);
    if (known == null || operand == null) {
      throw wrong(path + " cannot be compared by " + op);
    }
    return Condition.compare(path, known, text(operand));
  }

  private static String text(@Nullable Object operand) {
    if (operand == null || operand instanceof Map || operand instanceof List) {
      throw wrong("a field is compared with a single value");
    }
    return operand.toString();
  }

  private static InvalidRequestException wrong(String message) {
    return InvalidRequestException.parameter("INVALID_FILTER", "condition", message);
  }
}
