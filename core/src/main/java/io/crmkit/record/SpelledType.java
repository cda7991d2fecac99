package io.crmkit.record;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value that is stored, shown and typed as one text. */
final class SpelledType<V> extends ValueType<V> {
  private final Function<String, V> read;
  private final Function<V, String> write;

  SpelledType(Kind kind, Class<V> javaType, Function<String, V> read, Function<V, String> write) {
    super(kind, javaType);
    this.read = read;
    this.write = write;
  }

  @Override
  public List<Form> forms() {
    return List.of(Form.TEXT);
  }

  @Override
  public void encode(V value, @Nullable Object[] parts, int at) {
    parts[at] = write.apply(value);
  }

  @Override
  public @Nullable V decode(@Nullable Object[] parts, int at) {
    return parts[at] instanceof String text ? read.apply(text) : null;
  }

  @Override
  public Object toPlain(V value) {
    return write.apply(value);
  }

  @Override
  public V fromPlain(Object plain) {
    return read.apply(ValueTypes.text(plain, "text"));
  }

  @Override
  public V parse(String text) {
    return read.apply(text);
  }

  @Override
  public String print(V value) {
    return write.apply(value);
  }

  /** Refuses what could be written but not read back, such as a day of the year 10000. */
  @Override
  public V normalize(V value) {
    return read.apply(write.apply(value));
  }

  @Override
  public int compare(V a, V b) {
    return write.apply(a).compareTo(write.apply(b));
  }
}
