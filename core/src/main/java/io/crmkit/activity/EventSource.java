package io.crmkit.activity;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the changes of the record itself. */
final class EventSource implements TimelineSource {
  @Override
  public String name() {
    return "event";
  }

  @Override
  public List<TimelineEntry> entries(
      RecordSession session, Ref record, @Nullable String after, int limit) {
    return history(session.records(record.type()), record, after, limit).stream()
        .map(
            event ->
                new TimelineEntry(
                    event.at(), name(), event.id(), event, null, event.id().toString()))
        .toList();
  }

  private static <T> List<Event> history(
      Records<T> records, Ref record, @Nullable String after, int limit) {
    return records.history(new Id<>(record.id()), after, limit).items();
  }
}
