package io.crmkit.engine;

import io.crmkit.record.Aggregation;
import io.crmkit.record.Aggregation.Op;
import io.crmkit.record.Declaration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the groups of an aggregation in their plain form, as JSON shows them. */
public final class GroupForm {
  private GroupForm() {}

  /** Returns {@code {"key": {…}, "values": […]}} for each group. */
  public static List<Map<String, @Nullable Object>> of(
      Declaration<?> type, Aggregation aggregation, List<Aggregation.Group> groups) {
    List<Map<String, @Nullable Object>> plain = new ArrayList<>();
    for (Aggregation.Group group : groups) {
      Map<String, @Nullable Object> key = new LinkedHashMap<>();
      group.key().forEach((path, value) -> key.put(path, value(type, path, value)));
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < group.values().size(); i++) {
        Aggregation.Measure measure = aggregation.measures().get(i);
        boolean isOfField = measure.op() == Op.MIN || measure.op() == Op.MAX;
        Object value = group.values().get(i);
        values.add(value(type, isOfField ? measure.field() : null, value));
      }
      Map<String, @Nullable Object> both = new LinkedHashMap<>();
      both.put("key", key);
      both.put("values", values);
      plain.add(both);
    }
    return plain;
  }

  private static @Nullable Object value(
      Declaration<?> type, @Nullable String path, @Nullable Object value) {
    if (value instanceof Aggregation.Amount amount) {
      Map<String, Object> plain = new LinkedHashMap<>();
      plain.put("amount", amount.amount().toPlainString());
      plain.put("currency", amount.currency());
      return plain;
    }
    if (value instanceof LocalDate day) {
      return day.toString(); // the first day of a span, whatever the field holds
    }
    return value == null || path == null ? value : type.field(path).type().toPlain(value);
  }
}
