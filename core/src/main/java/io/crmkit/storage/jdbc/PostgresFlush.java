package io.crmkit.storage.jdbc;

import io.crmkit.storage.LogEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends all rows as arrays in one statement of several, with COMMIT at its end: one round trip, and
 * few different texts, so that the server keeps their plans.
 */
final class PostgresFlush implements Flush {
  private static final String DELETE_WORDS =
      """
      DELETE FROM "crmkit_word" w USING unnest(?::int2[], ?::text[], ?::uuid[]) x(type, word, id)
      WHERE w."organization_id" = ? AND w."type" = x.type AND w."word" = x.word AND w."id" = x.id;
      """;
  private static final String INSERT_WORDS =
      """
      INSERT INTO "crmkit_word" ("type", "word", "id", "organization_id")
      SELECT x.*, ? FROM unnest(?::int2[], ?::text[], ?::uuid[]) x;
      """;
  private static final String DELETE_ENTRIES =
      """
      DELETE FROM "crmkit_entry" e
      USING unnest(?::int2[], ?::uuid[], ?::text[], ?::text[], ?::int8[], ?::uuid[])
      x(type, id, field, value_text, value_int, value_id)
      WHERE e."organization_id" = ? AND e."type" = x.type AND e."id" = x.id
      AND e."field" = x.field AND e."value_text" IS NOT DISTINCT FROM x.value_text
      AND e."value_int" IS NOT DISTINCT FROM x.value_int
      AND e."value_id" IS NOT DISTINCT FROM x.value_id;
      """;
  private static final String INSERT_ENTRIES =
      """
      INSERT INTO "crmkit_entry"
      ("type", "id", "field", "value_text", "value_int", "value_id", "organization_id")
      SELECT x.*, ? FROM unnest(?::int2[], ?::uuid[], ?::text[], ?::text[], ?::int8[], ?::uuid[]) x;
      """;
  private static final String INSERT_EVENTS =
      """
      INSERT INTO "crmkit_event" ("id", "organization_id", "at", "actor_kind", "actor_id", "action",
      "type", "record_id", "version", "changes", "metadata", "salt", "hash")
      SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::int8[], ?::text[], ?::text[], ?::text[],
      ?::text[], ?::uuid[], ?::int8[], ?::text[], ?::text[], ?::bytea[], ?::bytea[]);
      """;
  private static final String INSERT_TODO =
      """
      INSERT INTO "crmkit_event_todo" ("organization_id", "event_id", "hash")
      SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::bytea[]);
      """;

  @Override
  public void send(Session session, UUID organization, WriteBuffer buffer, boolean isLast) {
    Sql sql = new Sql();
    buffer.posts().forEach((insert, rows) -> post(session, sql, insert, rows));
    if (!buffer.removedWords().isEmpty()) {
      words(sql.add(DELETE_WORDS), buffer.removedWords()).with(organization);
    }
    if (!buffer.addedWords().isEmpty()) {
      words(sql.add(INSERT_WORDS).with(organization), buffer.addedWords());
    }
    if (!buffer.removedEntries().isEmpty()) {
      entries(sql.add(DELETE_ENTRIES), buffer.removedEntries()).with(organization);
    }
    if (!buffer.addedEntries().isEmpty()) {
      entries(sql.add(INSERT_ENTRIES).with(organization), buffer.addedEntries());
    }
    if (!buffer.events().isEmpty()) {
      events(sql, buffer.events());
    }
    if (isLast) {
      sql.add("COMMIT");
    }
    if (!sql.isEmpty()) {
      session.execute(sql);
    }
  }

  /** A single row goes along; a text for each number of rows would be one plan too many. */
  private static void post(
      Session session, Sql sql, RowStatement insert, List<@Nullable Object[]> rows) {
    if (rows.size() > 1) {
      session.batch(insert, rows);
      return;
    }
    @Nullable Object[] values = rows.get(0);
    sql.add(insert.text()).add(";\n");
    for (int i = 0; i < values.length; i++) {
      sql.with(values[i], insert.kinds().get(i));
    }
  }

  private static Sql words(Sql sql, Collection<WriteBuffer.Word> words) {
    return sql.with(array(words, word -> (short) word.type(), new Short[0]))
        .with(array(words, WriteBuffer.Word::word, new String[0]))
        .with(array(words, WriteBuffer.Word::id, new UUID[0]));
  }

  private static Sql entries(Sql sql, Collection<WriteBuffer.Entry> entries) {
    return sql.with(array(entries, entry -> (short) entry.type(), new Short[0]))
        .with(array(entries, WriteBuffer.Entry::id, new UUID[0]))
        .with(array(entries, WriteBuffer.Entry::field, new String[0]))
        .with(values(entries, String.class, new String[0]))
        .with(values(entries, Long.class, new Long[0]))
        .with(values(entries, UUID.class, new UUID[0]));
  }

  private static void events(Sql sql, List<Events.Hashed> events) {
    List<LogEntry> entries = events.stream().map(Events.Hashed::entry).toList();
    byte[][] hashes = events.stream().map(Events.Hashed::hash).toArray(byte[][]::new);
    UUID[] ids = array(entries, LogEntry::id, new UUID[0]);
    UUID[] organizations = array(entries, LogEntry::organization, new UUID[0]);
    sql.add(INSERT_EVENTS)
        .with(ids)
        .with(organizations)
        .with(array(entries, entry -> Micros.of(entry.at()), new Long[0]))
        .with(array(entries, LogEntry::actorKind, new String[0]))
        .with(array(entries, LogEntry::actorId, new String[0]))
        .with(array(entries, LogEntry::action, new String[0]))
        .with(array(entries, LogEntry::type, new String[0]))
        .with(array(entries, LogEntry::recordId, new UUID[0]))
        .with(array(entries, LogEntry::version, new Long[0]))
        .with(array(entries, LogEntry::changes, new String[0]))
        .with(array(entries, LogEntry::metadata, new String[0]))
        .with(events.stream().map(Events.Hashed::salt).toArray(byte[][]::new))
        .with(hashes);
    sql.add(INSERT_TODO).with(organizations).with(ids).with(hashes);
  }

  private static <E, V> V[] array(Collection<E> rows, Function<E, V> column, V[] type) {
    List<V> values = new ArrayList<>(rows.size());
    rows.forEach(row -> values.add(column.apply(row)));
    return values.toArray(type);
  }

  /** Returns the values of one form, and null in the place of each other. */
  @SuppressWarnings("NullAway") // an array for the driver, which knows null
  private static <V> V[] values(Collection<WriteBuffer.Entry> entries, Class<V> form, V[] type) {
    List<V> values = new ArrayList<>(entries.size());
    entries.forEach(
        entry -> values.add(form.isInstance(entry.value()) ? form.cast(entry.value()) : null));
    return values.toArray(type);
  }
}
