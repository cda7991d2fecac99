package io.crmkit.storage.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of the events that wait for an order, and of the order that they have got. */
class OrderTables {
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
  private final RowStatement insertOrder;
  private final RowStatement updateHead;
  private final String updateSequencer;

  OrderTables(Dialect dialect) {
    this.dialect = dialect;
    insertOrder =
        RowStatement.insert(
            dialect,
            KernelTables.ORDER,
            List.of("position", "event_id", "organization_id", "hash"),
            List.of(Kind.INTEGER, Kind.ID, Kind.ID, Kind.BYTES));
    updateHead =
        new RowStatement(
            update(KernelTables.HEAD, "position", "hash")
                + (" WHERE " + dialect.quote("organization_id") + " = ?"),
            List.of(Kind.INTEGER, Kind.BYTES, Kind.ID));
    updateSequencer = update(KernelTables.SEQUENCER, "owner", "position");
  }

  private String update(String table, String one, String other) {
    String settings = dialect.quote(one) + " = ?, " + dialect.quote(other) + " = ?";
    return "UPDATE " + dialect.quote(table) + " SET " + settings;
  }

  /**
   * Locks the lease until the transaction ends, and then finds those that wait, the first ones.
   *
   * @param above a number above which they are looked for
   */
  Taken take(Session session, long above, int most) {
    Lease lease =
        session
            .find(lease(), this::lease)
            .orElseThrow(() -> new IllegalStateException("the lease of the sequencer is missing"));
    return new Taken(lease, session.list(waiting(above, most), this::waiting));
  }

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
   */
  void store(
      Session session, Lease lease, List<Link> links, Collection<Link> ends, List<Long> numbers) {
    List<@Nullable Object[]> rows = new ArrayList<>(links.size());
    for (Link link : links) {
      rows.add(new Object[] {link.position(), link.event(), link.organization(), link.hash()});
    }
    session.batch(insertOrder, rows);
    List<@Nullable Object[]> heads = new ArrayList<>(ends.size());
    for (Link end : ends) {
      heads.add(new Object[] {end.position(), end.hash(), end.organization()});
    }
    session.batch(updateHead, heads);
    session.update(new Sql(updateSequencer).with(lease.owner()).with(lease.position()));
    if (!numbers.isEmpty()) {
      Sql delete = new Sql("DELETE FROM ").add(dialect.quote(KernelTables.TODO)).add(" WHERE ");
      dialect.in(delete, dialect.quote("n"), numbers, false);
      session.update(delete);
    }
  }
}
