package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.access.FieldAccess;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Event;
import io.crmkit.record.Field;
import io.crmkit.record.ValueFormatException;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one actor sees of the events: those of records within its scope, without the fields that are
 * withheld. A record that is gone for good is judged by the values that it had.
 */
final class EventView {
  private final Engine engine;
  private final RecordSession session;
  private final EventFilter filter;

  EventView(Engine engine, RecordSession session, EventFilter filter) {
    this.engine = engine;
    this.session = session;
    this.filter = filter;
  }

  EventPage read(long after, int limit) {
    List<Event> seen = new ArrayList<>();
    long position = after;
    List<LogEntry> entries;
    do {
      entries = engine.storage().feed(session.organizationId(), position, limit);
      for (LogEntry entry : entries) {
        if (seen.size() == limit) {
          return new EventPage(seen, position);
        }
        Event event = see(EventCodec.event(entry));
        if (event != null) {
          seen.add(event);
        }
        position = entry.position() == null ? position : entry.position();
      }
    } while (entries.size() == limit && seen.size() < limit);
    return new EventPage(seen, position);
  }

  /** Returns the event at a position, if there is one that the actor sees. */
  Optional<Event> find(long position) {
    return engine.storage().feed(session.organizationId(), position - 1, 1).stream()
        .filter(entry -> Objects.equals(entry.position(), position))
        .map(entry -> see(EventCodec.event(entry)))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Returns the event as the actor sees it, or null if it does not. */
  @Nullable Event see(Event event) {
    boolean isAskedFor =
        (filter.types().isEmpty() || filter.types().contains(event.type()))
            && (filter.recordId() == null || filter.recordId().equals(event.recordId()));
    Declaration<?> type = engine.schema().find(event.type()).orElse(null);
    if (!isAskedFor || type == null || type.isHidden() || type.isPlatform()) {
      return null;
    }
    Actor actor = session.actor();
    if (!engine.scopes().isGranted(actor, type, "read") || !isInScope(type, event)) {
      return null;
    }
    return mask(event);
  }

  private boolean isInScope(Declaration<?> type, Event event) {
    Condition scope = engine.scopes().condition(session.actor(), type, "read");
    Condition wanted = scope.and(filter.where());
    if (wanted.equals(Condition.always())) {
      return true;
    }
    Reads reads = engine.storage().read(session.organizationId());
    Row row = reads.find(type, event.recordId()).orElseGet(() -> lastState(type, event));
    Lister<?> lister = new Lister<>(engine, type, session.organizationId(), session.actor());
    Condition bound = lister.binder(reads).bind(filter.where());
    return row != null
        && lister.conditions(reads).matches(bound, row)
        && (lister.conditions(reads).matches(scope, row)
            || Attachments.of(engine, session.actor(), session.organizationId(), reads)
                .isReadable(type, row));
  }

  private static @Nullable Row lastState(Declaration<?> type, Event event) {
    if (!event.action().endsWith(".deleted")) {
      return null;
    }
    @Nullable Object[] values = new Object[type.fields().size()];
    for (Field field : type.fields()) {
      Event.Change change = event.changes().get(field.path());
      if (change != null && change.from() != null && !field.isEncrypted()) {
        try {
          values[field.index()] = field.type().fromPlain(change.from());
        } catch (ValueFormatException e) {
          return null; // written by another release; who cannot be judged is not shown
        }
      }
    }
    return new Row(event.recordId(), event.version(), event.at(), event.at(), null, values, null);
  }

  /** Returns the event without the fields that are withheld or sealed. */
  Event mask(Event event) {
    Declaration<?> type = engine.schema().find(event.type()).orElse(null);
    if (type == null) {
      return event;
    }
    Map<String, Event.Change> shown = new LinkedHashMap<>();
    event
        .changes()
        .forEach(
            (path, change) -> {
              Field field = type.find(path).orElse(null);
              boolean isSealed = field != null && field.isEncrypted();
              boolean isWithheld =
                  field == null
                      ? session.actor().grants().field(type.name(), path) == FieldAccess.NONE
                      : FieldRights.isWithheld(session.actor(), type, field);
              if (!isWithheld) {
                shown.put(path, isSealed ? new Event.Change(null, null) : change);
              }
            });
    return new Event(
        event.position(),
        event.id(),
        event.organizationId(),
        event.at(),
        event.actor(),
        event.action(),
        event.type(),
        event.recordId(),
        event.version(),
        shown,
        event.metadata());
  }
}
