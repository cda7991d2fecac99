package io.crmkit.testkit;

import io.crmkit.record.Component;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.ValueFormatException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of the language from plain forms, as far as the language can hold them. */
final class TypedForm {
  private TypedForm() {}

  /** Returns the record, or null if no code could have made it. */
  static <T> @Nullable T of(Declaration<T> type, Map<String, Object> plain) {
    Object[] values = new Object[type.fields().size()];
    for (Field field : type.fields()) {
      values[field.index()] = field.initial();
    }
    return set(type.components(), plain, values) ? type.value(values) : null;
  }

  /** Returns a changed copy, or null if no code could have made it. */
  static <T> @Nullable T changed(Declaration<T> type, T value, Map<String, Object> plain) {
    Object[] values = type.values(value);
    return set(type.components(), plain, values) ? type.value(values) : null;
  }

  private static boolean set(List<Component> components, Map<?, ?> plain, Object[] values) {
    for (Map.Entry<?, ?> entry : plain.entrySet()) {
      Component component =
          components.stream()
              .filter(each -> each.name().equals(entry.getKey()))
              .findFirst()
              .orElse(null);
      Object value = entry.getValue();
      Field field = component == null ? null : component.field();
      boolean isSet;
      if (component == null) {
        isSet = false;
      } else if (field != null) {
        isSet = set(field, value, values);
      } else if (value == null) {
        component.group().forEach(each -> values[each.field().index()] = null);
        isSet = true;
      } else {
        isSet = value instanceof Map<?, ?> group && set(component.group(), group, values);
      }
      if (!isSet) {
        return false;
      }
    }
    return true;
  }

  private static boolean set(Field field, @Nullable Object plain, Object[] values) {
    Class<?> javaType = field.type().javaType();
    boolean mayBePrimitive = javaType == Integer.class || javaType == Boolean.class;
    if (plain == null && mayBePrimitive && !field.isNullable()) {
      return false;
    }
    try {
      values[field.index()] = plain == null ? null : field.type().fromPlain(plain);
      return true;
    } catch (ValueFormatException e) {
      return false;
    }
  }
}
