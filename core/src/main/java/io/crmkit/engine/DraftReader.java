package io.crmkit.engine;

import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Component;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.ValueFormatException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain form of a record, as JSON has it, into a draft. Unknown and managed fields and
 * values of a wrong type are refused, all at once.
 */
final class DraftReader {
  private final Declaration<?> type;
  private final List<FieldError> errors = new ArrayList<>();
  private final @Nullable Object[] values;
  private final BitSet given;
  private @Nullable Map<String, @Nullable Object> custom;

  private DraftReader(Declaration<?> type) {
    this.type = type;
    this.values = new Object[type.fields().size()];
    this.given = new BitSet(values.length);
  }

  /**
   * Reads a record or a merge patch; where a field is absent it is not given, where it is null it
   * is given as null.
   *
   * @throws InvalidValueException naming every wrong field
   */
  static Draft read(Declaration<?> type, Map<String, ?> plain) {
    DraftReader reader = new DraftReader(type);
    reader.components(type.components(), plain, "");
    if (!reader.errors.isEmpty()) {
      throw new InvalidValueException(reader.errors);
    }
    return new Draft(reader.values, reader.given, reader.custom, null);
  }

  /**
   * Returns the values that can be read, in the form in which they are kept, and null for the rest.
   */
  static @Nullable Object[] readLeniently(Declaration<?> type, Map<String, ?> plain) {
    DraftReader reader = new DraftReader(type);
    reader.components(type.components(), plain, "");
    for (Field field : type.fields()) {
      Object value = reader.values[field.index()];
      try {
        reader.values[field.index()] = value == null ? null : field.type().normalize(value);
      } catch (ValueFormatException e) {
        reader.values[field.index()] = null; // refused by name when the row's turn comes
      }
    }
    return reader.values;
  }

  private void components(List<Component> components, Map<String, ?> plain, String prefix) {
    for (Map.Entry<String, ?> entry : plain.entrySet()) {
      String name = entry.getKey();
      Component component =
          components.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
      if (component != null) {
        component(component, entry.getValue(), prefix);
      } else if (prefix.isEmpty() && name.equals("custom")) {
        custom(entry.getValue());
      } else {
        boolean isManaged =
            prefix.isEmpty() && (name.equals("organizationId") || type.find(name).isPresent());
        errors.add(
            isManaged
                ? new FieldError(name, "MANAGED_FIELD", "is managed and cannot be given")
                : new FieldError(
                    prefix + name, "UNKNOWN_FIELD", type.name() + " has no such field"));
      }
    }
  }

  private void component(Component component, @Nullable Object plain, String prefix) {
    Field field = component.field();
    if (field != null) {
      field(field, plain);
    } else if (plain == null) {
      clear(component.group());
    } else if (plain instanceof Map<?, ?> map) {
      Map<String, Object> inner = new LinkedHashMap<>();
      map.forEach((key, value) -> inner.put((String) key, value));
      components(component.group(), inner, prefix + component.name() + ".");
    } else {
      errors.add(new FieldError(prefix + component.name(), "INVALID_TYPE", "must be an object"));
    }
  }

  private void clear(List<Component> group) {
    for (Component component : group) {
      Field field = component.field();
      if (field == null) {
        clear(component.group());
      } else if (!field.isManaged()) {
        given.set(field.index());
      }
    }
  }

  private void field(Field field, @Nullable Object plain) {
    if (field.isManaged()) {
      errors.add(new FieldError(field.path(), "MANAGED_FIELD", "is managed and cannot be given"));
      return;
    }
    try {
      values[field.index()] = plain == null ? null : field.type().fromPlain(plain);
      given.set(field.index());
    } catch (ValueFormatException e) {
      errors.add(new FieldError(field.path(), e.code(), e.getMessage()));
    }
  }

  private void custom(@Nullable Object plain) {
    if (plain instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copied = new LinkedHashMap<>();
      map.forEach((key, value) -> copied.put((String) key, value));
      custom = copied;
    } else {
      errors.add(new FieldError("custom", "INVALID_TYPE", "must be an object"));
    }
  }
}
