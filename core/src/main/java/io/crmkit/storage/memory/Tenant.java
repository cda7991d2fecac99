package io.crmkit.storage.memory;

import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Note;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one organization at one moment, or of the platform. Immutable.
 *
 * @param tables its rows, by name of the type
 * @param notes its notes, by kind and key
 * @param history its events, of each record the newest first
 * @param log its events that have a position, in their order
 */
record Tenant(
    Tree<String, Table> tables,
    Tree<NoteKey, Note> notes,
    Tree<Moment, LogEntry> history,
    Tree<Long, LogEntry> log) {
  private static final UUID GREATEST_ID = new UUID(-1, -1);

  static final Tenant EMPTY =
      new Tenant(
          Tree.empty(Comparator.<String>naturalOrder()),
          Tree.empty(NoteKey.ORDER),
          Tree.empty(Moment.NEWEST_FIRST),
          Tree.empty(Comparator.<Long>naturalOrder()));

  Table table(Declaration<?> type) {
    Table table = tables.get(type.name());
    return table == null ? Table.of(type) : table;
  }

  Tenant with(Table table) {
    return new Tenant(tables.with(table.type().name(), table), notes, history, log);
  }

  @Nullable Note note(String kind, String key) {
    return notes.get(new NoteKey(kind, key));
  }

  Tenant with(Note note) {
    return new Tenant(tables, notes.with(new NoteKey(note.kind(), note.key()), note), history, log);
  }

  /** Returns this with an event, or with the position that an event got. */
  Tenant with(LogEntry entry) {
    Moment moment = new Moment(entry.type(), entry.recordId(), entry.at(), entry.id());
    return new Tenant(
        tables,
        notes,
        history.with(moment, entry),
        entry.position() == null ? log : log.with(entry.position(), entry));
  }

  /** Returns the events of a record, newest first, from behind {@code before} on. */
  List<LogEntry> history(String type, UUID recordId, @Nullable UUID before, int limit) {
    List<LogEntry> found = new ArrayList<>();
    boolean isBehind = before == null;
    for (LogEntry entry : history.after(new Moment(type, recordId, Instant.MAX, GREATEST_ID))) {
      boolean isSame = entry.type().equals(type) && entry.recordId().equals(recordId);
      if (!isSame || found.size() == limit) {
        break;
      }
      if (isBehind) {
        found.add(entry);
      }
      isBehind |= entry.id().equals(before);
    }
    return found;
  }

  private record NoteKey(String kind, String key) {
    private static final Comparator<NoteKey> ORDER =
        Comparator.comparing(NoteKey::kind).thenComparing(NoteKey::key);
  }

  private record Moment(String type, UUID recordId, Instant at, UUID id) {
    private static final Comparator<Moment> NEWEST_FIRST =
        Comparator.comparing(Moment::type)
            .thenComparing(Moment::recordId)
            .thenComparing(Moment::at, Comparator.reverseOrder())
            .thenComparing(Moment::id, (a, b) -> Id.compare(b, a));
  }
}
