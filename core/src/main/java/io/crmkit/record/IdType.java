package io.crmkit.record;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The identity of a record of a known type. */
final class IdType extends ValueType<Id<?>> {
  IdType() {
    super(Kind.ID, Id.class);
  }

  @Override
  public List<Form> forms() {
    return List.of(Form.ID);
  }

  @Override
  public void encode(Id<?> value, @Nullable Object[] parts, int at) {
    parts[at] = value.value();
  }

  @Override
  public @Nullable Id<?> decode(@Nullable Object[] parts, int at) {
    return parts[at] instanceof UUID uuid ? new Id<>(uuid) : null;
  }

  @Override
  public Object toPlain(Id<?> value) {
    return value.toString();
  }

  @Override
  public Id<?> fromPlain(Object plain) {
    return Id.of(ValueTypes.text(plain, "an id"));
  }

  @Override
  public Id<?> parse(String text) {
    return Id.of(text.strip());
  }

  @Override
  public String print(Id<?> value) {
    return value.toString();
  }

  @Override
  public int compare(Id<?> a, Id<?> b) {
    return a.compareTo(b);
  }
}
