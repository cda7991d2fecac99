package io.crmkit.http.webhook;

import io.crmkit.engine.EventFilter;
import io.crmkit.engine.EventPage;
import io.crmkit.engine.RecordSession;
import io.crmkit.record.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Finds places in the log by time. Immutable. */
final class LogTimes {
  /** Events that were committed a little earlier may stand a little later in the log. */
  private static final Duration DISORDER = Duration.ofMinutes(1);

  private static final int CHUNK = 100;

  private final RecordSession session;
  private final LongSupplier lastPosition;

  LogTimes(RecordSession session, LongSupplier lastPosition) {
    this.session = session;
    this.lastPosition = lastPosition;
  }

  long last() {
    return lastPosition.getAsLong();
  }

  /** Returns a position such that what happened since the time stands behind it. */
  long before(Instant time) {
    Instant surely = time.minus(DISORDER);
    long low = 0;
    long high = last();
    while (low < high) {
      long middle = (low + high) / 2;
      EventPage page = session.events(EventFilter.ALL, middle, 1);
      boolean isLater = page.events().isEmpty() || !page.events().get(0).at().isBefore(surely);
      if (isLater) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Returns an event of a history with its place, if it has one already. */
  Optional<Event> placed(Event event) {
    EventFilter same =
        new EventFilter(Set.of(event.type()), event.recordId(), EventFilter.ALL.where());
    return session.events(same, before(event.at()), CHUNK).events().stream()
        .filter(each -> each.id().equals(event.id()))
        .findFirst();
  }
}
