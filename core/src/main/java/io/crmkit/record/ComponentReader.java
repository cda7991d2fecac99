package io.crmkit.record;

import io.crmkit.record.Field.Mark;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the components of a record class and what is annotated on them. Used once for each type.
 */
final class ComponentReader {
  private static final int LONG_TEXT = 1_000_000;
  private static final int LONG_LIST = 1_000;

  private static final Map<Mark, Class<? extends Annotation>> MARKS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Mark.INDEXED, Indexed.class),
              Map.entry(Mark.UNIQUE, Unique.class),
              Map.entry(Mark.SEARCHABLE, Searchable.class),
              Map.entry(Mark.ENCRYPTED, Encrypted.class),
              Map.entry(Mark.MANAGED, Managed.class),
              Map.entry(Mark.OWNER, Owner.class),
              Map.entry(Mark.TEAM, TeamScope.class),
              Map.entry(Mark.ACCOUNT, AccountScope.class),
              Map.entry(Mark.ATTACHED, AttachedTo.class),
              Map.entry(Mark.NATURAL_KEY, NaturalKey.class),
              Map.entry(Mark.WITHHELD, Withheld.class)));

  private static final Map<Class<?>, ValueType<?>> SIMPLE =
      Map.ofEntries(
          Map.entry(boolean.class, ValueTypes.BOOLEAN),
          Map.entry(Boolean.class, ValueTypes.BOOLEAN),
          Map.entry(int.class, ValueTypes.INT),
          Map.entry(Integer.class, ValueTypes.INT),
          Map.entry(long.class, ValueTypes.LONG),
          Map.entry(Long.class, ValueTypes.LONG),
          Map.entry(Money.class, ValueTypes.MONEY),
          Map.entry(Currency.class, ValueTypes.CURRENCY),
          Map.entry(Instant.class, ValueTypes.INSTANT),
          Map.entry(LocalDate.class, ValueTypes.DATE),
          Map.entry(Duration.class, ValueTypes.DURATION),
          Map.entry(Locale.class, ValueTypes.LOCALE),
          Map.entry(ZoneId.class, ValueTypes.ZONE),
          Map.entry(Id.class, ValueTypes.ID),
          Map.entry(Ref.class, ValueTypes.REF));

  private int nextIndex;
  private int nextPart;

  /** Returns the components of {@code type}. Fields are numbered in order over all depths. */
  List<Component> read(Class<?> type) {
    return read(type, "", Set.of(), null);
  }

  private List<Component> read(
      Class<?> type, String prefix, Set<Mark> inherited, @Nullable PrivacyPolicy privacy) {
    List<Component> components = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Set<Mark> marks = EnumSet.noneOf(Mark.class);
      marks.addAll(inherited);
      MARKS.forEach(
          (mark, annotation) -> {
            if (component.isAnnotationPresent(annotation)) {
              marks.add(mark);
            }
          });
      Indexed indexed = component.getAnnotation(Indexed.class);
      if (indexed != null && !indexed.own()) {
        marks.add(Mark.INDEXED_WITH_OTHERS);
      }
      Personal personal = component.getAnnotation(Personal.class);
      PrivacyPolicy policy = personal == null ? privacy : personal.value();
      boolean isNullable =
          component.getAnnotatedType().isAnnotationPresent(org.jspecify.annotations.Nullable.class);
      String path = prefix + component.getName();
      components.add(
          component.getType().isRecord() && !SIMPLE.containsKey(component.getType())
              ? new Component(
                  component.getName(),
                  null,
                  read(component.getType(), path + ".", marks, policy),
                  isNullable,
                  component.getType())
              : new Component(
                  component.getName(),
                  field(component, path, marks, isNullable, policy),
                  List.of(),
                  isNullable,
                  component.getType()));
    }
    return components;
  }

  private Field field(
      RecordComponent component,
      String path,
      Set<Mark> marks,
      boolean isNullable,
      @Nullable PrivacyPolicy privacy) {
    ValueType<Object> type = typeOf(component, path);
    Default initial = component.getAnnotation(Default.class);
    Object initialValue =
        initial != null
            ? type.parse(initial.value())
            : type.kind() == ValueType.Kind.LIST ? List.of() : null;
    if (!isNullable && initialValue == null && !marks.contains(Mark.MANAGED)) {
      marks.add(Mark.REQUIRED);
    }
    if (isNullable) {
      marks.add(Mark.NULLABLE);
    }
    ValueType<?> element = type.element();
    if ((element == null ? type : element).kind() != ValueType.Kind.TEXT) {
      marks.remove(Mark.SEARCHABLE);
    }
    if (type.kind() != ValueType.Kind.TEXT && marks.remove(Mark.ENCRYPTED)) {
      // a mark on a group is for its texts; on a field that is none it would promise too much
      if (component.isAnnotationPresent(Encrypted.class)) {
        throw new IllegalArgumentException(path + " is encrypted but no text");
      }
    }
    Matched matched = component.getAnnotation(Matched.class);
    Field field =
        new Field(
            path,
            nextIndex++,
            nextPart,
            type,
            marks,
            targets(component),
            initialValue,
            matched == null ? null : matched.value(),
            privacy);
    nextPart += type.forms().size();
    return field;
  }

  private static Set<String> targets(RecordComponent component) {
    RefersTo refersTo = component.getAnnotation(RefersTo.class);
    if (refersTo != null) {
      return Set.of(refersTo.value());
    }
    Type type = component.getGenericType();
    if (component.getType() == List.class && type instanceof ParameterizedType list) {
      type = list.getActualTypeArguments()[0];
    }
    if (type instanceof ParameterizedType id
        && id.getRawType() == Id.class
        && id.getActualTypeArguments()[0] instanceof Class<?> target) {
      RecordType declared = target.getAnnotation(RecordType.class);
      if (declared != null) {
        return Set.of(declared.value());
      }
    }
    return Set.of();
  }

  private ValueType<Object> typeOf(RecordComponent component, String path) {
    Size size = component.getAccessor().getAnnotation(Size.class);
    int max = size == null ? Integer.MAX_VALUE : size.max();
    if (component.getType() == List.class) {
      AnnotatedType element =
          ((AnnotatedParameterizedType) component.getAnnotatedType())
              .getAnnotatedActualTypeArguments()[0];
      Class<?> elementClass =
          element.getType() instanceof ParameterizedType parameterized
              ? (Class<?>) parameterized.getRawType()
              : (Class<?>) element.getType();
      Size elementSize = element.getAnnotation(Size.class);
      Text text = element.getAnnotation(Text.class);
      ValueType<Object> elementType =
          simple(
              elementClass,
              elementSize == null ? Integer.MAX_VALUE : elementSize.max(),
              text == null ? TextFormat.PLAIN : text.value(),
              0,
              path);
      return cast(new ListType(elementType, Math.min(max, LONG_LIST)));
    }
    Text text = component.getAnnotation(Text.class);
    Scale scale = component.getAnnotation(Scale.class);
    return simple(
        component.getType(),
        max,
        text == null ? TextFormat.PLAIN : text.value(),
        scale == null ? 0 : scale.value(),
        path);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static ValueType<Object> simple(
      Class<?> type, int max, TextFormat format, int scale, String path) {
    if (type == String.class) {
      return cast(new TextType(Math.min(max, LONG_TEXT), format));
    }
    if (type == BigDecimal.class) {
      return cast(ValueTypes.decimal(scale));
    }
    if (type.isEnum()) {
      return cast(ValueTypes.choice((Class) type));
    }
    ValueType<?> known = SIMPLE.get(type);
    if (known == null) {
      throw new IllegalArgumentException(
          path + " is of type " + type.getName() + ", which no field may be");
    }
    return cast(known);
  }

  static ValueType<Object> simple(Class<?> type) {
    return simple(type, LONG_TEXT, TextFormat.PLAIN, 0, "the field");
  }

  @SuppressWarnings("unchecked")
  static ValueType<Object> cast(ValueType<?> type) {
    return (ValueType<Object>) type;
  }
}
