package io.crmkit.storage.jdbc;

import io.crmkit.storage.Position;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
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
    Optional<Slice> ofFew = ofFew(words, selection);
    if (ofFew.isPresent()) {
      return ofFew.get();
    }
    if (order.isNewestFirst()) {
      Gathered newest = walk(selection, SHORT_WALK);
      if (newest.hasMore()) {
        return newest.slice();
      }
    }
    Sql many = words.rarest(selection.words(), Words.MANY);
    if (!many.isEmpty()) {
      return selecting.page(selection, order, many);
    }
    Gathered found = walk(selection, LONG_WALK);
    return found.hasMore() ? found.slice() : found.slice(end(selection, LONG_WALK).orElse(null));
  }

  /** Returns the page if few rows have one of the words. */
  private Optional<Slice> ofFew(Words words, Selection selection) {
    List<Sql> segments = order.segments(selection.after());
    if (selection.words().size() == 1 && segments.size() == 1 && session.dialect().hasArrays()) {
      return countedAtOnce(words, selection, segments.get(0));
    }
    Sql few = words.rarest(selection.words(), Words.FEW);
    return few.isEmpty() ? Optional.empty() : Optional.of(selecting.page(selection, order, few));
  }

  /**
   * Counts and reads in one query: the ids are gathered as far as they are few, and rows are looked
   * up if those were all.
   */
  private Optional<Slice> countedAtOnce(Words words, Selection selection, Sql segment) {
    Sql ids = words.entries(new Sql("SELECT w0.\"id\""), selection.words().get(0));
    Sql sql = new Sql("SELECT ").add(table.columns()).add(order.selected()).add(", c.count");
    sql.add(" FROM (SELECT COUNT(*) AS count, array_agg(DISTINCT w0.\"id\") AS ids FROM (");
    sql.add(ids.limit(Words.FEW)).add(") w0) c LEFT JOIN LATERAL (SELECT * FROM ");
    sql.add(table.name()).add(" t WHERE c.count < ").add(Integer.toString(Words.FEW));
    sql.add(" AND t.\"id\" = ANY(c.ids) AND ").add(selecting.behind(selection, segment));
    sql.add(" OFFSET 0) t ON TRUE").add(order.by());
    Gathered found = new Gathered(table, order, selection.limit());
    long[] count = new long[1];
    session.each(
        sql.limit(found.missing()),
        result -> {
          count[0] = result.getLong("count");
          if (result.getObject(1) != null) {
            found.add(result);
          }
        });
    return count[0] < Words.FEW ? Optional.of(found.slice()) : Optional.empty();
  }

  /** Looks through so many rows from the position on. */
  private Gathered walk(Selection selection, int steps) {
    Gathered found = new Gathered(table, order, selection.limit());
    Sql window = window(selection, new Sql("SELECT t.*")).limit(steps);
    Sql sql = new Sql("SELECT ").add(table.columns()).add(order.selected());
    sql.add(" FROM (").add(window).add(") t WHERE ").add(selecting.condition(selection));
    session.each(sql.add(order.by()).limit(found.missing()), found::add);
    return found;
  }

  /** Returns the position of the last row of a walk, if it did not come to the end. */
  private Optional<Position> end(Selection selection, int steps) {
    Sql sql = window(selection, new Sql("SELECT ").add(table.columns()).add(order.selected()));
    sql.add(" LIMIT 1 OFFSET ").arg((long) (steps - 1));
    return session.find(sql, order::position);
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
