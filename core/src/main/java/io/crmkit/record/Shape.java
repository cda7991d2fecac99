package io.crmkit.record;

import io.crmkit.error.FieldError;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.executable.ExecutableValidator;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a record class is taken apart into field values and put together again. Method handles are
 * made once; no call looks anything up by name.
 */
final class Shape {
  private final Class<?> type;
  private final List<Component> components;
  private final @Nullable Shape[] groups;
  private final @Nullable Object[] absent;
  private final MethodHandle[] accessors;
  private final MethodHandle canonicalHandle;
  private final Constructor<?> canonical;
  private final boolean hasConstraints;
  private volatile @Nullable MethodHandle constructor;

  Shape(Class<?> type, List<Component> components) {
    this.type = type;
    this.components = components;
    int size = components.size();
    this.groups = new Shape[size];
    this.absent = new Object[size];
    this.accessors = new MethodHandle[size];
    var recordComponents = type.getRecordComponents();
    Class<?>[] parameters = new Class<?>[size];
    try {
      var lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      for (int i = 0; i < size; i++) {
        Component component = components.get(i);
        parameters[i] = recordComponents[i].getType();
        accessors[i] =
            lookup
                .unreflect(recordComponents[i].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class));
        groups[i] =
            component.field() == null ? new Shape(component.javaType(), component.group()) : null;
        absent[i] = absentValue(parameters[i]);
      }
      canonical = type.getDeclaredConstructor(parameters);
      canonicalHandle = lookup.unreflectConstructor(canonical);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot reach the constructor of " + type.getName(), e);
    }
    this.hasConstraints = hasOwnConstraints(canonical);
  }

  /** Texts' lengths and presence are checked by the fields themselves, by code point. */
  private static boolean hasOwnConstraints(Constructor<?> canonical) {
    for (Parameter parameter : canonical.getParameters()) {
      if (parameter.getType() != String.class
          && parameter.getAnnotatedType().toString().contains("@")) {
        return true;
      }
      for (Annotation annotation : parameter.getAnnotations()) {
        if (!isCheckedByField(annotation.annotationType(), parameter.getType())
            && annotation.annotationType().isAnnotationPresent(Constraint.class)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isCheckedByField(Class<? extends Annotation> constraint, Class<?> type) {
    return constraint == NotNull.class
        || (type == String.class
            && (constraint == NotBlank.class
                || constraint == NotEmpty.class
                || constraint == Size.class));
  }

  private static @Nullable Object absentValue(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    return type == List.class ? List.of() : null;
  }

  /** Writes the values of all fields of {@code instance} to their positions. */
  void read(@Nullable Object instance, @Nullable Object[] values) {
    for (int i = 0; i < accessors.length; i++) {
      Object value = instance == null ? null : component(instance, i);
      Shape group = groups[i];
      Field field = components.get(i).field();
      if (group != null) {
        group.read(value, values);
      } else if (field != null) {
        values[field.index()] =
            value == null ? absent[i] instanceof List<?> ? absent[i] : null : value;
      }
    }
  }

  @SuppressWarnings("NullAway") // a method handle returns what the accessor returns
  private @Nullable Object component(Object instance, int i) {
    try {
      return (Object) accessors[i].invokeExact(instance);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the accessor of " + components.get(i).name() + " failed", e);
    }
  }

  /** Makes an instance of the values at their positions. Nothing is validated. */
  Object build(@Nullable Object[] values) {
    return construct(arguments(values));
  }

  private @Nullable Object[] arguments(@Nullable Object[] values) {
    @Nullable Object[] arguments = new Object[groups.length];
    for (int i = 0; i < arguments.length; i++) {
      Component component = components.get(i);
      Shape group = groups[i];
      Field field = component.field();
      if (field != null) {
        Object value = values[field.index()];
        arguments[i] = value == null ? absent[i] : value;
      } else if (group != null) {
        arguments[i] = component.isNullable() && group.isBlank(values) ? null : group.build(values);
      }
    }
    return arguments;
  }

  /** Made when the first instance is: it takes longer than all else here, for types never read. */
  private MethodHandle constructor() {
    MethodHandle made = constructor;
    if (made == null) {
      made =
          canonicalHandle
              .asSpreader(Object[].class, components.size())
              .asType(MethodType.methodType(Object.class, Object[].class));
      constructor = made;
    }
    return made;
  }

  @SuppressWarnings("NullAway") // constructors take null where the declaration says so
  private Object construct(@Nullable Object[] arguments) {
    try {
      return (Object) constructor().invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the constructor of " + type.getName() + " failed", e);
    }
  }

  /** Returns whether no field of this record has a value. */
  boolean isBlank(@Nullable Object[] values) {
    for (int i = 0; i < groups.length; i++) {
      Shape group = groups[i];
      Field field = components.get(i).field();
      if (group != null) {
        if (!group.isBlank(values)) {
          return false;
        }
      } else if (field != null) {
        Object value = values[field.index()];
        boolean isInitial =
            value == null || value.equals(field.initial()) || value.equals(List.of());
        if (!isInitial) {
          return false;
        }
      }
    }
    return true;
  }

  /** Adds an error for each value that is missing or breaks a constraint of its component. */
  void validate(@Nullable Object[] values, ExecutableValidator validator, List<FieldError> errors) {
    Set<Integer> wrong = new HashSet<>();
    for (int i = 0; i < groups.length; i++) {
      Component component = components.get(i);
      Shape group = groups[i];
      Field field = component.field();
      int before = errors.size();
      if (field != null) {
        if (field.isRequired() && values[field.index()] == null) {
          errors.add(new FieldError(field.path(), "REQUIRED", "is required"));
        }
      } else if (group != null && !(component.isNullable() && group.isBlank(values))) {
        group.validate(values, validator, errors);
      }
      if (errors.size() > before) {
        wrong.add(i);
      }
    }
    if (hasConstraints) {
      constraints(arguments(values, wrong), wrong, validator, errors);
    }
  }

  private @Nullable Object[] arguments(@Nullable Object[] values, Set<Integer> wrong) {
    if (wrong.isEmpty()) {
      return arguments(values);
    }
    @Nullable Object[] arguments = new Object[groups.length];
    for (int i = 0; i < arguments.length; i++) {
      Field field = components.get(i).field();
      Object value = field == null ? null : values[field.index()];
      arguments[i] = value == null ? absent[i] : value;
    }
    return arguments;
  }

  private void constraints(
      @Nullable Object[] arguments,
      Set<Integer> wrong,
      ExecutableValidator validator,
      List<FieldError> errors) {
    for (ConstraintViolation<?> violation :
        validator.validateConstructorParameters(canonical, arguments)) {
      int index = parameterIndex(violation.getPropertyPath());
      Class<? extends Annotation> constraint =
          violation.getConstraintDescriptor().getAnnotation().annotationType();
      Component component = components.get(index);
      if (wrong.contains(index)
          || arguments[index] == null
          || isCheckedByField(constraint, canonical.getParameterTypes()[index])) {
        continue;
      }
      Field field = component.field();
      errors.add(
          new FieldError(
              field == null ? component.name() : field.path(),
              code(constraint),
              violation.getMessage()));
    }
  }

  private static int parameterIndex(Path path) {
    for (Path.Node node : path) {
      if (node.getKind() == ElementKind.PARAMETER) {
        return node.as(Path.ParameterNode.class).getParameterIndex();
      }
    }
    throw new IllegalStateException("a constraint of a constructor without its parameter: " + path);
  }

  private static String code(Class<? extends Annotation> constraint) {
    return switch (constraint.getSimpleName()) {
      case "Min",
          "Max",
          "DecimalMin",
          "DecimalMax",
          "Positive",
          "PositiveOrZero",
          "Negative",
          "NegativeOrZero" ->
          "OUT_OF_RANGE";
      case "Size" -> "WRONG_SIZE";
      default ->
          constraint
              .getSimpleName()
              .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
              .toUpperCase(Locale.ROOT);
    };
  }

  /** Returns the components of all depths that are fields, in order. */
  static List<Field> leaves(List<Component> components) {
    List<Field> leaves = new ArrayList<>();
    for (Component component : components) {
      if (component.field() != null) {
        leaves.add(component.field());
      } else {
        leaves.addAll(leaves(component.group()));
      }
    }
    return leaves;
  }

  @Override
  public String toString() {
    return type.getSimpleName() + Arrays.toString(components.toArray());
  }
}
