package io.crmkit.engine;

import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Ref;
import io.crmkit.record.Schema;
import io.crmkit.record.ValueType.Kind;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Finds the rows that are parts of a row or point to it, among those that were flushed. */
final class Dependents {
  private final Schema schema;
  private final Reads reads;

  Dependents(Schema schema, Reads reads) {
    this.schema = schema;
    this.reads = reads;
  }

  /** Returns the ids of the living parts of a row. */
  List<UUID> partsOf(Work<?> parent, Declaration<?> part) {
    Field field = Objects.requireNonNull(part.parent());
    return ids(part, Condition.eq(field.path(), new Id<>(parent.id)), Integer.MAX_VALUE);
  }

  private List<UUID> ids(Declaration<?> type, Condition where, int most) {
    List<UUID> ids = new ArrayList<>();
    Selection selection = Selection.of(where, Math.min(most, 500));
    Slice slice = reads.select(type, selection);
    while (true) {
      slice.rows().forEach(row -> ids.add(row.id()));
      if (slice.next() == null || ids.size() >= most) {
        return ids;
      }
      slice = reads.select(type, selection.from(slice.next()));
    }
  }

  /** Returns whether another row that is no part of it points to this row. */
  boolean isReferred(Work<?> work) {
    for (Declaration<?> type : schema.types()) {
      if (type.isPlatform()) {
        continue;
      }
      for (Field field : type.fields()) {
        boolean mayPointHere =
            field.isReference()
                && field != type.parent()
                && !field.isEncrypted()
                && mayPointTo(field, work.type);
        if (mayPointHere && !ids(type, pointsTo(field, work), 1).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mayPointTo(Field field, Declaration<?> type) {
    boolean isToAny = field.targets().isEmpty() && field.valueType().kind() == Kind.REF;
    return isToAny || field.targets().contains(type.name());
  }

  private static Condition pointsTo(Field field, Work<?> work) {
    Object operand =
        field.valueType().kind() == Kind.REF
            ? new Ref(work.type.name(), work.id)
            : new Id<>(work.id);
    return Condition.eq(field.path(), field.isList() ? work.id : operand);
  }
}
