package io.crmkit.record;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of value is read, written, ordered and stored. The plain form is what JSON knows:
 * text, {@link Boolean}, {@link Long}, {@link BigDecimal}, maps and lists. Immutable.
 *
 * @param <V> the Java type of the value
 */
public abstract class ValueType<V> {

  /** What a value is, for schemas and documents. */
  public enum Kind {
    /** Text of bounded length. */
    TEXT,
    /** Yes or no. */
    BOOLEAN,
    /** A whole number. */
    INTEGER,
    /** A number with a fixed number of decimals. */
    DECIMAL,
    /** An amount and its currency. */
    MONEY,
    /** An ISO 4217 code. */
    CURRENCY,
    /** A point in time, to the microsecond. */
    INSTANT,
    /** A day. */
    DATE,
    /** A span of time, to the millisecond. */
    DURATION,
    /** A BCP 47 language tag. */
    LOCALE,
    /** A time zone. */
    ZONE,
    /** One of the constants of an enum. */
    CHOICE,
    /** The identity of a record of a known type. */
    ID,
    /** A link to a record of any of several types. */
    REF,
    /** Several values of another kind, in order. */
    LIST
  }

  /** What a storage keeps one part of a value as. */
  public enum Form {
    /** {@link String}. */
    TEXT,
    /** {@link Long}. */
    INTEGER,
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link java.util.UUID}. */
    ID
  }

  private final Kind kind;
  private final Class<?> javaType;

  ValueType(Kind kind, Class<?> javaType) {
    this.kind = kind;
    this.javaType = javaType;
  }

  /**
   * Returns the type of values of a class that needs no further word: numbers, times, amounts,
   * links.
   *
   * @throws IllegalArgumentException if fields are never of this class
   */
  public static ValueType<Object> of(Class<?> javaType) {
    return ComponentReader.simple(javaType);
  }

  /** Returns the type of texts. */
  public static ValueType<Object> ofText(int maxLength, TextFormat format) {
    return ComponentReader.cast(new TextType(maxLength, format));
  }

  /** Returns the type of numbers with up to so many decimals. */
  public static ValueType<Object> ofDecimal(int scale) {
    return ComponentReader.cast(ValueTypes.decimal(scale));
  }

  /** Returns the type of lists. */
  public static ValueType<Object> ofList(ValueType<Object> element, int maxSize) {
    return ComponentReader.cast(new ListType(element, maxSize));
  }

  /** Returns what the value is. */
  public final Kind kind() {
    return kind;
  }

  /** Returns the Java class of a value; for primitive components the wrapper. */
  public final Class<?> javaType() {
    return javaType;
  }

  /** Returns what a storage keeps: one form, or two where the value has two parts. */
  public abstract List<Form> forms();

  /** Writes the parts of a value into {@code parts}, from {@code at} on. */
  public abstract void encode(V value, @Nullable Object[] parts, int at);

  /** Returns the value whose parts stand in {@code parts}, or null if its first part is null. */
  public abstract @Nullable V decode(@Nullable Object[] parts, int at);

  /** Returns the plain form. */
  public abstract Object toPlain(V value);

  /**
   * Reads the plain form.
   *
   * @throws ValueFormatException if {@code plain} is of another form
   */
  public abstract V fromPlain(Object plain);

  /**
   * Reads a value from text, as in a query parameter or a cell.
   *
   * @throws ValueFormatException if {@code text} spells no value
   */
  public abstract V parse(String text);

  /** Writes a value as text that {@link #parse} reads. */
  public abstract String print(V value);

  /** Compares two values in the one order that every storage keeps. */
  public abstract int compare(V a, V b);

  /**
   * Brings a value to the form in which it is kept, or null if nothing is left of it.
   *
   * @throws ValueFormatException if the value cannot be kept
   */
  public @Nullable V normalize(V value) {
    return value;
  }

  /** Returns the greatest length of a text, or 0 where there is none. */
  public int maxLength() {
    return 0;
  }

  /** Returns the number of decimals of a number, or 0. */
  public int scale() {
    return 0;
  }

  /** Returns the form of a text. */
  public TextFormat format() {
    return TextFormat.PLAIN;
  }

  /** Returns the constants of a choice in their order, or an empty list. */
  public List<String> choices() {
    return List.of();
  }

  /** Returns the type of a list's elements, or null where this is no list. */
  public @Nullable ValueType<Object> element() {
    return null;
  }

  /**
   * Reads the operand of a comparison. It differs from {@link #parse} where only a part of the
   * value takes part: the amount of money, an element of a list.
   */
  public Object parseOperand(String text) {
    return parse(text);
  }

  /** Reads the plain form of the operand of a comparison. */
  public Object operandFromPlain(Object plain) {
    return plain instanceof String text ? parseOperand(text) : fromPlain(plain);
  }

  /**
   * Returns what a comparison looks at, in the form that a storage keeps: the first part of a
   * value, or the operand itself.
   */
  @SuppressWarnings("unchecked")
  public Object comparable(Object operand) {
    Object[] parts = new Object[forms().size()];
    encode((V) operand, parts, 0);
    return parts[0];
  }
}
