package io.crmkit.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Sort;
import io.crmkit.storage.Position;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * What is made of all living rows of a type of which an organization has few, kept for a moment. A
 * change in this process is seen at once, one by another process within ten seconds. Thread-safe.
 *
 * @param <V> what is made of the rows
 */
final class ReferenceData<V> {
  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final Selection ALL =
      new Selection(
          Condition.always(), List.of(), List.of(new Sort("id", false)), null, 1_000, false);

  private final Declaration<?> type;
  private final Function<List<Row>, V> maker;
  private final Cache<UUID, V> made =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(10_000).build();

  ReferenceData(Declaration<?> type, Function<List<Row>, V> maker) {
    this.type = type;
    this.maker = maker;
  }

  V of(UUID organization, Reads reads) {
    return made.get(organization, key -> maker.apply(rows(reads)));
  }

  /** Forgets what was made for an organization, if this is what its changed row is of. */
  void forget(Declaration<?> changed, UUID organization) {
    if (changed == type) {
      made.invalidate(organization);
    }
  }

  private List<Row> rows(Reads reads) {
    List<Row> rows = new ArrayList<>();
    Position next = null;
    do {
      Slice slice = reads.select(type, ALL.from(next));
      rows.addAll(slice.rows());
      next = slice.next();
    } while (next != null);
    return rows;
  }
}
