package io.crmkit.storage.jdbc;

import io.crmkit.storage.Position;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds the rows of a page, and counts them. */
final class Selecting {
  /** A row and where it stands. */
  record Placed(Row row, Position position) {}

  private final Session session;
  private final Tables tables;
  private final UUID organization;
  private final RowTable table;

  Selecting(Session session, Tables tables, UUID organization, RowTable table) {
    this.session = session;
    this.tables = tables;
    this.organization = organization;
    this.table = table;
  }

  Slice select(Selection selection) {
    OrderSql order = new OrderSql(session, table, organization, selection.sort());
    if (!selection.words().isEmpty()) {
      return new Searching(session, table, this, order).search(selection);
    }
    return slice(page(selection, order, new Sql()), selection.limit());
  }

  /** Returns one row more than the limit, if there is one. */
  List<Placed> page(Selection selection, OrderSql order, Sql candidates) {
    List<Placed> found = new ArrayList<>();
    int wanted = selection.limit() + 1;
    Optional<String> index =
        candidates.isEmpty() && session.dialect().plansBlindly()
            ? tables.narrowing().index(session, organization, table, selection, order)
            : Optional.empty();
    for (Sql segment : order.segments(selection.after())) {
      Sql condition = condition(selection);
      if (!segment.isEmpty()) {
        condition.add(" AND ").add(segment);
      }
      Sql sql = new Sql("SELECT ").add(table.columns()).add(order.selected());
      int missing = wanted - found.size();
      if (index.isPresent()) {
        from(sql, found(index.get(), condition, order, missing), organized());
      } else {
        from(sql, candidates, condition);
      }
      sql.add(order.by()).limit(missing);
      found.addAll(session.list(sql, result -> placed(order, result)));
      if (found.size() >= wanted) {
        break;
      }
    }
    return found;
  }

  /**
   * Renders the first ids that an index finds, in order, so that only these rows are read whole.
   */
  private Sql found(String index, Sql condition, OrderSql order, int most) {
    Sql ids = new Sql("SELECT ").add(table.column("t", "id")).add(" AS ");
    ids.add(session.dialect().quote("id")).add(" FROM ").add(table.name()).add(" t INDEXED BY ");
    ids.add(session.dialect().quote(index)).add(" WHERE ").add(condition);
    return ids.add(order.by()).limit(most);
  }

  private Sql organized() {
    return table.inOrganization(new Sql(), "t", organization).add("1 = 1");
  }

  Placed placed(OrderSql order, ResultSet result) throws SQLException {
    Row row = table.read(result);
    return new Placed(row, order.position(row, result, table.type().parts() + 7));
  }

  static Slice slice(List<Placed> found, int limit) {
    boolean hasMore = found.size() > limit;
    List<Placed> rows = hasMore ? found.subList(0, limit) : found;
    return new Slice(
        rows.stream().map(Placed::row).toList(),
        hasMore && limit > 0 ? rows.get(limit - 1).position() : null);
  }

  /** Adds FROM the table, or from those rows that a query of ids names, and WHERE. */
  void from(Sql sql, Sql candidates, Sql condition) {
    if (candidates.isEmpty()) {
      sql.add(" FROM ").add(table.name()).add(" t WHERE ").add(condition);
    } else {
      session.dialect().lookUp(sql, candidates, table.name(), "t", condition);
    }
  }

  /** Renders which rows are meant, whatever their order. */
  Sql condition(Selection selection) {
    Sql sql = table.inOrganization(new Sql(), "t", organization);
    sql.add(table.column("t", "deleted_at"));
    sql.add(selection.isDeleted() ? " IS NOT NULL AND " : " IS NULL AND ");
    new WhereSql(tables, session.dialect(), organization).add(sql, table, "t", selection.where());
    for (String word : selection.words()) {
      if (table.isSearched()) {
        sql.add(" AND ").add(session.dialect().holds(table.column("t", "search_text")));
        sql.with(" " + word);
      } else {
        sql.add(" AND 1 = 0");
      }
    }
    return sql;
  }

  long count(Selection selection, long most) {
    Sql candidates =
        selection.words().isEmpty()
            ? new Sql()
            : new Words(session, organization, table).rarest(selection.words(), Words.MANY);
    Sql sql = new Sql("SELECT COUNT(*) FROM (SELECT 1 AS one");
    from(sql, candidates, condition(selection));
    return session.number(sql.limit(most).add(") c"));
  }

  UUID organization() {
    return organization;
  }
}
