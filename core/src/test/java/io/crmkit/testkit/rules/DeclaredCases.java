package io.crmkit.testkit.rules;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.TextFormat;
import io.crmkit.record.ValueType.Kind;
import io.crmkit.testkit.RuleCase;
import io.crmkit.testkit.TestCrm;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One case for each constraint that a type declares of its fields. */
final class DeclaredCases {
  private static final String NOBODY = TestCrm.NOBODY.toString();

  private final Declaration<?> type;
  private final List<RuleCase> all = new ArrayList<>();

  private DeclaredCases(Declaration<?> type) {
    this.type = type;
  }

  static List<RuleCase> of(Declaration<?> type) {
    DeclaredCases cases = new DeclaredCases(type);
    type.fields().forEach(cases::add);
    return cases.all;
  }

  private RuleCase start(String kind, Field field) {
    return Bases.of(type.name(), kind, kind + " " + field.path());
  }

  private void add(Field field) {
    if (field.isWithheld()) {
      return; // some doors know no such field, others that callers do not write it
    }
    if (field.isManaged()) {
      all.add(
          start("managed", field)
              .change(field.path(), sample(field))
              .refused("MANAGED_FIELD", field.path()));
      return;
    }
    if (field.isRequired() && field.initial() == null && !isInOptionalGroup(field)) {
      all.add(
          start("required", field).change(field.path(), null).refused("REQUIRED", field.path()));
    } else if (!field.isNullable() && field.initial() != null && !field.isList()) {
      all.add(
          start("default", field)
              .change(field.path(), null)
              .holds(field.path(), field.type().toPlain(field.initial())));
    }
    if (component(field).isAnnotationPresent(NotBlank.class)) {
      all.add(start("blank", field).change(field.path(), "  ").refused("REQUIRED", field.path()));
    }
    wrongValues(field);
    ranges(field);
    references(field);
  }

  private void wrongValues(Field field) {
    int most = field.type().maxLength();
    switch (field.type().kind()) {
      case TEXT -> {
        if (most > 0 && most < 10_000) {
          String tooLong = longText(field, most);
          all.add(
              start("size", field).change(field.path(), tooLong).refused("TOO_LONG", field.path()));
        }
      }
      case CHOICE ->
          all.add(
              start("choice", field)
                  .change(field.path(), "NO_SUCH_CHOICE")
                  .refused("UNKNOWN_CHOICE", field.path()));
      case BOOLEAN, INTEGER, DECIMAL, MONEY, DATE, INSTANT ->
          all.add(
              start("form", field)
                  .change(field.path(), List.of("neither"))
                  .refused("*", field.path())); // in a file it is a text like any other
      case LIST -> {
        if (field.valueType().kind() == Kind.TEXT && most > 0 && most < 1_000) {
          String entry = field.valueType().format() == TextFormat.DOMAIN ? "a.example" : "a";
          List<String> many = Collections.nCopies(most + 1, entry);
          all.add(
              start("size", field).change(field.path(), many).refused("TOO_MANY", field.path()));
        }
      }
      default -> {
        // the other kinds have nothing that a declaration could ask for
      }
    }
  }

  private static String longText(Field field, int most) {
    return switch (field.type().format()) {
      case URL -> "https://a.example/" + "x".repeat(most);
      case EMAIL -> "x".repeat(most) + "@a.example";
      case JSON -> "{\"a\":\"" + "x".repeat(most) + "\"}";
      default -> "x".repeat(most + 1);
    };
  }

  private void ranges(Field field) {
    AnnotatedElement component = component(field);
    Min min = component.getAnnotation(Min.class);
    Max max = component.getAnnotation(Max.class);
    if (min != null) {
      outOfRange(field, min.value() - 1);
    }
    if (max != null) {
      outOfRange(field, max.value() + 1);
    }
    if (component.isAnnotationPresent(Positive.class)) {
      outOfRange(field, number(field, "0"));
    }
    if (component.isAnnotationPresent(PositiveOrZero.class)) {
      outOfRange(field, number(field, "-1"));
    }
    Size size = component.getAnnotation(Size.class);
    if (size != null && size.min() > 0 && field.isList()) {
      all.add(
          start("size", field).change(field.path(), List.of()).refused("WRONG_SIZE", field.path()));
    }
  }

  private void outOfRange(Field field, Object value) {
    all.add(
        start("range", field).change(field.path(), value).refused("OUT_OF_RANGE", field.path()));
  }

  private static Object number(Field field, String number) {
    return switch (field.type().kind()) {
      case MONEY -> Map.of("amount", number, "currency", "XOF");
      case DECIMAL -> number;
      default -> Long.valueOf(number);
    };
  }

  private void references(Field field) {
    if (!field.isReference()) {
      return;
    }
    Object nowhere =
        field.valueType().kind() == Kind.REF
            ? (field.targets().isEmpty() ? "account" : field.targets().iterator().next())
                + ":"
                + NOBODY
            : NOBODY;
    all.add(
        start("reference", field)
            .change(field.path(), field.isList() ? List.of(nowhere) : nowhere)
            .refused("REFERENCE_NOT_FOUND", field.path()));
  }

  private static Object sample(Field field) {
    return switch (field.type().kind()) {
      case BOOLEAN -> true;
      case INTEGER -> 7L;
      case DECIMAL -> "7";
      case MONEY -> Map.of("amount", "7", "currency", "XOF");
      case INSTANT -> "2026-03-02T09:00:00Z";
      case DATE -> "2026-03-02";
      case DURATION -> "PT1H";
      case ID -> NOBODY;
      case REF -> "account:" + NOBODY;
      case LIST -> List.of();
      case CHOICE -> otherChoice(field);
      default -> "x";
    };
  }

  private static Object otherChoice(Field field) {
    Object initial = field.initial() == null ? null : field.type().toPlain(field.initial());
    return field.valueType().choices().stream()
        .filter(each -> !each.equals(initial))
        .findFirst()
        .orElseThrow();
  }

  private boolean isInOptionalGroup(Field field) {
    String[] path = field.path().split("\\.", -1);
    return path.length > 1
        && type.components().stream()
            .anyMatch(each -> each.name().equals(path[0]) && each.isNullable());
  }

  /** Returns the component that declares a field. */
  private AnnotatedElement component(Field field) {
    Class<?> in = type.javaType();
    RecordComponent found = null;
    for (String name : field.path().split("\\.", -1)) {
      found =
          Arrays.stream(in.getRecordComponents())
              .filter(each -> each.getName().equals(name))
              .findFirst()
              .orElseThrow();
      in = found.getType();
    }
    return Arrays.stream(declaring(field).getDeclaredConstructors()[0].getParameters())
        .filter(each -> each.getName().equals(field.path().replaceFirst(".*\\.", "")))
        .findFirst()
        .<AnnotatedElement>map(each -> each)
        .orElse(found);
  }

  private Class<?> declaring(Field field) {
    Class<?> in = type.javaType();
    String[] path = field.path().split("\\.", -1);
    for (int i = 0; i < path.length - 1; i++) {
      String name = path[i];
      in =
          Arrays.stream(in.getRecordComponents())
              .filter(each -> each.getName().equals(name))
              .findFirst()
              .orElseThrow()
              .getType();
    }
    return in;
  }
}
