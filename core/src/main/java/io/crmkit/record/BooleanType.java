package io.crmkit.record;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Yes or no. */
final class BooleanType extends ValueType<Boolean> {
  BooleanType() {
    super(Kind.BOOLEAN, Boolean.class);
  }

  @Override
  public List<Form> forms() {
    return List.of(Form.BOOLEAN);
  }

  @Override
  public void encode(Boolean value, @Nullable Object[] parts, int at) {
    parts[at] = value;
  }

  @Override
  public @Nullable Boolean decode(@Nullable Object[] parts, int at) {
    return (Boolean) parts[at];
  }

  @Override
  public Object toPlain(Boolean value) {
    return value;
  }

  @Override
  public Boolean fromPlain(Object plain) {
    if (plain instanceof Boolean value) {
      return value;
    }
    throw new ValueFormatException("INVALID_TYPE", "must be true or false");
  }

  @Override
  public Boolean parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ValueFormatException("INVALID_BOOLEAN", "is neither true nor false");
    };
  }

  @Override
  public String print(Boolean value) {
    return value.toString();
  }

  @Override
  public int compare(Boolean a, Boolean b) {
    return Boolean.compare(a, b);
  }
}
