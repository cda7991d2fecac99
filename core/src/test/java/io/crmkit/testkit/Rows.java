package io.crmkit.testkit;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.IdSource;
import io.crmkit.record.Json;
import io.crmkit.record.SearchText;
import io.crmkit.record.TimeOrderedIds;
import io.crmkit.record.ValueFormatException;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows from the fields that a test is about, given as path and value in turn: {@code
 * Rows.of(VENUE, "name", "Sorano", "custom", "{\"size\":3}")}. Every other field is empty.
 */
public final class Rows {
  /** When rows are made unless said otherwise. */
  public static final Instant MADE_AT = Instant.parse("2026-03-01T10:00:00.123456Z");

  private static final IdSource IDS = new TimeOrderedIds();

  private Rows() {}

  /** Returns a new id, greater than those before it. */
  public static UUID newId() {
    return IDS.next(Instant.now());
  }

  /** Returns a first version. */
  public static Indexed of(Declaration<?> type, @Nullable Object... pathsAndValues) {
    return of(type, newId(), pathsAndValues);
  }

  /** Returns a first version of this id. */
  public static Indexed of(Declaration<?> type, UUID id, @Nullable Object... pathsAndValues) {
    @Nullable Object[] values = new Object[type.fields().size()];
    for (Field field : type.fields()) {
      values[field.index()] = empty(field);
    }
    return with(type, new Row(id, 1, MADE_AT, MADE_AT, null, values, null), pathsAndValues);
  }

  /** Returns the next version, with these fields changed. */
  public static Indexed next(Declaration<?> type, Row row, @Nullable Object... pathsAndValues) {
    Row next =
        new Row(
            row.id(),
            row.version() + 1,
            row.createdAt(),
            row.updatedAt().plusSeconds(1),
            row.deletedAt(),
            row.values(),
            row.custom());
    return with(type, next, pathsAndValues);
  }

  /** Returns the next version, softly deleted. */
  public static Indexed deleted(Declaration<?> type, Row row) {
    return next(type, row, "deletedAt", row.updatedAt().plusSeconds(1));
  }

  /** Returns the next version, living again. */
  public static Indexed revived(Declaration<?> type, Row row) {
    return next(type, row, "deletedAt", null);
  }

  /** Returns a row together with what it is found by. */
  public static Indexed indexed(Declaration<?> type, Row row) {
    SortedSet<String> words = new TreeSet<>();
    List<Indexed.Entry> entries = new ArrayList<>();
    for (Field field : type.fields()) {
      Object value = row.get(field);
      if (field.isSearchable() && value instanceof String text) {
        SearchText.addWords(text, words);
      }
      if (field.isIndexed() && field.isList() && value instanceof List<?> list) {
        list.forEach(
            each ->
                entries.add(new Indexed.Entry(field.path(), field.valueType().comparable(each))));
      }
    }
    if (row.custom() != null && Json.read(row.custom()) instanceof Map<?, ?> custom) {
      custom.forEach((key, value) -> entries.add(entry("custom." + key, value)));
    }
    return new Indexed(row, words, List.copyOf(entries));
  }

  /** Returns an event of a record. */
  public static LogEntry event(UUID organization, String type, UUID recordId, long version) {
    return new LogEntry(
        null,
        newId(),
        organization,
        MADE_AT.plusSeconds(version),
        "user",
        newId().toString(),
        type + ".updated",
        type,
        recordId,
        version,
        "{\"name\":{\"from\":\"é\",\"to\":\"\uD83D\uDE00\"}}",
        "{\"source\":\"api\"}");
  }

  private static @Nullable Object empty(Field field) {
    Class<?> javaType = field.type().javaType();
    if (field.isList()) {
      return List.of();
    }
    if (!field.isRequired()) {
      return null;
    }
    return javaType == String.class
        ? "x"
        : javaType == Integer.class ? (Object) 0 : javaType == Boolean.class ? false : null;
  }

  private static Indexed.Entry entry(String path, Object value) {
    if (value instanceof String text && text.length() == 36) {
      try {
        return new Indexed.Entry(path, Id.of(text).value());
      } catch (ValueFormatException e) {
        return new Indexed.Entry(path, text);
      }
    }
    return new Indexed.Entry(path, value);
  }

  private static Indexed with(Declaration<?> type, Row row, @Nullable Object... pathsAndValues) {
    @Nullable Object[] values = row.values().clone();
    Instant createdAt = row.createdAt();
    Instant deletedAt = row.deletedAt();
    String custom = row.custom();
    for (int i = 0; i < pathsAndValues.length; i += 2) {
      String path = String.valueOf(pathsAndValues[i]);
      Object value = pathsAndValues[i + 1];
      switch (path) {
        case "createdAt" -> createdAt = (Instant) value;
        case "deletedAt" -> deletedAt = (Instant) value;
        case "custom" -> custom = (String) value;
        default -> values[type.field(path).index()] = value;
      }
    }
    Row changed =
        new Row(row.id(), row.version(), createdAt, row.updatedAt(), deletedAt, values, custom);
    return indexed(type, changed);
  }
}
