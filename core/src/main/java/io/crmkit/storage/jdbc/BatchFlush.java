package io.crmkit.storage.jdbc;

import io.crmkit.storage.LogEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends each kind of row as a batch of its own. */
final class BatchFlush implements Flush {
  private static final List<String> WORD = List.of("organization_id", "type", "word", "id");
  private static final List<Kind> WORD_KINDS = List.of(Kind.ID, Kind.SMALL, Kind.TEXT, Kind.ID);

  private final RowStatement insertWord;
  private final RowStatement deleteWord;
  private final Map<String, RowStatement> insertEntry = new LinkedHashMap<>();
  private final Map<String, RowStatement> deleteEntry = new LinkedHashMap<>();
  private final RowStatement insertEvent;
  private final @Nullable RowStatement insertTodo;

  BatchFlush(Dialect dialect) {
    insertWord = RowStatement.insert(dialect, KernelTables.WORD, WORD, WORD_KINDS);
    deleteWord = RowStatement.delete(dialect, KernelTables.WORD, WORD, WORD_KINDS);
    entry(dialect, "value_text", Kind.TEXT);
    entry(dialect, "value_int", Kind.INTEGER);
    entry(dialect, "value_id", Kind.ID);
    insertEvent = RowStatement.insert(dialect, KernelTables.EVENT, Events.COLUMNS, Events.KINDS);
    insertTodo =
        dialect.hasOneWriter()
            ? null
            : RowStatement.insert(
                dialect,
                KernelTables.TODO,
                List.of("organization_id", "event_id", "hash"),
                List.of(Kind.ID, Kind.ID, Kind.BYTES));
  }

  private void entry(Dialect dialect, String column, Kind kind) {
    List<String> columns = List.of("organization_id", "type", "id", "field", column);
    List<Kind> kinds = List.of(Kind.ID, Kind.SMALL, Kind.ID, Kind.TEXT, kind);
    insertEntry.put(column, RowStatement.insert(dialect, KernelTables.ENTRY, columns, kinds));
    deleteEntry.put(column, RowStatement.delete(dialect, KernelTables.ENTRY, columns, kinds));
  }

  @Override
  public void send(Session session, UUID organization, WriteBuffer buffer, boolean isLast) {
    buffer.posts().forEach(session::batch);
    session.batch(deleteWord, words(organization, buffer.removedWords()));
    session.batch(insertWord, words(organization, buffer.addedWords()));
    deleteEntry.forEach(
        (column, each) ->
            session.batch(each, entries(organization, buffer.removedEntries(), column)));
    insertEntry.forEach(
        (column, each) ->
            session.batch(each, entries(organization, buffer.addedEntries(), column)));
    session.batch(insertEvent, rows(buffer.events(), BatchFlush::event));
    if (insertTodo != null) {
      session.batch(insertTodo, rows(buffer.events(), BatchFlush::todo));
    }
  }

  private static <E> List<@Nullable Object[]> rows(
      List<E> each, Function<E, @Nullable Object[]> row) {
    List<@Nullable Object[]> rows = new ArrayList<>(each.size());
    each.forEach(element -> rows.add(row.apply(element)));
    return rows;
  }

  private static List<@Nullable Object[]> words(UUID organization, List<WriteBuffer.Word> words) {
    return rows(words, word -> new Object[] {organization, word.type(), word.word(), word.id()});
  }

  /** Returns those whose value stands in this column. */
  private static List<@Nullable Object[]> entries(
      UUID organization, List<WriteBuffer.Entry> entries, String column) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (WriteBuffer.Entry entry : entries) {
      if (WhereSql.valueColumn(entry.value()).equals(column)) {
        rows.add(
            new Object[] {organization, entry.type(), entry.id(), entry.field(), entry.value()});
      }
    }
    return rows;
  }

  private static @Nullable Object[] event(Events.Hashed event) {
    LogEntry entry = event.entry();
    return new Object[] {
      entry.id(),
      entry.organization(),
      Micros.of(entry.at()),
      entry.actorKind(),
      entry.actorId(),
      entry.action(),
      entry.type(),
      entry.recordId(),
      entry.version(),
      entry.changes(),
      entry.metadata(),
      event.salt(),
      event.hash()
    };
  }

  private static @Nullable Object[] todo(Events.Hashed event) {
    return new Object[] {event.entry().organization(), event.entry().id(), event.hash()};
  }
}
