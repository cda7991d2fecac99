package io.crmkit.storage.memory;

import io.crmkit.record.Aggregation;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Schema;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Note;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads of one organization. Each call sees one moment. */
abstract class MemoryReads implements Reads {
  private final Schema schema;
  private final UUID organization;
  private final Clock clock;

  MemoryReads(Schema schema, UUID organization, Clock clock) {
    this.schema = schema;
    this.organization = organization;
    this.clock = clock;
  }

  /** Returns the moment that is seen now. */
  abstract State state();

  final Schema schema() {
    return schema;
  }

  final UUID organization() {
    return organization;
  }

  final Tenant tenant() {
    return state().tenant(organization);
  }

  /** Returns the rows of a type, which must be of this side of the platform's border. */
  final Table table(Declaration<?> type) {
    check(type);
    return tenant().table(type);
  }

  final void checkDeclared(Declaration<?> type) {
    if (schema.type(type.name()) != type) {
      throw new IllegalArgumentException(type + " is another type of that name");
    }
  }

  private void check(Declaration<?> type) {
    checkDeclared(type);
    if (type.isPlatform() != organization.equals(State.PLATFORM)) {
      throw new IllegalArgumentException(
          type + (type.isPlatform() ? " stands" : " does not stand") + " outside of organizations");
    }
  }

  private Scan scan(Declaration<?> type) {
    check(type);
    return new Scan(schema, state(), organization, type);
  }

  @Override
  public final List<UUID> probe(
      Declaration<?> type,
      Map<Field, ? extends Collection<?>> values,
      Collection<String> words,
      int most) {
    check(type);
    return StreamSupport.stream(table(type).rows().spliterator(), false)
        .filter(each -> !each.row().isDeleted() && isProbed(each, values, words))
        .limit(most)
        .map(each -> each.row().id())
        .toList();
  }

  private static boolean isProbed(
      Indexed indexed, Map<Field, ? extends Collection<?>> values, Collection<String> words) {
    return words.stream().anyMatch(word -> indexed.words().contains(word))
        || values.entrySet().stream()
            .anyMatch(
                each -> {
                  Object value = indexed.row().get(each.getKey());
                  return value != null && each.getValue().contains(value);
                });
  }

  final boolean isLiving(Note note) {
    return note.expiresAt() == null || note.expiresAt().isAfter(clock.instant());
  }

  @Override
  public final Optional<Row> find(Declaration<?> type, UUID id) {
    return Optional.ofNullable(table(type).find(id)).map(Indexed::row);
  }

  @Override
  public final List<Row> findAll(Declaration<?> type, Collection<UUID> ids) {
    Table table = table(type);
    return new LinkedHashSet<>(ids)
        .stream().map(table::find).filter(Objects::nonNull).map(Indexed::row).toList();
  }

  @Override
  public final Slice select(Declaration<?> type, Selection selection) {
    return scan(type).page(selection);
  }

  @Override
  public final long count(Declaration<?> type, Selection selection, long most) {
    return Math.min(most, scan(type).matching(selection).size());
  }

  @Override
  public final List<Aggregation.Group> aggregate(
      Declaration<?> type,
      Selection selection,
      List<String> keys,
      List<Aggregation.Measure> measures) {
    return Groups.of(type, scan(type).matching(selection), keys, measures);
  }

  @Override
  public final List<LogEntry> history(
      String type, UUID recordId, @Nullable UUID before, int limit) {
    return tenant().history(type, recordId, before, limit);
  }

  @Override
  public final Optional<Note> note(String kind, String key) {
    return Optional.ofNullable(tenant().note(kind, key)).filter(this::isLiving);
  }
}
