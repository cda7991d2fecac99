package io.crmkit.storage.jdbc;

import io.crmkit.storage.Position;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
import io.crmkit.storage.jdbc.Selecting.Placed;
import java.util.List;
import java.util.Optional;

/**
 * Finds a page of the rows in which all words are found, with bounded work: by the list of a rare
 * word, or by walking the rows in their order, which meets frequent words soon.
 */
final class Searching {
  /** How far to walk before words are counted further. */
  private static final int SHORT_WALK = 1_000;

  /** How far to walk before a short page is returned. */
  private static final int LONG_WALK = 20_000;

  private final Session session;
  private final RowTable table;
  private final Selecting selecting;
  private final OrderSql order;

  Searching(Session session, RowTable table, Selecting selecting, OrderSql order) {
    this.session = session;
    this.table = table;
    this.selecting = selecting;
    this.order = order;
  }

  Slice search(Selection selection) {
    Words words = new Words(session, selecting.organization(), table);
    Sql few = words.rarest(selection.words(), Words.FEW);
    if (!few.isEmpty()) {
      return Selecting.slice(selecting.page(selection, order, few), selection.limit());
    }
    if (order.isNewestFirst()) {
      List<Placed> newest = walk(selection, SHORT_WALK);
      if (newest.size() > selection.limit()) {
        return Selecting.slice(newest, selection.limit());
      }
    }
    Sql many = words.rarest(selection.words(), Words.MANY);
    if (!many.isEmpty()) {
      return Selecting.slice(selecting.page(selection, order, many), selection.limit());
    }
    List<Placed> found = walk(selection, LONG_WALK);
    if (found.size() > selection.limit()) {
      return Selecting.slice(found, selection.limit());
    }
    Slice slice = Selecting.slice(found, selection.limit());
    return new Slice(slice.rows(), end(selection, LONG_WALK).orElse(null));
  }

  /** Looks through so many rows from the position on. */
  private List<Placed> walk(Selection selection, int steps) {
    Sql window = window(selection, new Sql("SELECT t.*")).limit(steps);
    Sql sql = new Sql("SELECT ").add(table.columns()).add(order.selected());
    sql.add(" FROM (").add(window).add(") t WHERE ").add(selecting.condition(selection));
    sql.add(order.by()).limit(selection.limit() + 1L);
    return session.list(sql, result -> selecting.placed(order, result));
  }

  /** Returns the position of the last row of a walk, if it did not come to the end. */
  private Optional<Position> end(Selection selection, int steps) {
    Sql sql = window(selection, new Sql("SELECT ").add(table.columns()).add(order.selected()));
    sql.add(" LIMIT 1 OFFSET ").arg((long) (steps - 1));
    return session.find(sql, result -> selecting.placed(order, result)).map(Placed::position);
  }

  /** Renders the walk: the rows behind the position in their order, whatever their words. */
  private Sql window(Selection selection, Sql select) {
    Sql condition = table.inOrganization(new Sql(), "t", selecting.organization());
    condition.add(table.column("t", "deleted_at"));
    condition.add(selection.isDeleted() ? " IS NOT NULL" : " IS NULL");
    List<Sql> segments = order.segments(selection.after());
    if (segments.size() == 1 && !segments.get(0).isEmpty()) {
      condition.add(" AND ").add(segments.get(0));
    } else if (segments.size() > 1) {
      condition.add(" AND (").add(segments.get(0)).add(" OR ").add(segments.get(1)).add(")");
    }
    return select.add(" FROM ").add(table.name()).add(" t WHERE ").add(condition).add(order.by());
  }
}
