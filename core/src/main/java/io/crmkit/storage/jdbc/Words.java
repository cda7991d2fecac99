package io.crmkit.storage.jdbc;

import java.util.List;
import java.util.UUID;

/** The words of one type's rows in one organization. */
final class Words {
  /** A list that is always worth taking. */
  static final int FEW = 300;

  /** The longest list that is worth taking. */
  static final int MANY = 20_000;

  private final Session session;
  private final UUID organization;
  private final RowTable table;

  Words(Session session, UUID organization, RowTable table) {
    this.session = session;
    this.organization = organization;
    this.table = table;
  }

  /**
   * Returns the query of the ids of the rows that have the rarest of these prefixes, if fewer than
   * {@code most} entries do; else nothing.
   */
  Sql rarest(List<String> prefixes, int most) {
    String rarest = null;
    long least = most;
    for (String prefix : prefixes) {
      Sql some = entries(new Sql("SELECT 1 AS one"), prefix).limit(least);
      long count = session.number(new Sql("SELECT COUNT(*) FROM (").add(some).add(") c"));
      if (count < least) {
        least = count;
        rarest = prefix;
      }
    }
    if (rarest == null) {
      return new Sql();
    }
    String id = session.dialect().quote("id");
    return entries(new Sql("SELECT DISTINCT w0.").add(id).add(" AS ").add(id), rarest);
  }

  /** Adds FROM and WHERE for the entries {@code w0} of all words that begin so. */
  Sql entries(Sql sql, String prefix) {
    Dialect dialect = session.dialect();
    String word = "w0." + dialect.quote("word");
    sql.add(" FROM ").add(dialect.quote(KernelTables.WORD)).add(" w0 WHERE w0.");
    sql.add(dialect.quote(RecordTables.ORGANIZATION)).add(" = ").arg(organization);
    sql.add(" AND w0.").add(dialect.quote("type")).add(" = ").arg((long) table.number());
    sql.add(" AND ").add(word).add(" >= ").arg(prefix);
    String end = successor(prefix);
    return end.isEmpty() ? sql : sql.add(" AND ").add(word).add(" < ").arg(end);
  }

  /** Returns the least text that is greater than all that begin with the prefix; empty if none. */
  static String successor(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return prefix.substring(0, end) + Character.toString(next);
      }
    }
    return "";
  }
}
