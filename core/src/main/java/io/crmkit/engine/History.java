package io.crmkit.engine;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.NotFoundException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of one record, as far as its reader may see them. */
final class History<T> {
  private final Engine engine;
  private final RecordSession session;
  private final Records<T> records;

  History(Engine engine, RecordSession session, Records<T> records) {
    this.engine = engine;
    this.session = session;
    this.records = records;
  }

  Page<Event> page(Id<T> id, @Nullable String cursor, int limit) {
    Declaration<T> type = records.type();
    Reads reads = session.reads();
    EventView view = new EventView(engine, session, EventFilter.ALL);
    Row row = reads.find(type, id.value()).orElse(null);
    List<LogEntry> newest = reads.history(type.name(), id.value(), null, 1);
    boolean isVisible =
        row != null
            ? records.isInScope(reads, row, "read")
            : !newest.isEmpty() && view.see(EventCodec.event(newest.get(0))) != null;
    if (!isVisible) {
      throw new NotFoundException(type.name(), id);
    }
    UUID before = cursor == null ? null : position(cursor);
    List<LogEntry> entries = reads.history(type.name(), id.value(), before, limit + 1);
    boolean hasMore = entries.size() > limit;
    List<LogEntry> shown = hasMore ? entries.subList(0, limit) : entries;
    List<Event> events = new ArrayList<>();
    shown.forEach(entry -> events.add(view.mask(EventCodec.event(entry))));
    String next = hasMore ? shown.get(shown.size() - 1).id().toString() : null;
    return new Page<>(events, next, null);
  }

  private static UUID position(String cursor) {
    try {
      return Id.of(cursor).value();
    } catch (IllegalArgumentException e) {
      throw InvalidRequestException.parameter(
          "INVALID_CURSOR", "cursor", "belongs to no page of this history");
    }
  }
}
