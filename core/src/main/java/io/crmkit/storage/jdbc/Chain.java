package io.crmkit.storage.jdbc;

import io.crmkit.storage.jdbc.OrderTables.Lease;
import io.crmkit.storage.jdbc.OrderTables.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Gives events their positions and links each to the one before it in its organization. Remembers
 * where every chain ends; whoever calls holds what keeps others from numbering.
 */
final class Chain {
  private static final byte[] FIRST = new byte[32];
  private static final int MOST_REMEMBERED = 20_000;

  /** An event that wants a position. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Open(UUID organization, UUID event, byte[] hash) {}

  private final Dialect dialect;
  private final OrderTables tables;

  /** The ends that are stored, as far as they are known. */
  private final Map<UUID, byte[]> ends = new LinkedHashMap<>(64, 0.75f, true);

  private long stored;

  /** What has a position that is not stored yet, and the last of it in each organization. */
  private final List<Link> pending = new ArrayList<>();

  private final Map<UUID, Link> last = new LinkedHashMap<>();
  private int marked;

  Chain(Dialect dialect) {
    this.dialect = dialect;
    this.tables = dialect.orderTables();
  }

  /** Returns the position that was given last. */
  long position() {
    return stored + pending.size();
  }

  /** Forgets all ends and takes up the position that is stored. */
  void restart(long storedPosition) {
    ends.clear();
    pending.clear();
    last.clear();
    marked = 0;
    stored = storedPosition;
  }

  void mark() {
    marked = pending.size();
  }

  /** Goes back to the mark, as the database has done. */
  void rollback() {
    pending.subList(marked, pending.size()).clear();
    last.clear();
    pending.forEach(link -> last.put(link.organization(), link));
  }

  /** Gives the events positions behind all others. */
  void number(Session session, List<Open> events) {
    for (Open event : events) {
      byte[] link = Events.link(end(session, event.organization()), event.hash());
      Link next = new Link(position() + 1, event.event(), event.organization(), link);
      pending.add(next);
      last.put(event.organization(), next);
    }
  }

  /**
   * Stores the positions that were given since, and who gave them.
   *
   * @param arrivals the numbers of the events that have waited for them
   */
  void store(Session session, String owner, List<Long> arrivals) {
    if (pending.isEmpty()) {
      return;
    }
    tables.store(session, new Lease(owner, position()), pending, last.values(), arrivals);
    stored = position();
    pending.clear();
    last.values().forEach(link -> ends.put(link.organization(), link.hash()));
    last.clear();
    marked = 0;
    if (ends.size() > MOST_REMEMBERED) {
      ends.clear();
    }
  }

  /** Returns where a chain ends, and begins it where it is new. */
  private byte[] end(Session session, UUID organization) {
    Link pendingEnd = last.get(organization);
    if (pendingEnd != null) {
      return pendingEnd.hash();
    }
    byte[] known = ends.get(organization);
    if (known != null) {
      return known;
    }
    Sql find = new Sql("SELECT ").add(dialect.quote("hash")).add(" FROM ");
    find.add(dialect.quote(KernelTables.HEAD)).add(" WHERE ");
    find.add(dialect.quote("organization_id")).add(" = ").arg(organization);
    return session
        .find(find, result -> result.getBytes(1))
        .orElseGet(() -> begin(session, organization));
  }

  private byte[] begin(Session session, UUID organization) {
    Sql sql = new Sql("INSERT INTO ").add(dialect.quote(KernelTables.HEAD)).add(" (");
    sql.add(dialect.quote("organization_id")).add(", ").add(dialect.quote("position"));
    sql.add(", ").add(dialect.quote("hash")).add(") VALUES (?, ?, ?)");
    session.update(sql.with(organization).with(0L).with(FIRST));
    return FIRST;
  }
}
