package io.crmkit.storage.jdbc;

import io.crmkit.record.Aggregation;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Note;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads of one organization, on whatever session {@link #on} gives. */
abstract class JdbcReads implements Reads {
  private final Kernel kernel;
  private final UUID organization;

  JdbcReads(Kernel kernel, UUID organization) {
    this.kernel = kernel;
    this.organization = organization;
  }

  /**
   * Runs a read.
   *
   * @param looksAside whether it looks at more than rows by their columns, so that what is buffered
   *     must be there
   */
  abstract <R> R on(boolean looksAside, Function<Session, R> read);

  final Kernel kernel() {
    return kernel;
  }

  final UUID organization() {
    return organization;
  }

  /** Returns the table of a type, on whichever side of the platform's border. */
  final RowTable anyTable(Declaration<?> type) {
    RowTable table = kernel.tables().of(type);
    if (table.type() != type) {
      throw new IllegalArgumentException(type + " is another type of that name");
    }
    return table;
  }

  final RowTable table(Declaration<?> type) {
    RowTable table = anyTable(type);
    if (type.isPlatform() != organization.equals(Kernel.PLATFORM)) {
      throw new IllegalArgumentException(
          type + (type.isPlatform() ? " stands" : " does not stand") + " outside of organizations");
    }
    return table;
  }

  final Selecting selecting(Session session, RowTable table) {
    return new Selecting(session, kernel.tables(), organization, table);
  }

  @Override
  public final Optional<Row> find(Declaration<?> type, UUID id) {
    RowTable table = table(type);
    return on(false, session -> session.find(table.find(organization, id), table::read));
  }

  @Override
  public final List<Row> findAll(Declaration<?> type, Collection<UUID> ids) {
    RowTable table = table(type);
    List<UUID> distinct = List.copyOf(new LinkedHashSet<>(ids));
    return distinct.isEmpty()
        ? List.of()
        : on(false, session -> session.list(table.findAll(organization, distinct), table::read));
  }

  @Override
  public final Slice select(Declaration<?> type, Selection selection) {
    RowTable table = table(type);
    return on(true, session -> selecting(session, table).select(selection));
  }

  @Override
  public final long count(Declaration<?> type, Selection selection, long most) {
    RowTable table = table(type);
    return on(true, session -> selecting(session, table).count(selection, most));
  }

  @Override
  public final List<Aggregation.Group> aggregate(
      Declaration<?> type,
      Selection selection,
      List<String> keys,
      List<Aggregation.Measure> measures) {
    RowTable table = table(type);
    return on(
        true,
        session ->
            new Aggregating(session, table)
                .aggregate(selecting(session, table), selection, keys, measures));
  }

  @Override
  public final List<LogEntry> history(
      String type, UUID recordId, @Nullable UUID before, int limit) {
    return on(
        true,
        session -> kernel.events().history(session, organization, type, recordId, before, limit));
  }

  @Override
  public final List<UUID> probe(
      Declaration<?> type,
      Map<Field, ? extends Collection<?>> values,
      Collection<String> words,
      int most) {
    RowTable table = table(type);
    Sql sql = table.probe(organization, values, words, most);
    return sql.isEmpty()
        ? List.of()
        : on(
            false,
            session ->
                session.list(sql, result -> kernel.dialect().readId(result, 1)).stream()
                    .distinct()
                    .toList());
  }

  @Override
  public final Optional<Note> note(String kind, String key) {
    return on(false, session -> kernel.notes().find(session, organization, kind, key));
  }
}
