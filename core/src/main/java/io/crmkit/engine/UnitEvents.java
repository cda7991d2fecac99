package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.record.Event;
import io.crmkit.record.Json;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The events of one transaction: one of each changed row, and behind them those that have a name.
 */
final class UnitEvents {
  private final Engine engine;
  private final Actor actor;
  private final UUID organization;
  private final Instant now;
  private final String metadata;
  private final List<LogEntry> plain = new ArrayList<>();
  private final List<LogEntry> named = new ArrayList<>();

  UnitEvents(Engine engine, Actor actor, UUID organization, Instant now) {
    this.engine = engine;
    this.actor = actor;
    this.organization = organization;
    this.now = now;
    this.metadata = actor.metadata().isEmpty() ? "{}" : Json.write(actor.metadata());
  }

  /** Notes a named event. */
  void emit(String action, String type, UUID id, long version, Map<String, ?> facts) {
    Map<String, Event.Change> changes = new LinkedHashMap<>();
    facts.forEach((name, value) -> changes.put(name, new Event.Change(null, value)));
    named.add(entry(action, type, id, version, changes));
  }

  /** Notes the event of a changed row. */
  void add(Work<?> work) {
    String what =
        switch (work.kind()) {
          case CREATE -> ".created";
          case UPDATE -> ".updated";
          case DELETE -> ".deleted";
          case RESTORE -> ".restored";
        };
    String type = work.type.name();
    Row after = work.isRemoved ? null : work.row(now, engine, organization);
    plain.add(
        entry(
            type + what,
            type,
            work.id,
            work.version(),
            EventCodec.changes(work.type, work.original, after)));
  }

  List<LogEntry> all() {
    List<LogEntry> all = new ArrayList<>(plain.size() + named.size());
    all.addAll(plain);
    all.addAll(named);
    return all;
  }

  private LogEntry entry(
      String action, String type, UUID id, long version, Map<String, Event.Change> changes) {
    return new LogEntry(
        null,
        engine.nextId(now),
        organization,
        now,
        actor.by().kind(),
        actor.by().id(),
        action,
        type,
        id,
        version,
        Json.write(changes),
        metadata);
  }
}
