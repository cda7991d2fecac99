package io.crmkit.engine;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Declaration;
import io.crmkit.record.TextFormat;
import io.crmkit.record.ValueFormatException;
import io.crmkit.record.ValueType;
import io.crmkit.record.ValueType.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions as JSON and query strings have them. What cannot be read is refused with the
 * name of the parameter or field. Used by one thread.
 */
final class ConditionReader {
  private static final Map<String, Op> COMPARISONS =
      Map.of(
          "eq", Op.EQ,
          "ne", Op.NE,
          "gt", Op.GT,
          "gte", Op.GTE,
          "lt", Op.LT,
          "lte", Op.LTE,
          "contains", Op.CONTAINS,
          "startsWith", Op.STARTS_WITH);
  private static final ValueType<Object> TEXTS =
      ValueType.ofList(ValueType.ofText(Integer.MAX_VALUE, TextFormat.PLAIN), Integer.MAX_VALUE);

  private final RecordSession session;
  private final Binder binder;
  private @Nullable LocalDate today;

  ConditionReader(RecordSession session, Binder binder) {
    this.session = session;
    this.binder = binder;
  }

  /** Returns whether this names a comparison, as behind the point of {@code amount.gte}. */
  static boolean isOperator(String name) {
    return COMPARISONS.containsKey(name)
        || name.equals("in")
        || name.equals("between")
        || name.equals("isNull");
  }

  /** Reads {@code where} of a type. */
  Condition read(Declaration<?> type, @Nullable Object plain) {
    if (!(plain instanceof Map<?, ?> map)) {
      throw invalid("where", "a condition is an object");
    }
    List<Condition> all = new ArrayList<>();
    map.forEach((key, value) -> all.add(entry(type, (String) key, value)));
    return all.size() == 1 ? all.get(0) : new Condition.All(all);
  }

  private Condition entry(Declaration<?> type, String key, @Nullable Object value) {
    return switch (key) {
      case "and" -> new Condition.All(list(type, key, value));
      case "or" -> new Condition.Any(list(type, key, value));
      case "not" -> new Condition.Not(read(type, value));
      default -> value instanceof Map<?, ?> map ? field(type, key, map) : eq(type, key, value);
    };
  }

