package io.crmkit.storage.jdbc;

import io.crmkit.record.Field;
import io.crmkit.record.Sort;
import io.crmkit.record.ValueType;
import io.crmkit.storage.Position;
import io.crmkit.storage.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Renders an order, and what lies behind a position in it. */
final class OrderSql {
  private static final Set<String> NEVER_NULL = Set.of("id", "version", "createdAt", "updatedAt");

  /** A key of the order: a column, or the least entry of a list or custom field. */
  private record Key(Sql expression, boolean isDescending, boolean isNullable, Kind kind) {}

  private final RowTable table;
  private final Dialect dialect;
  private final List<Sort> sort;
  private final List<Key> keys = new ArrayList<>();
  private final List<@Nullable Field> fields = new ArrayList<>();
  private final boolean isIdDescending;

  OrderSql(Session session, RowTable table, UUID organization, List<Sort> sort) {
    this.table = table;
    this.dialect = session.dialect();
    this.sort = sort;
    for (Sort each : sort) {
      Field field = table.type().find(each.field()).filter(one -> !one.isList()).orElse(null);
      fields.add(field);
      keys.add(
          field == null
              ? entryKey(session, organization, each)
              : new Key(
                  new Sql(table.column("t", field.column())),
                  each.isDescending(),
                  !NEVER_NULL.contains(each.field()),
                  Kind.of(field.type().forms().get(0))));
    }
    isIdDescending = sort.get(sort.size() - 1).isDescending();
  }

  /** Whether rows are wanted newest first, which the least used index of all serves. */
  boolean isNewestFirst() {
    return sort.size() == 1
        && isIdDescending
        && (sort.get(0).field().equals("createdAt") || sort.get(0).field().equals("id"));
  }

  /** Entries hold values of one form for each path; which one is asked of the newest of them. */
  private Key entryKey(Session session, UUID organization, Sort each) {
    ValueType<Object> element = table.type().find(each.field()).map(Field::valueType).orElse(null);
    String column =
        element != null
            ? valueColumn(Kind.of(element.forms().get(0)))
            : storedColumn(session, organization, each.field());
    Kind kind =
        switch (column) {
          case "value_text" -> Kind.TEXT;
          case "value_id" -> Kind.ID;
          default -> Kind.INTEGER;
        };
    String value = table.column("k", column);
    Sql expression = new Sql("(SELECT ").add(value).add(" FROM ");
    expression.add(dialect.quote(KernelTables.ENTRY)).add(" k WHERE ");
    expression.add(table.column("k", RecordTables.ORGANIZATION)).add(" = ").arg(organization);
    expression.add(" AND ").add(table.column("k", "type")).add(" = ").arg((long) table.number());
    expression.add(" AND ").add(table.column("k", "id")).add(" = ").add(table.column("t", "id"));
    expression.add(" AND ").add(table.column("k", "field")).add(" = ").arg(each.field());
    expression.add(" AND ").add(value).add(" IS NOT NULL ORDER BY ").add(value).add(" LIMIT 1)");
    return new Key(expression, each.isDescending(), true, kind);
  }

  private static String valueColumn(Kind kind) {
    return switch (kind) {
      case TEXT -> "value_text";
      case ID -> "value_id";
      default -> "value_int";
    };
  }

  private String storedColumn(Session session, UUID organization, String path) {
    for (String column : List.of("value_int", "value_text", "value_id")) {
      Sql sql =
          new Sql("SELECT 1 FROM ")
              .add(dialect.quote(KernelTables.ENTRY) + " k WHERE ")
              .add(table.column("k", RecordTables.ORGANIZATION))
              .add(" = ")
              .arg(organization)
              .add(" AND " + table.column("k", "type") + " = ")
              .arg((long) table.number())
              .add(" AND " + table.column("k", "field") + " = ")
              .arg(path)
              .add(" AND " + table.column("k", column) + " IS NOT NULL LIMIT 1");
      if (session.number(sql) > 0) {
        return column;
      }
    }
    return "value_int";
  }

