package io.crmkit.storage.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Field;
import io.crmkit.record.Sort;
import io.crmkit.storage.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the index of a page for a database whose planner knows no numbers: it would walk the
 * order through all rows for the sake of a condition that three of them meet. What few rows meet is
 * found by its own index and sorted; what many meet is met soon on the walk. Thread-safe.
 */
final class Narrowing {
  /** So many rows are found and sorted about as fast as a page is read. */
  private static final int FEW = 300;

  /** More rows than these are met within a bounded walk even among millions. */
  private static final int MANY = 5_000;

  private static final int SHORT_WALK = 2_000;

  private final Tables tables;
  private final Cache<Asked, Optional<String>> chosen =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(10)).maximumSize(10_000).build();

  private record Asked(UUID organization, int type, Condition where, List<Sort> sort) {}

  Narrowing(Tables tables) {
    this.tables = tables;
  }

  /** Returns the name of the index to find rows by, or nothing where the order is to be walked. */
  Optional<String> index(
      Session session, UUID organization, RowTable table, Selection selection, OrderSql order) {
    Condition where = selection.where();
    if (selection.isDeleted() || where.equals(Condition.always())) {
      return Optional.empty();
    }
    Asked asked = new Asked(organization, table.number(), where, selection.sort());
    Optional<String> known = chosen.getIfPresent(asked);
    if (known == null) {
      known = Optional.ofNullable(choose(session, organization, table, selection, order));
      chosen.put(asked, known);
    }
    return known;
  }

  private @Nullable String choose(
      Session session, UUID organization, RowTable table, Selection selection, OrderSql order) {
    Condition where = selection.where();
    List<Condition> parts = where instanceof Condition.All all ? all.conditions() : List.of(where);
    String rarest = null;
    long least = MANY;
    for (Condition part : parts) {
      String index = index(table, part);
      if (index != null) {
        Sql some = new Sql("SELECT 1 FROM ").add(table.name()).add(" t WHERE ");
        new WhereSql(tables, session.dialect(), organization)
            .add(living(some, organization, table), table, "t", part);
        long rows = counted(session, some.limit(least + 1));
        if (rows <= least) {
          least = rows;
          rarest = index;
        }
      }
    }
    boolean isWalked =
        rarest == null
            || (least > FEW && isMetSoon(session, organization, table, selection, order));
    return isWalked ? null : rarest;
  }

  private boolean isMetSoon(
      Session session, UUID organization, RowTable table, Selection selection, OrderSql order) {
    Sql walk = new Sql("SELECT t.* FROM ").add(table.name()).add(" t WHERE ");
    living(walk, organization, table).add("1 = 1").add(order.by()).limit(SHORT_WALK);
    Sql met = new Sql("SELECT 1 FROM (").add(walk).add(") t WHERE ");
    new WhereSql(tables, session.dialect(), organization).add(met, table, "t", selection.where());
    int wanted = selection.limit() + 1;
    return counted(session, met.limit(wanted)) == wanted;
  }

  private static Sql living(Sql sql, UUID organization, RowTable table) {
    table.inOrganization(sql, "t", organization);
    return sql.add(table.column("t", "deleted_at")).add(" IS NULL AND ");
  }

  private static long counted(Session session, Sql some) {
    return session.number(new Sql("SELECT COUNT(*) FROM (").add(some).add(") c"));
  }

  /** Returns the index that finds the rows that are equal to one of a few values, if there is. */
  private static @Nullable String index(RowTable table, Condition part) {
    String path = equalTo(part);
    Field field = path == null ? null : table.type().find(path).orElse(null);
    if (field == null || field.isEnvelope() || field.isList()) {
      return null;
    }
    int place = table.type().isPlatform() ? 0 : 1;
    return table.table().indexes().stream()
        .filter(index -> index.columns().size() > place)
        .filter(index -> index.columns().get(place).equals(field.column()))
        .map(Table.Index::name)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String equalTo(Condition part) {
    if (part instanceof Condition.Compare compare) {
      return compare.op() == Op.EQ ? compare.field() : null;
    }
    return part instanceof Condition.In in ? in.field() : null;
  }
}
