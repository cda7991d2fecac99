package io.crmkit.storage.jdbc;

import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.ValueType;
import io.crmkit.storage.Conditions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Renders conditions with the meaning of {@link Conditions}. A negation is carried down to the
 * comparisons, whose opposites are unknown for null as they are themselves. Only operators appear
 * that an index may serve under row-level security.
 */
final class WhereSql {
  private static final String NEVER = "1 = 0";

  private final Tables tables;
  private final Dialect dialect;
  private final UUID organization;
  private int aliases;

  WhereSql(Tables tables, Dialect dialect, UUID organization) {
    this.tables = tables;
    this.dialect = dialect;
    this.organization = organization;
  }

  /** Adds the condition on the rows of an alias. */
  void add(Sql sql, RowTable table, String alias, Condition condition) {
    add(sql, table, alias, condition, false);
  }

  private void add(Sql sql, RowTable table, String alias, Condition condition, boolean isNegated) {
    if (condition instanceof Condition.All all) {
      join(sql, table, alias, all.conditions(), isNegated, isNegated);
    } else if (condition instanceof Condition.Any any) {
      join(sql, table, alias, any.conditions(), isNegated, !isNegated);
    } else if (condition instanceof Condition.Not not) {
      add(sql, table, alias, not.condition(), !isNegated);
    } else if (condition instanceof Condition.Compare compare) {
      compare(sql, table, alias, compare, isNegated);
    } else if (condition instanceof Condition.In in) {
      in(sql, table, alias, in, isNegated);
    } else if (condition instanceof Condition.IsNull isNull) {
      Field field = column(table, isNull.field());
      boolean isWanted = isNull.isNull() != isNegated;
      if (field == null) {
        entry(sql.add(isWanted ? "NOT " : ""), table, alias, isNull.field(), null);
      } else {
        sql.add(table.column(alias, field.column())).add(isWanted ? " IS NULL" : " IS NOT NULL");
      }
    } else {
      has(sql, table, alias, (Condition.Has) condition, isNegated);
    }
  }

  private void join(
      Sql sql,
      RowTable table,
      String alias,
      List<Condition> conditions,
      boolean isNegated,
      boolean isAny) {
    if (conditions.isEmpty()) {
      sql.add(isAny ? NEVER : "1 = 1");
      return;
    }
    String separator = "(";
    for (Condition each : conditions) {
      add(sql.add(separator), table, alias, each, isNegated);
      separator = isAny ? " OR " : " AND ";
    }
    sql.add(")");
  }

  /** Returns the field if it is one column; lists and custom fields are found by their entries. */
  private static @Nullable Field column(RowTable table, String path) {
    return table.type().find(path).filter(field -> !field.isList()).orElse(null);
  }

  private void compare(
      Sql sql, RowTable table, String alias, Condition.Compare compare, boolean isNegated) {
    Field field = column(table, compare.field());
    if (field != null) {
      sql.add(table.column(alias, field.column()));
      sql.add(operator(compare.op(), isNegated));
      sql.arg(field.type().comparable(compare.operand()));
      return;
    }
    Object operand = operand(table, compare.field(), compare.operand());
    if (operand == null) {
      sql.add(NEVER);
      return;
    }
    Sql test = new Sql(operator(compare.op(), false)).arg(operand);
    entries(sql, table, alias, compare.field(), new Test(operand, test), isNegated);
  }

  /**
   * Returns an operand as entries hold values, or null if no entry does: a condition on a link may
   * name a field that only some of the types have that it may lead to.
   */
  private static @Nullable Object operand(RowTable table, String path, Object operand) {
    boolean isPart =
        operand instanceof String
            || operand instanceof Long
            || operand instanceof Boolean
            || operand instanceof UUID;
    Object part =
        isPart
            ? operand
            : table.type().find(path).map(field -> field.type().comparable(operand)).orElse(null);
    return part == null ? null : stored(part);
  }

  private static String operator(Op op, boolean isNegated) {
    return switch (op) {
      case EQ -> isNegated ? " <> " : " = ";
      case NE -> isNegated ? " = " : " <> ";
      case GT -> isNegated ? " <= " : " > ";
      case GTE -> isNegated ? " < " : " >= ";
      case LT -> isNegated ? " >= " : " < ";
      case LTE -> isNegated ? " > " : " <= ";
      default -> throw new IllegalArgumentException("no storage compares with " + op);
    };
  }

