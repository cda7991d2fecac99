package io.crmkit.storage.jdbc;

import io.crmkit.storage.LogEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Sends each kind of row as a batch of its own. */
final class BatchFlush implements Flush {
  private static final List<String> WORD = List.of("organization_id", "type", "word", "id");
  private static final List<String> ENTRY = List.of("organization_id", "type", "id", "field");

  private final Dialect dialect;
  private final String insertWord;
  private final String deleteWord;
  private final String insertEvent;
  private final String insertTodo;

  BatchFlush(Dialect dialect) {
    this.dialect = dialect;
    insertWord = insert(KernelTables.WORD, WORD);
    deleteWord = delete(KernelTables.WORD, WORD);
    insertEvent = insert(KernelTables.EVENT, Events.COLUMNS);
    insertTodo = insert(KernelTables.TODO, List.of("organization_id", "event_id", "hash"));
  }

  private String insert(String table, List<String> columns) {
    return "INSERT INTO "
        + dialect.quote(table)
        + columns.stream().map(dialect::quote).collect(Collectors.joining(", ", " (", ")"))
        + " VALUES ("
        + String.join(", ", Collections.nCopies(columns.size(), "?"))
        + ")";
  }

  private String delete(String table, List<String> columns) {
    return "DELETE FROM "
        + dialect.quote(table)
        + columns.stream()
            .map(column -> dialect.quote(column) + " = ?")
            .collect(Collectors.joining(" AND ", " WHERE ", ""));
  }

  private static List<String> with(List<String> columns, String column) {
    List<String> more = new ArrayList<>(columns);
    more.add(column);
    return more;
  }

  @Override
  public void send(Session session, UUID organization, WriteBuffer buffer, boolean isLast) {
    session.batch(deleteWord, words(organization, buffer.removedWords()));
    session.batch(insertWord, words(organization, buffer.addedWords()));
    entries(
        organization,
        buffer.removedEntries(),
        (column, rows) -> session.batch(delete(KernelTables.ENTRY, with(ENTRY, column)), rows));
    entries(
        organization,
        buffer.addedEntries(),
        (column, rows) -> session.batch(insert(KernelTables.ENTRY, with(ENTRY, column)), rows));
    session.batch(insertEvent, buffer.events().stream().map(BatchFlush::event).toList());
    if (!dialect.hasOneWriter()) {
      session.batch(insertTodo, buffer.events().stream().map(BatchFlush::todo).toList());
    }
  }

  private static List<Sql> words(UUID organization, Collection<WriteBuffer.Word> words) {
    List<Sql> rows = new ArrayList<>(words.size());
    for (WriteBuffer.Word word : words) {
      Sql row = new Sql().with(organization, Kind.ID).with(word.type(), Kind.SMALL);
      rows.add(row.with(word.word(), Kind.TEXT).with(word.id(), Kind.ID));
    }
    return rows;
  }

  private static void entries(
      UUID organization,
      Collection<WriteBuffer.Entry> entries,
      BiConsumer<String, List<Sql>> batch) {
    for (String column : List.of("value_text", "value_int", "value_id")) {
      List<Sql> rows = new ArrayList<>();
      for (WriteBuffer.Entry entry : entries) {
        if (WhereSql.valueColumn(entry.value()).equals(column)) {
          Sql row = new Sql().with(organization).with(entry.type(), Kind.SMALL);
          rows.add(row.with(entry.id()).with(entry.field()).with(entry.value()));
        }
      }
      if (!rows.isEmpty()) {
        batch.accept(column, rows);
      }
    }
  }

  private static Sql event(Events.Hashed event) {
    LogEntry entry = event.entry();
    return new Sql()
        .with(entry.id())
        .with(entry.organization())
        .with(Micros.of(entry.at()))
        .with(entry.actorKind())
        .with(entry.actorId())
        .with(entry.action())
        .with(entry.type())
        .with(entry.recordId())
        .with(entry.version())
        .with(entry.changes())
        .with(entry.metadata())
        .with(event.salt())
        .with(event.hash());
  }

  private static Sql todo(Events.Hashed event) {
    return new Sql().with(event.entry().organization()).with(event.entry().id()).with(event.hash());
  }
}
