package io.crmkit.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several values of one kind, in order. Kept as a JSON array; comparisons look for an element. */
final class ListType extends ValueType<List<Object>> {
  private final ValueType<Object> element;
  private final int maxSize;

  ListType(ValueType<Object> element, int maxSize) {
    super(Kind.LIST, List.class);
    this.element = element;
    this.maxSize = maxSize;
  }

  @Override
  public ValueType<Object> element() {
    return element;
  }

  @Override
  public int maxLength() {
    return maxSize;
  }

  @Override
  public List<Form> forms() {
    return List.of(Form.TEXT);
  }

  @Override
  public void encode(List<Object> value, @Nullable Object[] parts, int at) {
    parts[at] = value.isEmpty() ? null : Json.write(toPlain(value));
  }

  @Override
  public List<Object> decode(@Nullable Object[] parts, int at) {
    return parts[at] instanceof String text && Json.read(text) instanceof List<?> list
        ? fromPlain(list)
        : List.of();
  }

  @Override
  public Object toPlain(List<Object> value) {
    List<Object> plain = new ArrayList<>(value.size());
    for (Object each : value) {
      plain.add(element.toPlain(each));
    }
    return plain;
  }

  @Override
  public List<Object> fromPlain(Object plain) {
    if (!(plain instanceof List<?> list)) {
      throw new ValueFormatException("INVALID_TYPE", "must be a list");
    }
    List<Object> values = new ArrayList<>(list.size());
    for (Object each : list) {
      if (each == null) {
        throw new ValueFormatException("INVALID_TYPE", "holds null");
      }
      values.add(element.fromPlain(each));
    }
    return List.copyOf(values);
  }

  @Override
  public List<Object> parse(String text) {
    List<Object> values = new ArrayList<>();
    for (String part : splitList(text)) {
      if (!part.isBlank()) {
        values.add(element.parse(part.strip()));
      }
    }
    return List.copyOf(values);
  }

  /** Splits at commas; {@code \,} is a comma and {@code \\} a backslash. */
  static List<String> splitList(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && ",\\".indexOf(text.charAt(i + 1)) >= 0) {
        part.append(text.charAt(++i));
      } else if (c == ',') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  @Override
  public String print(List<Object> value) {
    StringBuilder text = new StringBuilder();
    for (Object each : value) {
      text.append(text.isEmpty() ? "" : ",");
      text.append(element.print(each).replace("\\", "\\\\").replace(",", "\\,"));
    }
    return text.toString();
  }

  @Override
  public int compare(List<Object> a, List<Object> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = element.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  @Override
  public List<Object> normalize(List<Object> value) {
    List<Object> values = new ArrayList<>(value.size());
    for (Object each : value) {
      if (each == null) {
        throw new ValueFormatException("INVALID_TYPE", "holds null");
      }
      Object normal = element.normalize(each);
      if (normal != null) {
        values.add(normal);
      }
    }
    if (values.size() > maxSize) {
      throw new ValueFormatException("TOO_MANY", "holds more than " + maxSize + " entries");
    }
    return List.copyOf(values);
  }

  @Override
  public Object parseOperand(String text) {
    return element.parseOperand(text);
  }

  @Override
  public Object operandFromPlain(Object plain) {
    return element.operandFromPlain(plain);
  }

  @Override
  public Object comparable(Object operand) {
    return element.comparable(operand);
  }
}
