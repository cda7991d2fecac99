package io.crmkit.activity;

import io.crmkit.engine.RecordSession;
import io.crmkit.record.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a timeline what happened about a record: mails, orders, tickets, whatever a package further
 * right keeps. Thread-safe.
 */
public interface TimelineSource {
  /** Returns a name that no other source has; cursors remember it. */
  String name();

  /**
   * Returns what happened about a record, as far as the session may see it, the newest first.
   *
   * @param after the position of the last entry that was shown; null begins with the newest
   * @param limit number of entries that are asked for
   * @return at most that many entries; fewer only if there are no more
   */
  List<TimelineEntry> entries(RecordSession session, Ref record, @Nullable String after, int limit);
}
