package io.crmkit.storage.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends each kind of row as a batch of its own. */
final class BatchOrderTables extends OrderTables {
  private final RowStatement insertOrder;
  private final RowStatement updateHead;
  private final String updateSequencer;

  BatchOrderTables(Dialect dialect) {
    super(dialect);
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
    String settings = dialect().quote(one) + " = ?, " + dialect().quote(other) + " = ?";
    return "UPDATE " + dialect().quote(table) + " SET " + settings;
  }

  @Override
  Taken take(Session session, long above, int most) {
    Lease lease =
        session
            .find(lease(), this::lease)
            .orElseThrow(() -> new IllegalStateException("the lease of the sequencer is missing"));
    return new Taken(lease, session.list(waiting(above, most), this::waiting));
  }

  @Override
  void store(
      Session session, Lease lease, List<Link> links, Collection<Link> ends, List<Long> arrivals) {
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
    if (!arrivals.isEmpty()) {
      Sql delete = new Sql("DELETE FROM ").add(dialect().quote(KernelTables.TODO)).add(" WHERE ");
      dialect().in(delete, dialect().quote("n"), arrivals, false);
      session.update(delete);
    }
  }
}