  private List<Condition> list(Declaration<?> type, String key, @Nullable Object value) {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw invalid("where", "\"" + key + "\" takes a list of at least one condition");
    }
    List<Condition> conditions = new ArrayList<>();
    list.forEach(each -> conditions.add(read(type, each)));
    return conditions;
  }

  private Condition eq(Declaration<?> type, String path, @Nullable Object value) {
    return compare(type, path, "eq", value, path);
  }

  private Condition field(Declaration<?> type, String path, Map<?, ?> operators) {
    if (operators.isEmpty()) {
      throw invalid(path, "has no operator");
    }
    List<Condition> all = new ArrayList<>();
    operators.forEach(
        (operator, operand) -> {
          String name = (String) operator;
          if (name.equals("has")) {
            all.add(new Condition.Has(path, read(binder.target(type, path), operand)));
          } else {
            binder.typeOf(type, path);
            all.add(compare(type, path, name, operand, path + "." + name));
          }
        });
    return all.size() == 1 ? all.get(0) : new Condition.All(all);
  }

  /** Reads the text of a query parameter. */
  Condition text(Declaration<?> type, String path, String operator, String text, String name) {
    if (operator.equals("isNull")) {
      return compare(type, path, operator, bool(text, name), name);
    }
    boolean takesList = operator.equals("in") || operator.equals("between");
    return compare(type, path, operator, takesList ? TEXTS.parse(text) : text, name);
  }

  static boolean bool(String text, String name) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw InvalidRequestException.parameter("INVALID_BOOLEAN", name, "is neither true nor false");
  }

  /**
   * Reads one comparison.
   *
   * @param operand plain value
   * @param name what an error names
   */
  private Condition compare(
      Declaration<?> type, String path, String operator, @Nullable Object operand, String name) {
    ValueType<Object> valueType = binder.typeOf(type, path);
    Op op = COMPARISONS.get(operator);
    if (op != null) {
      return one(path, op, valueType, operand, name);
    }
    return switch (operator) {
      case "isNull" -> {
        if (!(operand instanceof Boolean isNull)) {
          throw invalid(name, "takes true or false");
        }
        yield new Condition.IsNull(path, isNull);
      }
      case "in" -> in(path, valueType, operands(operand, name), name);
      case "between" -> {
        List<?> two = operands(operand, name);
        if (two.size() != 2) {
          throw invalid(name, "takes two values");
        }
        yield new Condition.All(
            List.of(
                one(path, Op.GTE, valueType, two.get(0), name),
                one(path, Op.LTE, valueType, two.get(1), name)));
      }
      default ->
          throw InvalidRequestException.parameter("UNKNOWN_OPERATOR", name, "is no operator");
    };
  }

  private static List<?> operands(@Nullable Object operand, String name) {
    if (operand instanceof List<?> list && !list.isEmpty()) {
      return list;
    }
    throw invalid(name, "takes a list of values");
  }

  private Condition in(String path, ValueType<Object> type, List<?> plain, String name) {
    List<Object> operands = new ArrayList<>();
    List<Condition> spans = new ArrayList<>();
    for (Object each : plain) {
      DateSpan span = span(type, each);
      if (span == null) {
        operands.add(operand(type, each, name));
      } else {
        spans.add(within(path, type, span));
      }
    }
    if (spans.isEmpty()) {
      return new Condition.In(path, operands);
    }
    if (!operands.isEmpty()) {
      spans.add(new Condition.In(path, operands));
    }
    return new Condition.Any(spans);
  }

  private Condition one(
      String path, Op op, ValueType<Object> type, @Nullable Object plain, String name) {
    DateSpan span = span(type, plain);
    if (span != null) {
      return switch (op) {
        case EQ -> within(path, type, span);
        case NE -> new Condition.Not(within(path, type, span));
        case GT -> new Condition.Compare(path, Op.GTE, start(type, span.end()));
        case GTE -> new Condition.Compare(path, Op.GTE, start(type, span.first()));
        case LT -> new Condition.Compare(path, Op.LT, start(type, span.first()));
        case LTE -> new Condition.Compare(path, Op.LT, start(type, span.end()));
        default -> throw invalid(name, "is no text");
      };
    }
    if (op == Op.CONTAINS || op == Op.STARTS_WITH) {
      if (type.kind() != Kind.TEXT || !(plain instanceof String)) {
        throw invalid(name, "compares text only");
      }
      return new Condition.Compare(path, op, plain);
    }
    return new Condition.Compare(path, op, operand(type, plain, name));
  }

  private static Object operand(ValueType<Object> type, @Nullable Object plain, String name) {
    if (plain == null) {
      throw invalid(name, "cannot be compared with null; use isNull");
    }
    try {
      return type.operandFromPlain(plain);
    } catch (ValueFormatException e) {
      throw InvalidRequestException.parameter(e.code(), name, e.getMessage());
    }
  }

  private @Nullable DateSpan span(ValueType<Object> type, @Nullable Object plain) {
    boolean isTime = type.kind() == Kind.DATE || type.kind() == Kind.INSTANT;
    if (!isTime || !(plain instanceof String text) || text.isEmpty()) {
      return null;
    }
    return Character.isLetter(text.charAt(0)) ? DateSpan.of(text, today()) : null;
  }

  private LocalDate today() {
    LocalDate known = today;
    if (known == null) {
      known = session.today();
      today = known;
    }
    return known;
  }

  private Condition within(String path, ValueType<Object> type, DateSpan span) {
    return new Condition.All(
        List.of(
            new Condition.Compare(path, Op.GTE, start(type, span.first())),
            new Condition.Compare(path, Op.LT, start(type, span.end()))));
  }

  /** Returns a day, or where it begins in the organization's time zone. */
  private Object start(ValueType<Object> type, LocalDate day) {
    return type.kind() == Kind.DATE
        ? (Object) day
        : (Object) day.atStartOfDay(session.settings().zone()).toInstant();
  }

  private static InvalidRequestException invalid(String name, String message) {
    return InvalidRequestException.parameter("INVALID_CONDITION", name, message);
  }
}
