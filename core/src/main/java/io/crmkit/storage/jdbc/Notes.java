package io.crmkit.storage.jdbc;

import io.crmkit.storage.Note;
import io.crmkit.storage.UniqueKeyException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The table of notes. An expired one counts as gone until it is overwritten, or swept away by one
 * of those that are added later. Thread-safe.
 */
final class Notes {
  private static final String LOCK = "lock";

  /**
   * One in so many notes that are added sweeps, so that there is always less than it takes away.
   */
  private static final int SWEEP_EVERY = 200;

  private static final int SWEEP_MOST = 1_000;

  /** Who works with one that has just expired is not waited for. */
  private static final Duration SWEEP_AFTER = Duration.ofHours(1);

  private final Dialect dialect;
  private final Clock clock;
  private final String find;
  private final String insert;
  private final String update;
  private final RowStatement insertLock;
  private final RowStatement deleteLock;
  private final String expired;
  private final RowStatement deleteExpired;
  private final AtomicInteger added = new AtomicInteger();

  Notes(Dialect dialect, Clock clock) {
    this.dialect = dialect;
    this.clock = clock;
    String table = dialect.quote(KernelTables.NOTE);
    String key =
        " WHERE "
            + dialect.quote(RecordTables.ORGANIZATION)
            + " = ? AND "
            + dialect.quote("kind")
            + " = ? AND "
            + dialect.quote("key")
            + " = ?";
    this.find =
        "SELECT "
            + dialect.quote("value")
            + ", "
            + dialect.quote("expires_at")
            + " FROM "
            + table
            + key;
    this.insert =
        dialect.insertIfAbsent(
            table
                + " ("
                + dialect.quote(RecordTables.ORGANIZATION)
                + ", "
                + dialect.quote("kind")
                + ", "
                + dialect.quote("key")
                + ", "
                + dialect.quote("value")
                + ", "
                + dialect.quote("expires_at")
                + ") VALUES (?, ?, ?, ?, ?)");
    this.update =
        "UPDATE "
            + table
            + " SET "
            + dialect.quote("value")
            + " = ?, "
            + dialect.quote("expires_at")
            + " = ?"
            + key;
    List<String> columns = List.of(RecordTables.ORGANIZATION, "kind", "key");
    List<Kind> kinds = List.of(Kind.ID, Kind.TEXT, Kind.TEXT);
    this.insertLock =
        RowStatement.insertIfAbsent(
            dialect,
            KernelTables.NOTE,
            List.of(RecordTables.ORGANIZATION, "kind", "key", "value"),
            List.of(Kind.ID, Kind.TEXT, Kind.TEXT, Kind.TEXT));
    this.deleteLock = RowStatement.delete(dialect, KernelTables.NOTE, columns, kinds);
    String isExpired = dialect.quote("expires_at") + " <= ?";
    this.expired =
        "SELECT "
            + dialect.quote("kind")
            + ", "
            + dialect.quote("key")
            + " FROM "
            + table
            + " WHERE "
            + dialect.quote(RecordTables.ORGANIZATION)
            + " = ? AND "
            + isExpired
            + " ORDER BY "
            + dialect.quote("expires_at");
    this.deleteExpired =
        new RowStatement(
            "DELETE FROM " + table + key + " AND " + isExpired,
            List.of(Kind.ID, Kind.TEXT, Kind.TEXT, Kind.INTEGER));
  }

  Optional<Note> find(Session session, UUID organization, String kind, String key) {
    Sql sql = new Sql(find).with(organization).with(kind).with(key);
    return session
        .find(
            sql,
            result -> {
              String value = result.getString(1);
              Long expiresAt = (Long) dialect.read(result, 2, Kind.INTEGER);
              return new Note(
                  kind, key, value, expiresAt == null ? null : Micros.instant(expiresAt));
            })
        .filter(this::isLiving);
  }

  private boolean isLiving(Note note) {
    return note.expiresAt() == null || note.expiresAt().isAfter(clock.instant());
  }

  void put(Session session, UUID organization, Note note) {
    // a note may come to be between the two, so the update may have to be tried again
    if (update(session, organization, note, "") == 0
        && session.update(insertion(organization, note)) == 0) {
      update(session, organization, note, "");
    }
  }

  void add(Session session, UUID organization, Note note) {
    if (added.incrementAndGet() % SWEEP_EVERY == 0) {
      sweep(session, organization);
    }
    if (session.update(insertion(organization, note)) > 0) {
      return;
    }
    if (update(session, organization, note, " AND " + dialect.quote("expires_at") + " <= ?") == 0) {
      throw new UniqueKeyException(note.kind(), List.of("key"), null);
    }
  }

  /**
   * Adds a note for each name and takes it away again. Whoever adds the same one waits for the end
   * of this unit, as only then it is known whether it is there.
   */
  void lock(Session session, UUID organization, Collection<String> names) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    List<@Nullable Object[]> keys = new ArrayList<>();
    for (String name : new TreeSet<>(names)) { // in one order, so that no two wait for each other
      rows.add(new Object[] {organization, LOCK, name, ""});
      keys.add(new Object[] {organization, LOCK, name});
    }
    session.batch(insertLock, rows);
    session.batch(deleteLock, keys);
  }

  private void sweep(Session session, UUID organization) {
    long until = Micros.of(clock.instant().minus(SWEEP_AFTER));
    Sql sql = new Sql(expired).with(organization).with(until).limit(SWEEP_MOST);
    session.batch(
        deleteExpired,
        session.list(
            sql,
            result ->
                new Object[] {organization, result.getString(1), result.getString(2), until}));
  }

  private Sql insertion(UUID organization, Note note) {
    return new Sql(insert)
        .with(organization)
        .with(note.kind())
        .with(note.key())
        .with(note.value())
        .with(micros(note), Kind.INTEGER);
  }

  private int update(Session session, UUID organization, Note note, String condition) {
    Sql sql = new Sql(update + condition).with(note.value()).with(micros(note), Kind.INTEGER);
    sql.with(organization).with(note.kind()).with(note.key());
    return session.update(condition.isEmpty() ? sql : sql.with(Micros.of(clock.instant())));
  }

  private static @Nullable Long micros(Note note) {
    return note.expiresAt() == null ? null : (Long) Micros.of(note.expiresAt());
  }
}
