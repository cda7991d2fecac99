package io.crmkit.engine;

import io.crmkit.record.Event;
import java.util.List;

/**
 * Events from behind a position.
 *
 * @param events the events that the reader may see, in order
 * @param position where to go on; may be beyond the last event shown
 */
public record EventPage(List<Event> events, long position) {
  /** Copies the list. */
  public EventPage {
    events = List.copyOf(events);
  }
}
