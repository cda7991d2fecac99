package io.crmkit.engine;

import io.crmkit.record.Declaration;
import io.crmkit.record.Event;
import io.crmkit.record.Field;
import io.crmkit.record.ValueFormatException;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what one source wrote, as the log tells it: an import, a merge. A source is the {@code
 * source} in the metadata of an event. Judges no rights; for services that judged them.
 */
public final class Reversal {
  private static final int PAGE = 500;

  /** Commits may get their positions a little out of the order of their times. */
  private static final Duration DISORDER = Duration.ofMinutes(15);

  private final RecordSession session;
  private final String source;
  private final Instant since;

  /** What became of a record. */
  public enum Outcome {
    /** It had been made, and was deleted. */
    DELETED,
    /** It had been changed, and is as it was before. */
    REVERTED,
    /** Somebody else changed it since, so that it stays as it is. */
    KEPT,
    /** There is nothing left to take back. */
    UNTOUCHED
  }

  /**
   * Takes back what a source wrote.
   *
   * @param session whose own source, in the metadata of its actor, marks what was taken back
   * @param source the source
   * @param since a time before its first write
   */
  public Reversal(RecordSession session, String source, Instant since) {
    this.session = session;
    this.source = source;
    this.since = since;
  }

  /** Calls {@code each} with every event of these types that the source caused, in their order. */
  public void forEachEvent(Set<String> types, Consumer<Event> each) {
    Storage storage = session.engine().storage();
    long position = start(storage);
    List<LogEntry> entries;
    do {
      entries = storage.feed(session.organizationId(), position, PAGE);
      for (LogEntry entry : entries) {
        Long at = entry.position();
        position = at == null ? position : at;
        if (types.contains(entry.type()) && isOf(entry, source)) {
          each.accept(EventCodec.event(entry));
        }
      }
    } while (entries.size() == PAGE);
  }

  /** Returns a position before the first event of the source, without reading the whole log. */
  private long start(Storage storage) {
    Instant from = since.minus(DISORDER);
    long low = 0;
    long high = storage.lastPosition();
    while (low < high) {
      long middle = (low + high) >>> 1;
      List<LogEntry> next = storage.feed(session.organizationId(), middle, 1);
      if (next.isEmpty() || !next.get(0).at().isBefore(from)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return Math.max(0, low - 1);
  }

  private static boolean isOf(LogEntry entry, @Nullable String wanted) {
    return wanted != null
        && entry.metadata().contains(wanted)
        && wanted.equals(EventCodec.event(entry).metadata().get("source"));
  }

  /** Takes back what the source did to one record, within the transaction of the session given. */
  public <T> Outcome revert(RecordSession joined, Declaration<T> type, UUID id) {
    return joined.call(
        unit -> {
          Outcome outcome = revert(unit, type, id);
          return () -> outcome;
        });
  }

  private <T> Outcome revert(Unit unit, Declaration<T> type, UUID id) {
    Work<T> work = unit.works().find(type, id);
    if (work == null || work.isGone()) {
      return Outcome.UNTOUCHED;
    }
    Story story = new Story(unit.works().storedReads(), type.name(), id);
    if (story.isTakenBack) {
      return Outcome.UNTOUCHED;
    }
    if (story.isForeign) {
      return Outcome.KEPT;
    }
    if (story.isCreated) {
      unit.delete(type, id, null, Unit.Cause.RULE);
      return Outcome.DELETED;
    }
    if (story.before.isEmpty()) {
      return Outcome.UNTOUCHED;
    }
    Draft draft = draft(type, work, story.before);
    if (draft == null) {
      return Outcome.KEPT;
    }
    unit.update(type, id, null, Unit.Cause.RULE, "update", current -> draft);
    return Outcome.REVERTED;
  }

  private <T> @Nullable Draft draft(
      Declaration<T> type, Work<T> work, Map<String, @Nullable Object> before) {
    @Nullable Object[] values = work.values.clone();
    BitSet given = new BitSet(values.length);
    Map<String, @Nullable Object> custom = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> change : before.entrySet()) {
      String path = change.getKey();
      Field field = type.find(path).orElse(null);
      if (path.startsWith("custom.")) {
        custom.put(path.substring("custom.".length()), change.getValue());
      } else if (field != null && !field.isEnvelope()) {
        try {
          values[field.index()] = value(type, work.id, field, change.getValue());
          given.set(field.index());
        } catch (ValueFormatException e) {
          return null; // written by another release, in a form that is not read any more
        }
      }
    }
    return new Draft(values, given, custom.isEmpty() ? null : custom, null);
  }

  private @Nullable Object value(
      Declaration<?> type, UUID id, Field field, @Nullable Object plain) {
    if (plain == null) {
      return field.isList() ? List.of() : null;
    }
    if (field.isEncrypted()) {
      String place = Sealer.place(session.organizationId(), type.name(), id, field.path());
      return session.engine().sealer().open((String) plain, place);
    }
    return field.type().fromPlain(plain);
  }

  /** What the log tells of one record, from its end back to where the source began. */
  private final class Story {
    final Map<String, @Nullable Object> before = new LinkedHashMap<>();
    boolean isTakenBack;
    boolean isForeign;
    boolean isCreated;

    Story(Reads reads, String type, UUID id) {
      String own = session.actor().metadata().get("source");
      UUID behind = null;
      boolean isPast = false;
      List<LogEntry> entries;
      do {
        entries = reads.history(type, id, behind, PAGE);
        for (LogEntry entry : entries) {
          behind = entry.id();
          if (!isPast && before.isEmpty() && isOf(entry, own)) {
            isTakenBack = true;
            return;
          }
          if (isOf(entry, source)) {
            isForeign |= isPast;
            take(entry);
          } else if (entry.at().isBefore(since) || isForeign) {
            return;
          } else {
            isPast = true;
          }
        }
      } while (entries.size() == PAGE);
    }

    /** A named event tells facts, which are no changes of fields. */
    private void take(LogEntry entry) {
      boolean isCreation = entry.action().equals(entry.type() + ".created");
      if (!isCreation && !entry.action().equals(entry.type() + ".updated")) {
        return;
      }
      isCreated |= isCreation;
      EventCodec.event(entry).changes().forEach((path, change) -> before.put(path, change.from()));
    }
  }
}