  /** Returns the keys that are no columns, as further columns of a SELECT. */
  Sql selected() {
    Sql selected = new Sql();
    for (int i = 0; i < keys.size(); i++) {
      if (fields.get(i) == null) {
        selected.add(", ").add(keys.get(i).expression());
      }
    }
    return selected;
  }

  /** Returns ORDER BY, with the whole prefix of the index that serves it. */
  Sql by() {
    Sql order = new Sql(" ORDER BY ");
    if (!table.type().isPlatform()) {
      order.add(table.column("t", RecordTables.ORGANIZATION));
      order.add(dialect.direction(keys.get(0).isDescending(), false)).add(", ");
    }
    for (Key key : keys) {
      order.add(key.expression()).add(dialect.direction(key.isDescending(), key.isNullable()));
      order.add(", ");
    }
    return order.add(table.column("t", "id")).add(dialect.direction(isIdDescending, false));
  }

  /**
   * Returns the conditions whose rows, one after the other, are those behind the position: two
   * where a nullable key begins the order, as an index can be entered at one place only.
   */
  List<Sql> segments(@Nullable Position after) {
    if (after == null) {
      return List.of(new Sql());
    }
    Key first = keys.get(0);
    Object value = after.keys().get(0);
    if (value == null) {
      Sql nulls = new Sql().add(first.expression()).add(" IS NULL AND ").add(behind(after, 1));
      return first.isDescending()
          ? List.of(nulls)
          : List.of(nulls, new Sql().add(first.expression()).add(" IS NOT NULL"));
    }
    Sql others = new Sql().add(first.expression()).add(first.isDescending() ? " <= " : " >= ");
    others.arg(stored(0, value)).add(" AND ").add(behind(after, 0));
    return first.isDescending() && first.isNullable()
        ? List.of(others, new Sql().add(first.expression()).add(" IS NULL"))
        : List.of(others);
  }

  /** Returns a position's value as its key holds it; entries have no column for yes and no. */
  private Object stored(int key, Object value) {
    return fields.get(key) == null ? WhereSql.stored(value) : value;
  }

  /** Returns the condition that a row lies behind, judged from a key on; those before are equal. */
  private Sql behind(Position after, int from) {
    if (from == keys.size()) {
      Sql sql = new Sql(table.column("t", "id")).add(isIdDescending ? " < " : " > ");
      return sql.arg(after.id());
    }
    Key key = keys.get(from);
    Object value = after.keys().get(from);
    Sql sql = new Sql("(");
    if (value == null) {
      if (!key.isDescending()) {
        sql.add(key.expression()).add(" IS NOT NULL OR ");
      }
      sql.add("(").add(key.expression()).add(" IS NULL");
    } else {
      Object stored = stored(from, value);
      sql.add(key.expression()).add(key.isDescending() ? " < " : " > ").arg(stored).add(" OR ");
      if (key.isDescending() && key.isNullable()) {
        sql.add(key.expression()).add(" IS NULL OR ");
      }
      sql.add("(").add(key.expression()).add(" = ").arg(stored);
    }
    return sql.add(" AND ").add(behind(after, from + 1)).add("))");
  }

  /** Returns the position of the row at which a result with {@link #selected} behind it stands. */
  Position position(ResultSet result) throws SQLException {
    return position(table.read(result), result);
  }

  /** Returns the position of a row that was read from the result. */
  Position position(Row row, ResultSet result) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    int at = table.width() + 1;
    for (int i = 0; i < keys.size(); i++) {
      Field field = fields.get(i);
      if (field == null) {
        values.add(dialect.read(result, at++, keys.get(i).kind()));
      } else {
        Object value = row.get(field);
        values.add(value == null ? null : field.type().comparable(value));
      }
    }
    return new Position(values, row.id());
  }
}
