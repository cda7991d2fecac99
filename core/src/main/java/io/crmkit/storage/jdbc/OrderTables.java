package io.crmkit.storage.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The tables of the events that wait for an order, and of the order that they have got. */
abstract class OrderTables {
  /** An event that has its position, and the link by which it holds on to the one before it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Link(long position, UUID event, UUID organization, byte[] hash) {}

  /** An event that waits, by its number in the order of arrival. */
  record Waiting(long number, Chain.Open event) {}

  /** Who gave positions last, and up to which. */
  record Lease(String owner, long position) {}

  /** What was found once the lease was locked. */
  record Taken(Lease lease, List<Waiting> waiting) {}

  private final Dialect dialect;

  OrderTables(Dialect dialect) {
    this.dialect = dialect;
  }

  final Dialect dialect() {
    return dialect;
  }

  /**
   * Locks the lease until the transaction ends, and then finds those that wait, the first ones.
   *
   * @param above a number above which they are looked for
   */
  abstract Taken take(Session session, long above, int most);

  final Sql lease() {
    Sql sql = new Sql("SELECT ").add(dialect.quote("owner")).add(", ");
    sql.add(dialect.quote("position")).add(" FROM ").add(dialect.quote(KernelTables.SEQUENCER));
    return sql.add(" FOR UPDATE");
  }

  final Lease lease(ResultSet result) throws SQLException {
    return new Lease(result.getString(1), result.getLong(2));
  }

  final Sql waiting(long above, int most) {
    Sql sql = new Sql("SELECT ");
    sql.add(dialect.quote("n")).add(", ").add(dialect.quote("organization_id")).add(", ");
    sql.add(dialect.quote("event_id")).add(", ").add(dialect.quote("hash")).add(" FROM ");
    sql.add(dialect.quote(KernelTables.TODO)).add(" WHERE ").add(dialect.quote("n"));
    return sql.add(" > ").arg(above).add(" ORDER BY ").add(dialect.quote("n")).limit(most);
  }

  final Waiting waiting(ResultSet result) throws SQLException {
    return new Waiting(
        result.getLong(1),
        new Chain.Open(dialect.readId(result, 2), dialect.readId(result, 3), result.getBytes(4)));
  }

  /**
   * Stores positions, where the chains end with them, and that those who waited do so no more. What
   * uses this commits afterwards, unless that is done here already.
   *
   * @param ends the last link of each organization
   * @param arrivals the numbers of the events that have waited; none where nobody waits
   */
  abstract void store(
      Session session, Lease lease, List<Link> links, Collection<Link> ends, List<Long> arrivals);
}
