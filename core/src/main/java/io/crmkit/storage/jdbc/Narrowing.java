package io.crmkit.storage.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Field;
import io.crmkit.storage.Selection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the part of a condition that few rows meet, for a database whose planner knows no numbers:
 * it would walk the index of the order through all rows for the sake of the first page.
 * Thread-safe.
 */
final class Narrowing {
  /** So many rows are found and sorted faster than the rows of another order are walked. */
  private static final int FEW = 2_000;

  /** Conditions that were met by more; seldom do they become rare. */
  private final Cache<Asked, Boolean> common =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).maximumSize(10_000).build();

  private record Asked(UUID organization, int type, Condition condition) {}

  /** Returns a query of the ids of the rows that meet the rarest part, empty if none is rare. */
  Sql rarest(
      Session session, Tables tables, UUID organization, RowTable table, Selection selection) {
    Condition where = selection.where();
    List<Condition> parts = where instanceof Condition.All all ? all.conditions() : List.of(where);
    Sql rarest = new Sql();
    long least = FEW;
    for (Condition part : parts) {
      Asked asked = new Asked(organization, table.number(), part);
      if (isFound(table, part) && common.getIfPresent(asked) == null) {
        Sql ids = ids(session.dialect(), tables, organization, table, part);
        Sql count = new Sql("SELECT COUNT(*) FROM (").add(ids).limit(least + 1).add(") c");
        long rows = session.number(count);
        if (rows <= least) {
          least = rows;
          rarest = ids;
        } else if (rows > FEW) {
          common.put(asked, true);
        }
      }
    }
    return rarest;
  }

  private static Sql ids(
      Dialect dialect, Tables tables, UUID organization, RowTable table, Condition part) {
    Sql sql = new Sql("SELECT ").add(table.column("n", "id")).add(" AS ").add(dialect.quote("id"));
    sql.add(" FROM ").add(table.name()).add(" n WHERE ");
    table.inOrganization(sql, "n", organization);
    sql.add(table.column("n", "deleted_at")).add(" IS NULL AND ");
    new WhereSql(tables, dialect, organization).add(sql, table, "n", part);
    return sql;
  }

  /** Returns whether an index finds the rows that are equal to one of a few values. */
  private static boolean isFound(RowTable table, Condition part) {
    String path = equalTo(part);
    Field field = path == null ? null : table.type().find(path).orElse(null);
    return field != null && !field.isEnvelope() && field.isIndexed() && !field.isList();
  }

  private static @Nullable String equalTo(Condition part) {
    if (part instanceof Condition.Compare compare) {
      return compare.op() == Op.EQ ? compare.field() : null;
    }
    return part instanceof Condition.In in ? in.field() : null;
  }
}
