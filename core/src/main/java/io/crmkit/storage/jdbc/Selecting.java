package io.crmkit.storage.jdbc;

import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds the rows of a page, and counts them. */
final class Selecting {
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
    return page(selection, order, new Sql());
  }

  Slice page(Selection selection, OrderSql order, Sql candidates) {
    Gathered found = new Gathered(table, order, selection.limit());
    Optional<String> index =
        candidates.isEmpty() && session.dialect().plansBlindly()
            ? tables.narrowing().index(session, organization, table, selection, order)
            : Optional.empty();
    for (Sql segment : order.segments(selection.after())) {
      Sql condition = behind(selection, segment);
      Sql rows =
          index.isPresent() ? found(index.get(), condition, order, found.missing()) : candidates;
      Sql sql = page(order, rows, index.isPresent() ? organized() : condition, found.missing());
      session.each(sql, found::add);
      if (found.hasMore()) {
        break;
      }
    }
    return found.slice();
  }

  /** Locks the rows of a page, passing over those that others hold. */
  List<Row> claim(Selection selection) {
    OrderSql order = new OrderSql(session, table, organization, selection.sort());
    Sql page = page(order, new Sql(), condition(selection), selection.limit());
    return session.list(page.add(session.dialect().lockUnheld()), table::read);
  }

  /**
   * Renders a page of the rows that meet the condition, among those candidates if there are any.
   */
  Sql page(OrderSql order, Sql candidates, Sql condition, long most) {
    Sql sql = new Sql("SELECT ").add(table.columns()).add(order.selected());
    from(sql, candidates, condition);
    return sql.add(order.by()).limit(most);
  }

  /** Renders which rows are meant behind the beginning of a segment of the order. */
  Sql behind(Selection selection, Sql segment) {
    Sql condition = condition(selection);
    return segment.isEmpty() ? condition : condition.add(" AND ").add(segment);
  }

  /**
   * Renders the first ids that an index finds, in order, so that only these rows are read whole.
   */
  private Sql found(String index, Sql condition, OrderSql order, long most) {
    Sql ids = new Sql("SELECT ").add(table.column("t", "id")).add(" AS ");
    ids.add(session.dialect().quote("id")).add(" FROM ").add(table.name()).add(" t INDEXED BY ");
    ids.add(session.dialect().quote(index)).add(" WHERE ").add(condition);
    return ids.add(order.by()).limit(most);
  }

  private Sql organized() {
    return table.inOrganization(new Sql(), "t", organization).add("1 = 1");
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
