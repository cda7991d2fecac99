package io.crmkit.engine.transfer;

import io.crmkit.engine.transfer.ImportMapping.Column;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column of a file, or one constant, and what becomes of its cells.
 *
 * @param index of the cell, or -1 for a constant
 * @param heading by which people find the column
 * @param target what it stands for
 * @param column what the mapping says of it
 * @param constant the value in all rows, or null for a column
 * @param key how the cells of a reference name records, or null for other values
 */
record Slot(
    int index,
    String heading,
    Target target,
    Column column,
    @Nullable Object constant,
    @Nullable ReferenceKey key) {

  /** Returns the slots of a file: its columns, then the constants. */
  static List<Slot> of(ImportPlan plan, Targets targets, Schema schema) {
    List<Slot> slots = new ArrayList<>();
    Set<String> paths = new java.util.HashSet<>();
    plan.mapping()
        .columns()
        .values()
        .forEach(column -> paths.add(Objects.requireNonNull(targets.find(column.field())).path()));
    plan.mapping()
        .constants()
        .keySet()
        .forEach(name -> paths.add(Objects.requireNonNull(targets.find(name)).path()));
    plan.mapping()
        .columns()
        .forEach(
            (heading, column) -> {
              Target target = Objects.requireNonNull(targets.find(column.field()));
              int index = plan.shape().headings().indexOf(heading);
              slots.add(
                  new Slot(
                      index,
                      heading,
                      target,
                      column,
                      null,
                      key(target, column.by(), targets, paths, schema)));
            });
    plan.mapping()
        .constants()
        .forEach(
            (name, value) -> {
              Target target = Objects.requireNonNull(targets.find(name));
              slots.add(
                  new Slot(
                      -1,
                      name,
                      target,
                      Column.of(name),
                      value,
                      key(target, null, targets, paths, schema)));
            });
    return slots;
  }

  private static @Nullable ReferenceKey key(
      Target target, @Nullable String by, Targets targets, Set<String> paths, Schema schema) {
    if (!target.isReference()) {
      return null;
    }
    List<Declaration<?>> types = new ArrayList<>();
    target.targets().forEach(name -> schema.find(name).ifPresent(types::add));
    if (target.targets().size() != 1 || types.isEmpty()) {
      return new ReferenceKey(null, null, null, null);
    }
    if (types.get(0).isPlatform()) {
      return new ReferenceKey(types.get(0), null, null, null);
    }
    Declaration<?> type = types.get(0);
    if ("id".equals(by)) {
      return new ReferenceKey(type, null, null, null);
    }
    Field field = by == null ? type.naturalKey() : type.find(by).orElse(null);
    if (by != null && (field == null || field.isEnvelope() || field.isEncrypted())) {
      throw io.crmkit.error.InvalidRequestException.parameter(
          "INVALID_MAPPING", "columns", type + " is not found by " + by);
    }
    for (Field scope : scopes(type, field)) {
      for (Target own : targets.all()) {
        boolean isSame =
            own.part() == Target.Part.VALUE
                && paths.contains(own.path())
                && !own.path().equals(target.path())
                && own.isReference()
                && !own.isList()
                && own.targets().equals(scope.targets());
        if (isSame) {
          return new ReferenceKey(type, field, scope, own.path());
        }
      }
    }
    return new ReferenceKey(type, field, null, null);
  }

  /** Returns the references within which people tell rows of the type apart. */
  private static List<Field> scopes(Declaration<?> type, @Nullable Field key) {
    List<Field> scopes = new ArrayList<>();
    Field parent = type.parent();
    if (parent != null) {
      scopes.add(parent);
    }
    for (List<Field> unique : type.uniques()) {
      if (key != null && unique.contains(key)) {
        unique.stream().filter(field -> field.isReference() && field != key).forEach(scopes::add);
      }
    }
    return scopes;
  }
}
