package io.crmkit.engine.transfer;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.ValueFormatException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a dry run would have made: the values by which later rows would find them, or be
 * refused. Kept as hashes; that two of them meet by chance is far less likely than a broken disk.
 */
final class Rehearsed {
  private final Map<String, Set<Long>> seen = new HashMap<>();
  private final Declaration<?> type;

  Rehearsed(Declaration<?> type, List<Slot> slots) {
    this.type = type;
    for (Field field : type.fields()) {
      if (field.isUnique()) {
        seen.put(field.path(), new HashSet<>());
      }
    }
    for (Slot slot : slots) {
      ReferenceKey key = slot.key();
      Field by = key == null ? null : key.by();
      if (by != null && slot.target().targets().contains(type.name())) {
        seen.putIfAbsent(by.path(), new HashSet<>());
      }
    }
  }

  private static long hash(Object value) {
    long hash = 0xcbf29ce484222325L;
    String text = value.toString();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  /** Returns whether a row would have made the record of this name. */
  boolean hasMade(Slot slot, String name) {
    ReferenceKey key = slot.key();
    Field by = key == null ? null : key.by();
    if (by == null) {
      return false;
    }
    Object value = normal(by, name);
    return value != null && seen.getOrDefault(by.path(), Set.of()).contains(hash(value));
  }

  private static @Nullable Object normal(Field field, @Nullable Object plain) {
    try {
      return plain == null ? null : field.type().normalize(field.type().fromPlain(plain));
    } catch (ValueFormatException e) {
      return null;
    }
  }

  /** Returns whether the row has a value that an earlier row would have taken. */
  boolean isTaken(String path, Map<String, @Nullable Object> plain) {
    Object value = normal(type.field(path), ImportRow.get(plain, path));
    return value != null && seen.getOrDefault(path, Set.of()).contains(hash(value));
  }

  /** Returns the unique field of which an earlier row would have taken the value, or null. */
  @Nullable String taken(Map<String, @Nullable Object> plain) {
    for (Field field : type.fields()) {
      if (field.isUnique() && isTaken(field.path(), plain)) {
        return field.path();
      }
    }
    return null;
  }

  /** Notes what a row would have made. */
  void note(Map<String, @Nullable Object> plain) {
    seen.forEach(
        (path, values) -> {
          Object value = normal(type.field(path), ImportRow.get(plain, path));
          if (value != null) {
            values.add(hash(value));
          }
        });
  }
}
