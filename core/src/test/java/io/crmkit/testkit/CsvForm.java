package io.crmkit.testkit;

import io.crmkit.engine.transfer.ImportMapping;
import io.crmkit.engine.transfer.ImportMapping.Column;
import io.crmkit.engine.transfer.ImportMapping.OnMissing;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row as a file has it: a column for each field, called by its path.
 *
 * @param text the file
 * @param mapping how its columns become fields
 */
public record CsvForm(String text, ImportMapping mapping) {
  /** Returns the file of one row. */
  public static CsvForm of(Declaration<?> type, @Nullable String id, Map<String, Object> plain) {
    Map<String, Object> cells = new LinkedHashMap<>();
    if (id != null) {
      cells.put("id", id);
    }
    flatten(type, plain, "", cells);
    Map<String, Column> columns = new LinkedHashMap<>();
    cells.keySet().forEach(path -> columns.put(path, column(type, path)));
    String headings = String.join(",", cells.keySet());
    String row = cells.values().stream().map(CsvForm::cell).collect(Collectors.joining(","));
    return new CsvForm(
        headings + "\n" + row + "\n",
        new ImportMapping(columns, Map.of(), Set.of(), Set.of(), List.of(), null, null));
  }

  /** Returns whether cells can spell this. */
  public static boolean holds(Declaration<?> type, Map<String, Object> plain) {
    Map<String, Object> cells = new LinkedHashMap<>();
    flatten(type, plain, "", cells);
    return !cells.isEmpty()
        && cells.keySet().stream()
            .allMatch(path -> path.startsWith("custom.") || type.find(path).isPresent());
  }

  private static Column column(Declaration<?> type, String path) {
    Field field = type.find(path).orElse(null);
    boolean isToOne =
        field != null
            && field.isReference()
            && field.targets().size() == 1
            && !field.targets().contains("user");
    return new Column(path, isToOne ? "id" : null, Map.of(), OnMissing.ERROR, null);
  }

  private static void flatten(
      Declaration<?> type, Map<?, ?> plain, String prefix, Map<String, Object> cells) {
    plain.forEach(
        (key, value) -> {
          String path = prefix + key;
          Field field = type.find(path).orElse(null);
          boolean isGroup = value instanceof Map && field == null;
          if (isGroup) {
            flatten(type, (Map<?, ?>) value, path + ".", cells);
          } else {
            cells.put(path, value);
          }
        });
  }

  private static String cell(@Nullable Object value) {
    return value == null ? "" : "\"" + spelled(value).replace("\"", "\"\"") + "\"";
  }

  private static String spelled(Object value) {
    if (value instanceof Map<?, ?> map && map.containsKey("currency")) {
      return map.get("amount") + " " + map.get("currency");
    }
    if (value instanceof Map) {
      return Json.write(value);
    }
    if (value instanceof List<?> list) {
      List<String> parts = new ArrayList<>();
      list.forEach(each -> parts.add(spelled(each).replaceAll("([\\\\,;:])", "\\\\$1")));
      return String.join(", ", parts);
    }
    return String.valueOf(value);
  }
}
