package io.crmkit.record;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The id comes first, so that a null id is a null link; comparisons look at the id alone. */
final class RefType extends ValueType<Ref> {
  RefType() {
    super(Kind.REF, Ref.class);
  }

  @Override
  public List<Form> forms() {
    return List.of(Form.ID, Form.TEXT);
  }

  @Override
  public void encode(Ref value, @Nullable Object[] parts, int at) {
    parts[at] = value.id();
    parts[at + 1] = value.type();
  }

  @Override
  public @Nullable Ref decode(@Nullable Object[] parts, int at) {
    return parts[at] instanceof UUID id && parts[at + 1] instanceof String type
        ? new Ref(type, id)
        : null;
  }

  @Override
  public Object toPlain(Ref value) {
    return value.toString();
  }

  @Override
  public Ref fromPlain(Object plain) {
    return Ref.of(ValueTypes.text(plain, "a reference like account:ID"));
  }

  @Override
  public Ref parse(String text) {
    return Ref.of(text.strip());
  }

  @Override
  public String print(Ref value) {
    return value.toString();
  }

  @Override
  public int compare(Ref a, Ref b) {
    return Id.compare(a.id(), b.id());
  }
}
