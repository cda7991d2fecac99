package io.crmkit.engine.transfer;

import io.crmkit.record.Declaration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row on its way to a record: what its cells mean, and what is wrong with it. */
final class ImportRow {
  final RawRow raw;
  final Map<String, @Nullable Object> plain = new LinkedHashMap<>();
  final List<Mention> mentions = new ArrayList<>();
  final List<Fault> faults = new ArrayList<>();
  @Nullable Instant createdAt;
  @Nullable String recordId;

  ImportRow(RawRow raw) {
    this.raw = raw;
  }

  /**
   * Records that a cell refers to.
   *
   * @param slot the column
   * @param names as the cell spells them; several in a list
   * @param id the id that stands beside the name, or null
   */
  record Mention(Slot slot, List<String> names, @Nullable String id) {}

  /** Gives a field a value, within its value records. */
  static void put(Map<String, @Nullable Object> plain, String path, @Nullable Object value) {
    Map<String, @Nullable Object> inner = plain;
    int start = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
      inner = group(inner, path.substring(start, dot));
      start = dot + 1;
    }
    inner.put(path.substring(start), value);
  }

  @SuppressWarnings("unchecked") // only put makes groups
  private static Map<String, @Nullable Object> group(
      Map<String, @Nullable Object> plain, String name) {
    Object group = plain.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    return (Map<String, @Nullable Object>) group;
  }

  static @Nullable Object get(Map<String, @Nullable Object> plain, String path) {
    Object value = plain;
    for (String name : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  /** Returns a copy of the plain form, for references to be put into. */
  static Map<String, @Nullable Object> copy(Map<?, ?> plain) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : plain.entrySet()) {
      Object value = entry.getValue();
      copy.put((String) entry.getKey(), value instanceof Map<?, ?> map ? copy(map) : value);
    }
    return copy;
  }

  /** Returns the plain form of a new record, in which what has no value is not named. */
  static Map<String, @Nullable Object> withoutNulls(Declaration<?> type, Map<?, ?> plain) {
    return withoutNulls(type, plain, "");
  }

  /** Looks into groups only: what the value of a field holds is the field's. */
  private static Map<String, @Nullable Object> withoutNulls(
      Declaration<?> type, Map<?, ?> plain, String prefix) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : plain.entrySet()) {
      String name = (String) entry.getKey();
      Object value = entry.getValue();
      if (value instanceof Map<?, ?> map && type.find(prefix + name).isEmpty()) {
        Map<String, @Nullable Object> inner = withoutNulls(type, map, prefix + name + ".");
        if (!inner.isEmpty()) {
          kept.put(name, inner);
        }
      } else if (value != null) {
        kept.put(name, value);
      }
    }
    return kept;
  }
}
