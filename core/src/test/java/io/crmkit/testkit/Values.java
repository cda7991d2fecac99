package io.crmkit.testkit;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import java.util.Map;

/** Changes single fields of records, which have no setters. */
public final class Values {
  private Values() {}

  /** Returns a copy with these top-level fields, whose values are as in JSON. */
  @SuppressWarnings("unchecked") // the class of a record declares the type
  public static <T> T with(T value, Map<String, ?> fields) {
    Declaration<T> type = Declaration.of((Class<T>) value.getClass());
    Object[] values = type.values(value);
    fields.forEach(
        (path, plain) -> {
          Field field = type.field(path);
          values[field.index()] = plain == null ? null : field.type().fromPlain(plain);
        });
    return type.value(values);
  }
}
