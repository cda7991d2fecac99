package io.crmkit.record;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stored by position, so that a choice sorts as declared; constants are only ever added at the end.
 */
final class ChoiceType<E extends Enum<E>> extends NumberedType<E> {
  private final E[] constants;
  private final Map<String, E> byName = new LinkedHashMap<>();

  ChoiceType(Class<E> type) {
    super(Kind.CHOICE, type);
    constants = type.getEnumConstants();
    for (E constant : constants) {
      byName.put(fold(constant.name()), constant);
    }
  }

  private static String fold(String text) {
    return text.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // the position is what is stored
  long number(E value) {
    return value.ordinal();
  }

  @Override
  E value(long number) {
    return constants[Math.toIntExact(number)];
  }

  @Override
  public List<String> choices() {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  @Override
  public Object toPlain(E value) {
    return value.name();
  }

  @Override
  public E fromPlain(Object plain) {
    return parse(ValueTypes.text(plain, "one of " + choices()));
  }

  @Override
  public E parse(String text) {
    E constant = byName.get(fold(text));
    if (constant == null) {
      throw new ValueFormatException("UNKNOWN_CHOICE", "is none of " + choices());
    }
    return constant;
  }

  @Override
  public String print(E value) {
    return value.name();
  }
}
