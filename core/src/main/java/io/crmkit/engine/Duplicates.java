package io.crmkit.engine;

import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.DuplicateMatcher;
import io.crmkit.record.Field;
import io.crmkit.record.Schema;
import io.crmkit.record.Sort;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that count as one with a row that is written: by the fields that the type declares
 * as matched, each a rule of its own. Thread-safe.
 */
final class Duplicates {
  /** More duplicates than a caller would look at. */
  private static final int MOST = 20;

  private final Map<String, List<Field>> matched = new HashMap<>();

  Duplicates(Schema schema) {
    for (Declaration<?> type : schema.types()) {
      List<Field> fields = type.fields().stream().filter(field -> field.matcher() != null).toList();
      if (!fields.isEmpty()) {
        matched.put(type.name(), fields);
      }
    }
  }

  /** Returns the matched fields of a type. */
  List<Field> fields(Declaration<?> type) {
    return matched.getOrDefault(type.name(), List.of());
  }

  /** Returns the condition that alike rows meet, or null if the value says nothing. */
  static @Nullable Condition alike(Field field, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (field.matcher() != DuplicateMatcher.NORMALIZED) {
      return Condition.eq(field.path(), value);
    }
    String key = Indexing.matchKey(field, value);
    return key.isEmpty() ? null : Condition.eq(Indexing.MATCH_PREFIX + field.path(), key);
  }

  /** Returns the living rows that count as one with these values, but for the row itself. */
  Set<UUID> find(
      Declaration<?> type,
      UUID id,
      @Nullable Object[] values,
      @Nullable Object @Nullable [] before,
      Reads stored,
      Collection<Work<?>> written) {
    List<Condition> alike = new ArrayList<>();
    for (Field field : fields(type)) {
      Object value = values[field.index()];
      boolean isNew = before == null || !Objects.equals(value, before[field.index()]);
      Condition condition = isNew ? alike(field, value) : null;
      if (condition != null) {
        alike.add(condition);
      }
    }
    Set<UUID> found = new LinkedHashSet<>();
    if (alike.isEmpty()) {
      return found;
    }
    Selection selection =
        new Selection(
            new Condition.Any(alike),
            List.of(),
            List.of(new Sort("createdAt", true)),
            null,
            MOST,
            false);
    for (Row row : stored.select(type, selection).rows()) {
      found.add(row.id());
    }
    for (Work<?> work : written) {
      if (work.type == type && !work.isGone() && isAlike(type, work.values, values)) {
        found.add(work.id);
      }
    }
    found.remove(id);
    return found;
  }

  private boolean isAlike(Declaration<?> type, @Nullable Object[] a, @Nullable Object[] b) {
    for (Field field : fields(type)) {
      Condition left = alike(field, a[field.index()]);
      if (left != null && left.equals(alike(field, b[field.index()]))) {
        return true;
      }
    }
    return false;
  }
}
