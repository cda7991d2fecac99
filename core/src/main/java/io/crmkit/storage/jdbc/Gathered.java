package io.crmkit.storage.jdbc;

import io.crmkit.storage.Position;
import io.crmkit.storage.Row;
import io.crmkit.storage.Slice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a page as they come, and whether more follow them. */
final class Gathered {
  private final RowTable table;
  private final OrderSql order;
  private final int limit;
  private final List<Row> rows = new ArrayList<>();
  private @Nullable Position last;
  private boolean hasMore;

  Gathered(RowTable table, OrderSql order, int limit) {
    this.table = table;
    this.order = order;
    this.limit = limit;
  }

  /** Takes the row of the table, with the order's keys behind it, at which a result stands. */
  void add(ResultSet result) throws SQLException {
    if (rows.size() == limit) {
      hasMore = true;
      return;
    }
    Row row = table.read(result);
    rows.add(row);
    if (rows.size() == limit) {
      last = order.position(row, result);
    }
  }

  /**
   * Returns how many rows there are to ask for: one more than the page holds, if it is not full.
   */
  long missing() {
    return hasMore ? 0 : limit + 1L - rows.size();
  }

  boolean hasMore() {
    return hasMore;
  }

  Slice slice() {
    return slice(null);
  }

  /** Returns the rows, and the position to go on from if no more are known. */
  Slice slice(@Nullable Position end) {
    return new Slice(rows, hasMore ? last : end);
  }
}
