package io.crmkit.storage.memory;

import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.storage.Conditions;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Row;
import io.crmkit.storage.UniqueKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One organization's rows of one type at one moment. Immutable. */
final class Table {
  private final Declaration<?> type;
  private final Tree<UUID, Indexed> rows;
  private final Tree<UniqueKey, UUID> taken;

  private Table(Declaration<?> type, Tree<UUID, Indexed> rows, Tree<UniqueKey, UUID> taken) {
    this.type = type;
    this.rows = rows;
    this.taken = taken;
  }

  static Table of(Declaration<?> type) {
    return new Table(type, Tree.empty(Id::compare), Tree.empty(UniqueKey::compareTo));
  }

  Declaration<?> type() {
    return type;
  }

  /** Returns all rows, deleted ones too, in the order of their ids. */
  Iterable<Indexed> rows() {
    return rows;
  }

  @Nullable Indexed find(UUID id) {
    return rows.get(id);
  }

  Table insert(Indexed added) {
    UUID id = added.row().id();
    if (rows.get(id) != null) {
      throw new UniqueKeyException(type.name(), List.of("id"), null);
    }
    return new Table(type, rows.with(id, added), claim(taken, added.row()));
  }

  Table update(Indexed before, Indexed after) {
    Row stored = current(before.row());
    return new Table(
        type, rows.with(after.row().id(), after), claim(release(taken, stored), after.row()));
  }

  Table delete(Indexed deleted) {
    Row stored = current(deleted.row());
    return new Table(type, rows.without(stored.id()), release(taken, stored));
  }

  private Row current(Row read) {
    Indexed stored = rows.get(read.id());
    if (stored == null || stored.row().version() != read.version()) {
      throw new StaleVersionException(
          type.name() + " " + read.id(),
          read.version(),
          stored == null ? -1 : stored.row().version());
    }
    return stored.row();
  }

  private Tree<UniqueKey, UUID> claim(Tree<UniqueKey, UUID> before, Row row) {
    Tree<UniqueKey, UUID> claimed = before;
    for (UniqueKey key : keys(row)) {
      if (claimed.get(key) != null) {
        List<Field> fields = type.uniques().get(key.set());
        throw new UniqueKeyException(type.name(), fields.stream().map(Field::path).toList(), null);
      }
      claimed = claimed.with(key, row.id());
    }
    return claimed;
  }

  private Tree<UniqueKey, UUID> release(Tree<UniqueKey, UUID> before, Row row) {
    Tree<UniqueKey, UUID> released = before;
    for (UniqueKey key : keys(row)) {
      released = released.without(key);
    }
    return released;
  }

  /** Returns what no other living row may have: nothing for a deleted row, or where one is null. */
  private List<UniqueKey> keys(Row row) {
    List<UniqueKey> keys = new ArrayList<>();
    for (int set = 0; set < type.uniques().size() && !row.isDeleted(); set++) {
      List<Object> parts = new ArrayList<>();
      boolean isComplete = true;
      for (Field field : type.uniques().get(set)) {
        Object value = row.get(field);
        isComplete &= value != null;
        if (value != null) {
          Object[] encoded = new Object[field.type().forms().size()];
          field.type().encode(value, encoded, 0);
          parts.addAll(Arrays.asList(encoded));
        }
      }
      if (isComplete) {
        keys.add(new UniqueKey(set, parts));
      }
    }
    return keys;
  }

  /** The values of one of the type's sets of unique fields. */
  private record UniqueKey(int set, List<Object> parts) implements Comparable<UniqueKey> {
    @Override
    public int compareTo(UniqueKey other) {
      int order = Integer.compare(set, other.set);
      for (int i = 0; order == 0 && i < parts.size(); i++) {
        order = Conditions.compareParts(parts.get(i), other.parts.get(i));
      }
      return order;
    }
  }
}