  private void in(Sql sql, RowTable table, String alias, Condition.In in, boolean isNegated) {
    Field field = column(table, in.field());
    if (in.operands().isEmpty()) {
      if (isNegated) {
        add(sql, table, alias, new Condition.IsNull(in.field(), false), false);
      } else {
        sql.add(NEVER);
      }
    } else if (field != null) {
      List<Object> operands = new ArrayList<>();
      in.operands().forEach(operand -> operands.add(field.type().comparable(operand)));
      dialect.in(sql, table.column(alias, field.column()), operands, isNegated);
    } else {
      List<Object> operands = new ArrayList<>();
      for (Object each : in.operands()) {
        Object operand = operand(table, in.field(), each);
        if (operand != null) {
          operands.add(operand);
        }
      }
      if (operands.isEmpty()) {
        sql.add(NEVER);
        return;
      }
      Sql test = new Sql();
      dialect.in(test, "", operands, false);
      entries(sql, table, alias, in.field(), new Test(operands.get(0), test), isNegated);
    }
  }

  /** What an entry's value must meet. */
  private record Test(Object operand, Sql sql) {
    String column() {
      return valueColumn(operand);
    }
  }

  static String valueColumn(Object value) {
    return value instanceof String
        ? "value_text"
        : value instanceof UUID ? "value_id" : "value_int";
  }

  /** Returns an entry's value as its column holds it. */
  static Object stored(Object value) {
    return value instanceof Boolean flag ? (Object) (flag ? 1L : 0L) : value;
  }

  private void entries(
      Sql sql, RowTable table, String alias, String path, Test test, boolean isNegated) {
    if (isNegated) { // a row without any value is unknown, not false
      entry(sql.add("("), table, alias, path, null);
      entry(sql.add(" AND NOT "), table, alias, path, test);
      sql.add(")");
    } else {
      entry(sql, table, alias, path, test);
    }
  }

  private void entry(Sql sql, RowTable table, String alias, String path, @Nullable Test test) {
    String e = "e" + ++aliases;
    sql.add("EXISTS (SELECT 1 FROM ").add(dialect.quote(KernelTables.ENTRY)).add(" ").add(e);
    sql.add(" WHERE ").add(table.column(e, RecordTables.ORGANIZATION)).add(" = ").arg(organization);
    sql.add(" AND ").add(table.column(e, "type")).add(" = ").arg((long) table.number());
    sql.add(" AND ").add(table.column(e, "field")).add(" = ").arg(path);
    sql.add(" AND ").add(table.column(e, "id")).add(" = ").add(table.column(alias, "id"));
    if (test != null) {
      sql.add(" AND ").add(table.column(e, test.column())).add(test.sql());
    }
    sql.add(")");
  }

  private void has(Sql sql, RowTable table, String alias, Condition.Has has, boolean isNegated) {
    Field field = column(table, has.field());
    if (field == null) { // a link may lead to a type that has no such field
      sql.add(isNegated ? "1 = 1" : NEVER);
      return;
    }
    boolean isLink = field.valueType().kind() == ValueType.Kind.REF;
    sql.add(isNegated ? "NOT (" : "(");
    String separator = "";
    for (RowTable target : targets(field)) {
      sql.add(separator);
      if (isLink) {
        sql.add(table.column(alias, field.columns().get(1))).add(" = ").arg(target.type().name());
        sql.add(" AND ");
      }
      String r = "r" + ++aliases;
      sql.add("EXISTS (SELECT 1 FROM ").add(target.name()).add(" ").add(r).add(" WHERE ");
      target.inOrganization(sql, r, organization);
      sql.add(table.column(r, "id")).add(" = ").add(table.column(alias, field.column()));
      sql.add(" AND ").add(table.column(r, "deleted_at")).add(" IS NULL AND ");
      add(sql, target, r, has.condition());
      sql.add(")");
      separator = " OR ";
    }
    sql.add(separator.isEmpty() ? "1 = 0)" : ")");
  }

  private Collection<RowTable> targets(Field field) {
    Set<String> names = field.targets();
    List<RowTable> targets = new ArrayList<>();
    for (Declaration<?> type : tables.schema().types()) {
      if (names.contains(type.name())
          || (names.isEmpty() && field.valueType().kind() == ValueType.Kind.REF)) {
        targets.add(tables.of(type));
      }
    }
    return targets;
  }
}
