package io.crmkit.storage.memory;

import io.crmkit.record.Aggregation.Group;
import io.crmkit.record.Aggregation.Measure;
import io.crmkit.record.Aggregation.Op;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Money;
import io.crmkit.record.ValueType;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Row;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Groups rows by the values of their fields, and measures the groups. */
final class Groups {
  /** Behind the path of a field of money: its currency alone. */
  private static final String CURRENCY = ".currency";

  private Groups() {}

  static List<Group> of(
      Declaration<?> type, List<Indexed> rows, List<String> keys, List<Measure> measures) {
    Map<Map<String, @Nullable Object>, List<Row>> groups = new LinkedHashMap<>();
    if (keys.isEmpty()) {
      groups.put(Map.of(), new ArrayList<>());
    }
    for (Indexed each : rows) {
      Map<String, @Nullable Object> key = new LinkedHashMap<>();
      keys.forEach(path -> key.put(path, keyPart(type, path, each.row())));
      groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(each.row());
    }
    List<Group> measured = new ArrayList<>();
    groups.forEach(
        (key, members) -> {
          List<@Nullable Object> values = new ArrayList<>();
          measures.forEach(measure -> values.add(measure(type, measure, members)));
          measured.add(new Group(key, Collections.unmodifiableList(values)));
        });
    return measured;
  }

  private static @Nullable Object keyPart(Declaration<?> type, String path, Row row) {
    if (type.find(path).isEmpty() && path.endsWith(CURRENCY)) {
      Field money = type.field(path.substring(0, path.length() - CURRENCY.length()));
      return row.get(money) instanceof Money amount ? amount.currency().getCurrencyCode() : null;
    }
    return row.get(type.field(path));
  }

  private static @Nullable Object measure(Declaration<?> type, Measure measure, List<Row> members) {
    String path = measure.field();
    if (path == null) {
      return (long) members.size();
    }
    Field field = type.field(path);
    List<Object> values = new ArrayList<>();
    for (Row row : members) {
      Object value = row.get(field);
      if (value != null) {
        values.add(value);
      }
    }
    if (measure.op() == Op.COUNT) {
      return (long) values.size();
    }
    if (values.isEmpty()) {
      return null;
    }
    ValueType<Object> valueType = field.type();
    return switch (measure.op()) {
      case SUM ->
          values.stream()
              .map(value -> BigInteger.valueOf((Long) valueType.comparable(value)))
              .reduce(BigInteger.ZERO, BigInteger::add);
      case MIN -> Collections.min(values, valueType::compare);
      case MAX -> Collections.max(values, valueType::compare);
      default -> throw new IllegalArgumentException("a mean is made of a sum and a count");
    };
  }
}
