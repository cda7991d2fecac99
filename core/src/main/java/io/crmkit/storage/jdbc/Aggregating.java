package io.crmkit.storage.jdbc;

import io.crmkit.record.Aggregation.Group;
import io.crmkit.record.Aggregation.Measure;
import io.crmkit.record.Aggregation.Op;
import io.crmkit.record.Field;
import io.crmkit.record.ValueType;
import io.crmkit.storage.Selection;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Groups and measures rows in the database. */
final class Aggregating {
  /** Behind the path of a field of money: its currency alone. */
  private static final String CURRENCY = ".currency";

  private static final BigInteger BASE = BigInteger.valueOf(1_000_000_000);

  private final Session session;
  private final RowTable table;
  private final List<String> expressions = new ArrayList<>();
  private final List<String> grouped = new ArrayList<>();

  Aggregating(Session session, RowTable table) {
    this.session = session;
    this.table = table;
  }

  /** Takes a value from the columns of one group. */
  @FunctionalInterface
  private interface Part {
    @Nullable Object read(ResultSet result, Map<String, @Nullable Object> key) throws SQLException;
  }

  List<Group> aggregate(
      Selecting selecting, Selection selection, List<String> keys, List<Measure> measures) {
    Map<String, Part> keyParts = new LinkedHashMap<>();
    keys.forEach(path -> keyParts.put(path, key(path)));
    grouped.addAll(expressions);
    List<Part> measured = measures.stream().map(this::measure).toList();
    Sql sql = new Sql("SELECT ");
    sql.add(expressions.isEmpty() ? "COUNT(*)" : String.join(", ", expressions));
    selecting.from(sql, new Sql(), selecting.condition(selection));
    if (!grouped.isEmpty()) {
      sql.add(" GROUP BY ").add(String.join(", ", grouped));
    }
    return session.list(sql, result -> group(result, keyParts, measured));
  }

  private static Group group(ResultSet result, Map<String, Part> keys, List<Part> measures)
      throws SQLException {
    Map<String, @Nullable Object> key = new LinkedHashMap<>();
    for (Map.Entry<String, Part> each : keys.entrySet()) {
      key.put(each.getKey(), each.getValue().read(result, Map.of()));
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (Part measure : measures) {
      values.add(measure.read(result, key));
    }
    return new Group(key, Collections.unmodifiableList(values));
  }

  private int add(String expression) {
    expressions.add(expression);
    return expressions.size();
  }

  private Part key(String path) {
    Dialect dialect = session.dialect();
    if (table.type().find(path).isEmpty() && path.endsWith(CURRENCY)) {
      Field money = table.type().field(path.substring(0, path.length() - CURRENCY.length()));
      int at = add(table.column("t", money.columns().get(1)));
      return (result, key) -> result.getString(at);
    }
    Field field = table.type().field(path);
    List<ValueType.Form> forms = field.type().forms();
    int from = expressions.size() + 1;
    field.columns().forEach(column -> add(table.column("t", column)));
    return (result, key) -> {
      @Nullable Object[] parts = new Object[forms.size()];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = dialect.read(result, from + i, Kind.of(forms.get(i)));
      }
      return field.type().decode(parts, 0);
    };
  }

  private Part measure(Measure measure) {
    String path = measure.field();
    if (path == null) {
      int at = add("COUNT(*)");
      return (result, key) -> result.getLong(at);
    }
    Field field = table.type().field(path);
    String column = table.column("t", field.column());
    if (measure.op() == Op.COUNT) {
      int at = add(field.isList() ? "COUNT(*)" : "COUNT(" + column + ")");
      return (result, key) -> result.getLong(at);
    }
    return switch (measure.op()) {
      case SUM -> sum(column);
      case MIN, MAX -> extreme(measure.op().name(), field, column);
      default -> throw new IllegalArgumentException("a mean is made of a sum and a count");
    };
  }

  private Part sum(String column) {
    List<String> digits = session.dialect().sum(column);
    int at = add(digits.get(0));
    if (digits.size() == 1) {
      return (result, key) -> {
        BigDecimal sum = result.getBigDecimal(at);
        return sum == null ? null : sum.toBigIntegerExact();
      };
    }
    int low = add(digits.get(1));
    return (result, key) -> {
      BigInteger high = BigInteger.valueOf(result.getLong(at));
      return result.wasNull()
          ? null
          : high.multiply(BASE).add(BigInteger.valueOf(result.getLong(low)));
    };
  }

  private Part extreme(String function, Field field, String column) {
    Dialect dialect = session.dialect();
    List<ValueType.Form> forms = field.type().forms();
    Kind kind = Kind.of(forms.get(0));
    int at = add(dialect.extreme(function, column, kind));
    // a second part is the currency, which is a key, or the type of a link, which is asked for
    boolean isKeyed = field.type().kind() == ValueType.Kind.MONEY;
    int second = forms.size() > 1 && !isKeyed ? add("MIN(" + secondOf(field) + ")") : 0;
    return (result, key) -> {
      @Nullable Object[] parts = new Object[forms.size()];
      parts[0] = dialect.read(result, at, kind);
      if (forms.size() > 1) {
        parts[1] = isKeyed ? key.get(field.path() + CURRENCY) : result.getString(second);
      }
      return field.type().decode(parts, 0);
    };
  }

  private String secondOf(Field field) {
    return table.column("t", field.columns().get(1));
  }
}
