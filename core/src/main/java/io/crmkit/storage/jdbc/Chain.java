package io.crmkit.storage.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
  private final RowStatement insertOrder;
  private final RowStatement updateHead;
  private final String updateSequencer;
  private final Map<UUID, byte[]> ends = new LinkedHashMap<>(64, 0.75f, true);
  private final Set<UUID> changed = new LinkedHashSet<>();
  private long position;

  /** The ends at the {@link #mark}, as far as they have changed since; null for one not known. */
  private final Map<UUID, byte @Nullable []> before = new HashMap<>();

  private final Set<UUID> changedSince = new LinkedHashSet<>();
  private long positionBefore;

  Chain(Dialect dialect) {
    this.dialect = dialect;
    insertOrder =
        RowStatement.insert(
            dialect,
            KernelTables.ORDER,
            List.of("position", "event_id", "organization_id", "hash"),
            List.of(Kind.INTEGER, Kind.ID, Kind.ID, Kind.BYTES));
    updateHead =
        new RowStatement(
            "UPDATE "
                + dialect.quote(KernelTables.HEAD)
                + " SET "
                + columns("position")
                + " = ?, "
                + columns("hash")
                + " = ? WHERE "
                + columns("organization_id")
                + " = ?",
            List.of(Kind.INTEGER, Kind.BYTES, Kind.ID));
    updateSequencer =
        "UPDATE "
            + dialect.quote(KernelTables.SEQUENCER)
            + " SET "
            + columns("owner")
            + " = ?, "
            + columns("position")
            + " = ?";
  }

  long position() {
    return position;
  }

  /** Forgets all ends and takes up the position that is stored. */
  void restart(long storedPosition) {
    ends.clear();
    changed.clear();
    mark();
    position = storedPosition;
  }

  void mark() {
    before.clear();
    changedSince.clear();
    positionBefore = position;
  }

  /** Goes back to the mark, as the database has done. */
  void rollback() {
    before.forEach(
        (organization, end) -> {
          if (end == null) {
            ends.remove(organization); // its row may be gone as well
          } else {
            ends.put(organization, end);
          }
        });
    changed.removeAll(changedSince);
    position = positionBefore;
    mark();
  }

  /** Stores an order for the events, behind all others. */
  void number(Session session, List<Open> events) {
    if (events.isEmpty()) {
      return;
    }
    List<@Nullable Object[]> rows = new ArrayList<>(events.size());
    for (Open event : events) {
      byte[] end = ends.get(event.organization());
      byte[] previous = end == null ? stored(session, event.organization()) : end;
      if (!before.containsKey(event.organization())) {
        before.put(event.organization(), end);
      }
      byte[] link = Events.link(previous, event.hash());
      ends.put(event.organization(), link);
      if (changed.add(event.organization())) {
        changedSince.add(event.organization());
      }
      rows.add(new Object[] {++position, event.event(), event.organization(), link});
    }
    session.batch(insertOrder, rows);
  }

  /** Stores where the chains end that have grown, and who has numbered last. */
  void store(Session session, String owner) {
    if (changed.isEmpty()) {
      return;
    }
    List<@Nullable Object[]> heads = new ArrayList<>(changed.size());
    for (UUID organization : changed) {
      heads.add(new Object[] {position, end(organization), organization});
    }
    session.batch(updateHead, heads);
    session.update(new Sql(updateSequencer).with(owner).with(position));
    changed.clear();
    if (ends.size() > MOST_REMEMBERED) {
      ends.clear();
    }
  }

  private byte @Nullable [] end(UUID organization) {
    return ends.get(organization);
  }

  /** Reads where a chain ends, and begins it where it is new. */
  private byte[] stored(Session session, UUID organization) {
    Sql find = new Sql("SELECT ").add(columns("hash")).add(" FROM ");
    find.add(dialect.quote(KernelTables.HEAD)).add(" WHERE ").add(columns("organization_id"));
    return session
        .find(find.add(" = ").arg(organization), result -> result.getBytes(1))
        .orElseGet(() -> begin(session, organization));
  }

  private byte[] begin(Session session, UUID organization) {
    String into = dialect.quote(KernelTables.HEAD);
    into += " (" + columns("organization_id", "position", "hash") + ") VALUES (?, ?, ?)";
    session.update(new Sql("INSERT INTO " + into).with(organization).with(0L).with(FIRST));
    return FIRST;
  }

  private String columns(String... names) {
    List<String> quoted = new ArrayList<>();
    for (String name : names) {
      quoted.add(dialect.quote(name));
    }
    return String.join(", ", quoted);
  }
}
