package io.crmkit.engine;

import io.crmkit.record.Component;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes records in their plain form, as JSON shows them: flat envelope, value records nested. */
final class PlainForm {
  private PlainForm() {}

  /**
   * Returns the plain form of a record.
   *
   * @param fields paths to show beside id and version; empty shows all
   */
  static <T> Map<String, @Nullable Object> of(
      Declaration<T> type, Stored<T> stored, Set<String> fields) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("id", stored.id().toString());
    plain.put("version", stored.version());
    putIf(fields, "createdAt", plain, stored.createdAt().toString());
    putIf(fields, "updatedAt", plain, stored.updatedAt().toString());
    if (stored.deletedAt() != null) {
      putIf(fields, "deletedAt", plain, stored.deletedAt().toString());
    }
    @Nullable Object[] values = type.values(stored.value());
    components(type.components(), values, stored.hidden(), fields, "", plain);
    if (fields.isEmpty() ? !stored.custom().isEmpty() : showsCustom(fields)) {
      plain.put("custom", custom(stored.custom(), fields));
    }
    return plain;
  }

  private static void putIf(
      Set<String> fields, String name, Map<String, @Nullable Object> plain, Object value) {
    if (fields.isEmpty() || fields.contains(name)) {
      plain.put(name, value);
    }
  }

  private static boolean showsCustom(Set<String> fields) {
    return fields.stream().anyMatch(path -> path.equals("custom") || path.startsWith("custom."));
  }

  private static Map<String, @Nullable Object> custom(
      Map<String, Object> custom, Set<String> fields) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    custom.forEach(
        (key, value) -> {
          if (fields.isEmpty() || fields.contains("custom") || fields.contains("custom." + key)) {
            shown.put(key, value);
          }
        });
    return shown;
  }

  private static void components(
      List<Component> components,
      @Nullable Object[] values,
      Set<String> hidden,
      Set<String> fields,
      String prefix,
      Map<String, @Nullable Object> plain) {
    for (Component component : components) {
      Field field = component.field();
      String path = prefix + component.name();
      if (field != null) {
        boolean isShown = fields.isEmpty() || fields.contains(path) || holdsParent(fields, path);
        if (isShown && !hidden.contains(path)) {
          Object value = values[field.index()];
          plain.put(component.name(), value == null ? null : field.type().toPlain(value));
        }
        continue;
      }
      Map<String, @Nullable Object> group = new LinkedHashMap<>();
      components(component.group(), values, hidden, fields, path + ".", group);
      if (!group.isEmpty()) {
        boolean isAbsent =
            component.isNullable()
                && group.values().stream().allMatch(each -> each == null || each.equals(List.of()));
        plain.put(component.name(), isAbsent ? null : group);
      }
    }
  }

  private static boolean holdsParent(Set<String> fields, String path) {
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (fields.contains(path.substring(0, dot))) {
        return true;
      }
    }
    return false;
  }
}
