package io.crmkit.engine;

import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what lists, queries and aggregations ask for, as JSON and query strings have it. Names of
 * days count in the organization's time zone: {@code today}, {@code yesterday}, {@code tomorrow},
 * {@code this-}, {@code last-}, {@code next-} with {@code week}, {@code month}, {@code quarter} or
 * {@code year}, {@code last-N-days} and {@code next-N-days}, which both count today.
 *
 * <p>What a parameter or a condition holds is refused with {@link InvalidRequestException} naming
 * it; a part of a body that is of a wrong type or range with {@link InvalidValueException}. Made
 * for one call.
 *
 * @since 0.1
 */
public final class QueryReader {
  private static final int MOST_ROWS = 200;
  private static final int MOST_KEYS = 10;
  private static final int MOST_MEASURES = 20;
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Set<String> QUERY_PARTS =
      Set.of("where", "q", "sort", "limit", "cursor", "fields", "count", "deleted");
  private static final Set<String> AGGREGATION_PARTS = Set.of("groupBy", "measures", "where");

  private final Declaration<?> type;
  private final Binder binder;
  private final ConditionReader conditions;

  /** Reads for a type, as the session's actor knows it. */
  public QueryReader(RecordSession session, Declaration<?> type) {
    this.type = type;
    this.binder =
        new Lister<>(session.engine(), type, session.organizationId(), session.actor())
            .binder(session.reads());
    this.conditions = new ConditionReader(session, binder);
  }

  /**
   * What a list asks for.
   *
   * @param query the rows
   * @param fields paths that each row shows beside id and version; empty for all
   */
  public record Request(Query query, Set<String> fields) {
    /** Copies the set. */
    public Request {
      fields = Set.copyOf(fields);
    }
  }

