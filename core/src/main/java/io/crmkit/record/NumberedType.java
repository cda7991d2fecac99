package io.crmkit.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that is stored as one whole number. */
abstract class NumberedType<V> extends ValueType<V> {
  NumberedType(Kind kind, Class<?> javaType) {
    super(kind, javaType);
  }

  abstract long number(V value);

  abstract V value(long number);

  @Override
  public final List<Form> forms() {
    return List.of(Form.INTEGER);
  }

  @Override
  public final void encode(V value, @Nullable Object[] parts, int at) {
    parts[at] = number(value);
  }

  @Override
  public final @Nullable V decode(@Nullable Object[] parts, int at) {
    return parts[at] instanceof Long number ? value(number) : null;
  }

  @Override
  public final int compare(V a, V b) {
    return Long.compare(number(a), number(b));
  }
}
