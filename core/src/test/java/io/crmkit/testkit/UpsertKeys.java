package io.crmkit.testkit;

import io.crmkit.record.Condition;
import io.crmkit.record.Field;
import io.crmkit.record.Query;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds fields by which rows can be told apart. */
public final class UpsertKeys {
  private UpsertKeys() {}

  private static List<Field> candidates(RuleWorld world, String type) {
    return world.type(type).fields().stream()
        .filter(field -> field.isIndexed() && !field.isManaged() && !field.isList())
        .toList();
  }

  /** Returns a field of which no row has this value yet, or null. */
  public static @Nullable String free(RuleWorld world, String type, Map<String, Object> fields) {
    for (Field field : candidates(world, type)) {
      Object value = RuleWorld.at(fields, field.path());
      if (value instanceof String text && isReadable(field, text)) {
        if (having(world, type, field, value).isEmpty()) {
          return field.path();
        }
      }
    }
    return null;
  }

  /**
   * Returns a field, other than those that change, of which no other row has the value, or null.
   */
  public static @Nullable String taken(
      RuleWorld world, String type, String id, Map<String, Object> changes) {
    Map<String, Object> row = world.read(type, id);
    for (Field field : candidates(world, type)) {
      Object value = RuleWorld.at(row, field.path());
      boolean isKept = !changes.containsKey(field.path().split("\\.", -1)[0]);
      if (isKept
          && value instanceof String
          && having(world, type, field, value).equals(List.of(id))) {
        return field.path();
      }
    }
    return null;
  }

  /** Returns the changes with the value of the key. */
  public static Map<String, Object> with(
      RuleWorld world, String type, String id, String key, Map<String, Object> changes) {
    return RuleCase.put(
        changes, key, Objects.requireNonNull(RuleWorld.at(world.read(type, id), key)));
  }

  private static boolean isReadable(Field field, String text) {
    try {
      return field.type().normalize(field.type().fromPlain(text)) != null;
    } catch (io.crmkit.record.ValueFormatException e) {
      return false;
    }
  }

  private static List<String> having(RuleWorld world, String type, Field field, Object value) {
    Object read = field.type().normalize(field.type().fromPlain(value));
    return world.having(type, field.path(), Objects.requireNonNull(read));
  }

  /** Returns the id of the row that was made last. */
  public static String newest(RuleWorld world, String type) {
    return world
        .session()
        .records(world.type(type).javaType())
        .list(Query.where(Condition.always()).sort("-id").limit(1))
        .items()
        .get(0)
        .id()
        .toString();
  }
}
