package io.crmkit.activity;

import io.crmkit.engine.RecordSession;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Json;
import io.crmkit.record.Page;
import io.crmkit.record.Ref;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells all that happened about a record, from all sources, the newest first, for one actor in one
 * organization.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class TimelineService {
  /** More entries than a page shows. */
  private static final int MOST = 200;

  private final RecordSession session;
  private final List<TimelineSource> sources;

  /** Tells events and activities that {@code session} may see. */
  public TimelineService(RecordSession session) {
    this(session, List.of());
  }

  /** Tells what further sources know as well. */
  public TimelineService(RecordSession session, List<TimelineSource> further) {
    this.session = session;
    List<TimelineSource> all = new ArrayList<>();
    all.add(new EventSource());
    all.add(new ActivitySource());
    all.addAll(further);
    this.sources = List.copyOf(all);
  }

  /**
   * Returns one page about a record, also about one that is deleted.
   *
   * @param cursor where to go on, from an earlier page of the same record, or null
   * @param limit 1 to 200
   * @throws io.crmkit.error.NotFoundException if the actor may not read the record
   * @throws InvalidRequestException if the cursor or limit is none
   */
  public Page<TimelineEntry> of(Ref record, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > MOST) {
      throw InvalidRequestException.parameter("INVALID_LIMIT", "limit", "must be 1 to " + MOST);
    }
    Map<String, String> positions = positions(cursor);
    List<TimelineEntry> found = new ArrayList<>();
    for (TimelineSource source : sources) {
      found.addAll(source.entries(session, record, positions.get(source.name()), limit + 1));
    }
    // each source is in its own order already, which a stable sort keeps
    found.sort(Comparator.comparing(TimelineEntry::at).reversed());
    boolean hasMore = found.size() > limit;
    List<TimelineEntry> shown = List.copyOf(hasMore ? found.subList(0, limit) : found);
    shown.forEach(entry -> positions.put(entry.source(), entry.position()));
    return new Page<>(shown, hasMore ? cursor(positions) : null, null);
  }

  private static String cursor(Map<String, String> positions) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.write(positions).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> positions(@Nullable String cursor) {
    Map<String, String> positions = new LinkedHashMap<>();
    if (cursor == null) {
      return positions;
    }
    try {
      String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (Json.read(json) instanceof Map<?, ?> map) {
        map.forEach((name, position) -> positions.put(text(name), text(position)));
        return positions;
      }
    } catch (IllegalArgumentException e) {
      throw wrongCursor(); // neither base 64 nor JSON
    }
    throw wrongCursor();
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }

  private static InvalidRequestException wrongCursor() {
    return InvalidRequestException.parameter(
        "INVALID_CURSOR", "cursor", "belongs to no page of this timeline");
  }
}
