package io.crmkit.engine;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Schema;
import io.crmkit.record.ValueType.Kind;
import io.crmkit.storage.Indexed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The order in which new rows are written: behind those that they refer to, since a database looks
 * for these at once. A row may have come to refer to a later one by a change before it was written.
 */
final class InsertOrder {
  private final Schema schema;
  private final Map<Declaration<?>, List<Indexed>> inserts;
  private final Map<Declaration<?>, List<Indexed>> ordered = new LinkedHashMap<>();
  private final Set<Declaration<?>> visited = new HashSet<>();

  private InsertOrder(Schema schema, Map<Declaration<?>, List<Indexed>> inserts) {
    this.schema = schema;
    this.inserts = inserts;
  }

  /** Returns the rows in that order; otherwise it stays as it is. */
  static Map<Declaration<?>, List<Indexed>> of(
      Schema schema, Map<Declaration<?>, List<Indexed>> inserts) {
    InsertOrder order = new InsertOrder(schema, inserts);
    inserts.keySet().forEach(order::visit);
    return order.ordered;
  }

  private void visit(Declaration<?> type) {
    List<Indexed> rows = inserts.get(type);
    if (rows == null || !visited.add(type)) {
      return;
    }
    List<Field> toItself = new ArrayList<>();
    for (Field field : type.fields()) {
      if (field.type().kind() == Kind.ID && field.targets().size() == 1) {
        Declaration<?> target = schema.find(field.targets().iterator().next()).orElse(null);
        if (target == type) {
          toItself.add(field);
        } else if (target != null) {
          visit(target);
        }
      }
    }
    ordered.put(type, toItself.isEmpty() || rows.size() == 1 ? rows : new Rows(rows, toItself).all);
  }

  /** The rows of a type that refers to itself. */
  private static final class Rows {
    private final List<Field> fields;
    private final Map<UUID, Indexed> open = new LinkedHashMap<>();
    private final List<Indexed> all = new ArrayList<>();

    Rows(List<Indexed> rows, List<Field> fields) {
      this.fields = fields;
      rows.forEach(row -> open.put(row.row().id(), row));
      rows.forEach(row -> visit(row.row().id()));
    }

    private void visit(UUID id) {
      Indexed row = open.remove(id);
      if (row != null) {
        for (Field field : fields) {
          if (row.row().get(field) instanceof Id<?> above) {
            visit(above.value());
          }
        }
        all.add(row);
      }
    }
  }
}
