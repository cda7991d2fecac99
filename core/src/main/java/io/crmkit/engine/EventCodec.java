package io.crmkit.engine;

import io.crmkit.record.Declaration;
import io.crmkit.record.Event;
import io.crmkit.record.Field;
import io.crmkit.record.Json;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns rows into changes, and events into what the log keeps and back. */
final class EventCodec {
  private EventCodec() {}

  /**
   * Returns the fields that differ between two rows as JSON: {@code {"field": {"from": …, "to":
   * …}}}.
   */
  static Map<String, Event.Change> changes(
      Declaration<?> type, @Nullable Row before, @Nullable Row after) {
    Map<String, Event.Change> changes = new LinkedHashMap<>();
    for (Field field : type.fields()) {
      Object from = before == null ? null : before.values()[field.index()];
      Object to = after == null ? null : after.values()[field.index()];
      if (!Objects.equals(from, to) && !(isAbsent(from) && isAbsent(to))) {
        changes.put(field.path(), new Event.Change(plain(field, from), plain(field, to)));
      }
    }
    custom(before, after, changes);
    return changes;
  }

  private static boolean isAbsent(@Nullable Object value) {
    return value == null || (value instanceof List<?> list && list.isEmpty());
  }

  private static @Nullable Object plain(Field field, @Nullable Object value) {
    if (isAbsent(value)) {
      return null;
    }
    Object present = Objects.requireNonNull(value);
    return field.isEncrypted() ? present : field.type().toPlain(present);
  }

  private static void custom(
      @Nullable Row before, @Nullable Row after, Map<String, Event.Change> changes) {
    String from = before == null ? null : before.custom();
    String to = after == null ? null : after.custom();
    if (!Objects.equals(from, to)) {
      Map<?, ?> old = customMap(from);
      Map<?, ?> now = customMap(to);
      now.forEach(
          (key, value) -> {
            if (!Objects.equals(value, old.get(key))) {
              changes.put("custom." + key, new Event.Change(old.get(key), value));
            }
          });
      old.forEach(
          (key, value) -> {
            if (!now.containsKey(key)) {
              changes.put("custom." + key, new Event.Change(value, null));
            }
          });
    }
  }

  static Map<String, Object> customMap(@Nullable String json) {
    Map<String, Object> custom = new LinkedHashMap<>();
    if (json != null && Json.read(json) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> custom.put((String) key, Objects.requireNonNull(value)));
    }
    return custom;
  }

  /** Returns the event that the log keeps. */
  static Event event(LogEntry entry) {
    Map<String, Event.Change> changes = new LinkedHashMap<>();
    if (Json.read(entry.changes()) instanceof Map<?, ?> map) {
      map.forEach(
          (path, change) -> {
            Map<?, ?> both = (Map<?, ?>) Objects.requireNonNull(change);
            changes.put((String) path, new Event.Change(both.get("from"), both.get("to")));
          });
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    if (Json.read(entry.metadata()) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> metadata.put((String) key, String.valueOf(value)));
    }
    return new Event(
        entry.position(),
        entry.id(),
        entry.organization(),
        entry.at(),
        new Event.By(entry.actorKind(), entry.actorId()),
        entry.action(),
        entry.type(),
        entry.recordId(),
        entry.version(),
        changes,
        metadata);
  }
}