  /** Reads the parameters of a query string. */
  public Request parameters(Map<String, List<String>> parameters) {
    Query query = Query.ALL;
    Set<String> fields = Set.of();
    List<Condition> where = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : parameters.entrySet()) {
      String name = entry.getKey();
      String value = single(name, entry.getValue());
      switch (name) {
        case "q" -> query = query.search(value);
        case "sort" -> query = sorted(query, List.of(COMMA.split(value, -1)));
        case "limit" -> query = query.limit(limit(value, MOST_ROWS));
        case "cursor" -> query = query.after(value);
        case "fields" -> fields = fields(List.of(COMMA.split(value, -1)));
        case "count" -> query = ConditionReader.bool(value, name) ? query.counted() : query;
        case "deleted" -> query = ConditionReader.bool(value, name) ? query.deleted() : query;
        default -> where.add(parameter(name, value));
      }
    }
    return new Request(query.and(all(where)), fields);
  }

  /**
   * Returns the only value of a parameter.
   *
   * @throws InvalidRequestException if it is repeated
   */
  public static String single(String name, List<String> values) {
    if (values.size() != 1) {
      throw InvalidRequestException.parameter("REPEATED_PARAMETER", name, "is given twice");
    }
    return values.get(0);
  }

  /** Reads {@code limit}, 1 to {@code most}. */
  public static int limit(String text, int most) {
    int limit = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > most) {
      throw InvalidRequestException.parameter(
          "INVALID_LIMIT", "limit", "is no whole number from 1 to " + most);
    }
    return limit;
  }

  private static Condition all(List<Condition> conditions) {
    return conditions.size() == 1 ? conditions.get(0) : new Condition.All(conditions);
  }

  private Condition parameter(String name, String value) {
    int point = name.lastIndexOf('.');
    String operator = point < 0 ? "" : name.substring(point + 1);
    boolean isCompared =
        type.find(name).isEmpty()
            && !(name.startsWith("custom.") && point == "custom".length())
            && point > 0;
    if (!isCompared) {
      return conditions.text(type, name, "eq", value, name);
    }
    String path = name.substring(0, point);
    if (!ConditionReader.isOperator(operator)) {
      binder.typeOf(type, type.find(path).isPresent() ? path : name);
      throw InvalidRequestException.parameter("UNKNOWN_OPERATOR", name, "has no such operator");
    }
    return conditions.text(type, path, operator, value, name);
  }

  private Query sorted(Query query, List<String> keys) {
    Query sorted = query.sort(keys.toArray(String[]::new));
    for (io.crmkit.record.Sort key : sorted.sort()) {
      try {
        binder.bind(List.of(key));
      } catch (InvalidRequestException e) {
        throw InvalidRequestException.parameter(
            e.code(),
            "sort",
            "cannot sort by " + (key.field().isEmpty() ? "nothing" : key.field()));
      }
    }
    return sorted;
  }

  /** Reads paths to show: of fields, of groups of fields, {@code custom} and {@code custom.key}. */
  public Set<String> fields(List<String> paths) {
    Set<String> fields = new LinkedHashSet<>();
    for (String path : paths) {
      boolean isGroup =
          !path.isEmpty()
              && type.fields().stream().anyMatch(field -> field.path().startsWith(path + "."));
      if (!isGroup && !path.equals("custom")) {
        binder.known(type, path);
      }
      fields.add(path);
    }
    return fields;
  }

  /** Reads the body of a query. */
  public Request body(Map<String, ?> body) {
    refuseUnknown(body, QUERY_PARTS);
    Query query = Query.ALL;
    Object sort = body.get("sort");
    if (sort != null) {
      query = sorted(query, texts("sort", sort));
    }
    query = query.search(text(body, "q")).after(text(body, "cursor"));
    if (body.get("limit") instanceof Long limit && limit >= 1 && limit <= MOST_ROWS) {
      query = query.limit(limit.intValue());
    } else if (body.get("limit") != null) {
      throw wrong("limit", "OUT_OF_RANGE", "must be a whole number from 1 to " + MOST_ROWS);
    }
    query = flag(body, "count") ? query.counted() : query;
    query = flag(body, "deleted") ? query.deleted() : query;
    Object fields = body.get("fields");
    return new Request(
        query.and(where(body)), fields == null ? Set.of() : fields(texts("fields", fields)));
  }

  private Condition where(Map<String, ?> body) {
    Object where = body.get("where");
    if (where == null) {
      return Condition.always();
    }
    if (!(where instanceof Map<?, ?>)) {
      throw wrong("where", "INVALID_TYPE", "must be an object");
    }
    return where(where);
  }

  /** Reads a condition, and checks its names and values. */
  public Condition where(Object plain) {
    Condition condition = conditions.read(type, plain);
    binder.bind(condition);
    return condition;
  }

  /** Reads the body of an aggregation. */
  public Aggregation aggregation(Map<String, ?> body) {
    refuseUnknown(body, AGGREGATION_PARTS);
    List<Aggregation.Key> keys = new ArrayList<>();
    List<?> groupBy = list(body, "groupBy", MOST_KEYS);
    for (int i = 0; i < groupBy.size(); i++) {
      keys.add(key(groupBy.get(i), "groupBy[" + i + "]"));
    }
    List<Aggregation.Measure> measures = new ArrayList<>();
    List<?> measured = list(body, "measures", MOST_MEASURES);
    for (int i = 0; i < measured.size(); i++) {
      measures.add(measure(measured.get(i), "measures[" + i + "]"));
    }
    return new Aggregation(where(body), keys, measures);
  }

  private Aggregation.Key key(@Nullable Object plain, String at) {
    if (plain instanceof String field) {
      return new Aggregation.Key(declared(field), Aggregation.Period.VALUE);
    }
    if (!(plain instanceof Map<?, ?> map) || !(map.get("field") instanceof String field)) {
      throw wrong(at, "INVALID_TYPE", "must be a field or {\"field\": …, \"by\": …}");
    }
    Object by = map.get("by");
    Aggregation.Period period =
        by == null ? Aggregation.Period.VALUE : choice(Aggregation.Period.values(), by, at + ".by");
    return new Aggregation.Key(declared(field), period);
  }

  private Aggregation.Measure measure(@Nullable Object plain, String at) {
    if (!(plain instanceof Map<?, ?> map)) {
      throw wrong(at, "INVALID_TYPE", "must be {\"op\": …, \"field\": …}");
    }
    Aggregation.Op op = choice(Aggregation.Op.values(), map.get("op"), at + ".op");
    Object field = map.get("field");
    if (field == null && op != Aggregation.Op.COUNT) {
      throw wrong(at + ".field", "REQUIRED", "is required");
    }
    if (field != null && !(field instanceof String)) {
      throw wrong(at + ".field", "INVALID_TYPE", "must be text");
    }
    return new Aggregation.Measure(op, field instanceof String path ? declared(path) : null);
  }

  private String declared(String path) {
    if (type.find(path).isEmpty()) {
      throw InvalidRequestException.parameter(
          "UNKNOWN_FIELD", path, "is no field of " + type.name());
    }
    return path;
  }

  private static <E extends Enum<E>> E choice(E[] choices, @Nullable Object plain, String at) {
    for (E choice : choices) {
      if (plain instanceof String text && text.equals(choice.name().toLowerCase(Locale.ROOT))) {
        return choice;
      }
    }
    List<String> names =
        Arrays.stream(choices).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    throw wrong(at, "UNKNOWN_CHOICE", "must be one of " + names);
  }

  private static void refuseUnknown(Map<String, ?> body, Set<String> known) {
    List<FieldError> unknown = new ArrayList<>();
    for (String key : body.keySet()) {
      if (!known.contains(key)) {
        unknown.add(new FieldError(key, "UNKNOWN_FIELD", "is no part of this body"));
      }
    }
    if (!unknown.isEmpty()) {
      throw new InvalidValueException(unknown);
    }
  }

  private static List<?> list(Map<String, ?> body, String name, int most) {
    Object value = body.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(name, "INVALID_TYPE", "must be a list");
    }
    if (list.size() > most) {
      throw wrong(name, "TOO_MANY", "holds more than " + most + " entries");
    }
    return list;
  }

  private static List<String> texts(String name, Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof String text) {
          texts.add(text);
        }
      }
      if (texts.size() == list.size()) {
        return texts;
      }
    }
    throw wrong(name, "INVALID_TYPE", "must be a list of texts");
  }

  private static @Nullable String text(Map<String, ?> body, String name) {
    Object value = body.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(name, "INVALID_TYPE", "must be text");
  }

  private static boolean flag(Map<String, ?> body, String name) {
    Object value = body.get(name);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw wrong(name, "INVALID_TYPE", "must be true or false");
  }

  private static InvalidValueException wrong(String field, String code, String message) {
    return InvalidValueException.of(field, code, message);
  }
}
