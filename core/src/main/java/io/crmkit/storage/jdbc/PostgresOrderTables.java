package io.crmkit.storage.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Needs two round trips: one looks, one stores and commits, each with a text of several. */
final class PostgresOrderTables extends OrderTables {
  private static final String STORE =
      """
      INSERT INTO "crmkit_event_order" ("position", "event_id", "organization_id", "hash")
      SELECT * FROM unnest(?::int8[], ?::uuid[], ?::uuid[], ?::bytea[]);
      INSERT INTO "crmkit_event_head" ("position", "organization_id", "hash")
      SELECT * FROM unnest(?::int8[], ?::uuid[], ?::bytea[])
      ON CONFLICT ("organization_id")
      DO UPDATE SET "position" = excluded."position", "hash" = excluded."hash";
      UPDATE "crmkit_sequencer" SET "owner" = ?, "position" = ?;
      DELETE FROM "crmkit_event_todo" WHERE "n" = ANY(?::int8[]);
      COMMIT""";

  PostgresOrderTables(Dialect dialect) {
    super(dialect);
  }

  /**
   * Each query sees what was committed when its turn came, so that the second sees behind the lock.
   */
  @Override
  Taken take(Session session, long above, int most) {
    List<Lease> leases = new ArrayList<>();
    List<Waiting> waiting = new ArrayList<>();
    session.each(
        lease().add("; ").add(waiting(above, most)),
        result -> leases.add(lease(result)),
        result -> waiting.add(waiting(result)));
    if (leases.isEmpty()) {
      throw new IllegalStateException("the lease of the sequencer is missing");
    }
    return new Taken(leases.get(0), waiting);
  }

  @Override
  void store(
      Session session, Lease lease, List<Link> links, Collection<Link> ends, List<Long> arrivals) {
    session.execute(
        new Sql(STORE)
            .with(links.stream().map(Link::position).toArray(Long[]::new))
            .with(links.stream().map(Link::event).toArray(UUID[]::new))
            .with(links.stream().map(Link::organization).toArray(UUID[]::new))
            .with(links.stream().map(Link::hash).toArray(byte[][]::new))
            .with(ends.stream().map(Link::position).toArray(Long[]::new))
            .with(ends.stream().map(Link::organization).toArray(UUID[]::new))
            .with(ends.stream().map(Link::hash).toArray(byte[][]::new))
            .with(lease.owner())
            .with(lease.position())
            .with(arrivals.toArray(Long[]::new)));
  }
}
