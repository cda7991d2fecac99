package io.crmkit.bench;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.ValueType.Form;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What one would write by hand with JDBC to keep the same rows: kept statements, one commit a
 * write.
 */
final class HandWritten {
  /** What is kept of one contact. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(UUID id, Object[] parts, List<String> words, String changes) {}

  private final Connection connection;
  private final boolean hasUuid;
  private final UUID organization;
  private final List<Form> forms = new ArrayList<>();
  private final PreparedStatement row;
  private final PreparedStatement word;
  private final PreparedStatement event;
  private final PreparedStatement order;
  private final PreparedStatement get;
  private final PreparedStatement list;
  private long position = 1_000_000_000L;
  private boolean hasEvents = true;

  /**
   * Prepares the statements.
   *
   * @param connection commits what is written
   * @param reader reads without a transaction
   */
  HandWritten(
      Connection connection,
      Connection reader,
      boolean hasUuid,
      Declaration<?> type,
      UUID organization)
      throws SQLException {
    this.connection = connection;
    this.hasUuid = hasUuid;
    this.organization = organization;
    connection.setAutoCommit(false);
    List<String> columns =
        new ArrayList<>(List.of("organization_id", "id", "version", "created_at", "updated_at"));
    forms.addAll(List.of(Form.ID, Form.ID, Form.INTEGER, Form.INTEGER, Form.INTEGER));
    for (Field field : type.fields()) {
      columns.addAll(field.columns());
      forms.addAll(field.type().forms());
    }
    columns.add("search_text");
    forms.add(Form.TEXT);
    row = insert(type.table(), columns);
    word = insert("crmkit_word", List.of("organization_id", "type", "word", "id"));
    event =
        insert(
            "crmkit_event",
            List.of(
                "id",
                "organization_id",
                "at",
                "actor_kind",
                "actor_id",
                "action",
                "type",
                "record_id",
                "version",
                "changes",
                "metadata",
                "salt",
                "hash"));
    order =
        hasUuid
            ? insert("crmkit_event_todo", List.of("organization_id", "event_id", "hash"))
            : insert(
                "crmkit_event_order", List.of("position", "organization_id", "event_id", "hash"));
    get =
        reader.prepareStatement(
            "SELECT * FROM \"" + type.table() + "\" WHERE \"organization_id\" = ? AND \"id\" = ?");
    list =
        reader.prepareStatement(
            "SELECT * FROM \""
                + type.table()
                + "\" WHERE \"organization_id\" = ? AND \"status\" = ? AND \"deleted_at\" IS NULL"
                + " ORDER BY \"created_at\" DESC, \"id\" DESC LIMIT 25");
  }

  /** Begins with connections of its own, on the rows of an organization of its own. */
  static HandWritten on(BenchDatabase database, Declaration<?> type) throws SQLException {
    return new HandWritten(
        database.connect(), database.connect(), database.isPostgres(), type, UUID.randomUUID());
  }

  private PreparedStatement insert(String table, List<String> columns) throws SQLException {
    return connection.prepareStatement(
        "INSERT INTO \""
            + table
            + "\" (\""
            + String.join("\", \"", columns)
            + "\") VALUES ("
            + "?, ".repeat(columns.size() - 1)
            + "?)");
  }

  /** Leaves events out from now on. */
  HandWritten withoutEvents() {
    hasEvents = false;
    return this;
  }

  /** Adds a row with its words and its event, and commits. */
  void create(Entry entry) {
    try {
      add(entry);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds rows in batches, and commits once. */
  void createAll(List<Entry> entries) {
    try {
      for (Entry entry : entries) {
        bindRow(entry);
        row.addBatch();
        for (String each : entry.words()) {
          bindWord(entry.id(), each);
          word.addBatch();
        }
        bindEvent(entry);
        event.addBatch();
        bindOrder(entry.id());
        order.addBatch();
      }
      row.executeBatch();
      word.executeBatch();
      event.executeBatch();
      order.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(Entry entry) throws SQLException {
    bindRow(entry);
    row.executeUpdate();
    for (String each : entry.words()) {
      bindWord(entry.id(), each);
      word.addBatch();
    }
    word.executeBatch();
    if (hasEvents) {
      bindEvent(entry);
      event.executeUpdate();
      bindOrder(entry.id());
      order.executeUpdate();
    }
  }

  private void bindRow(Entry entry) throws SQLException {
    long now = System.currentTimeMillis() * 1000;
    Object[] parts = entry.parts();
    bind(row, 1, organization);
    bind(row, 2, entry.id());
    row.setLong(3, 1);
    row.setLong(4, now);
    row.setLong(5, now);
    for (int i = 0; i < parts.length; i++) {
      bind(row, 6 + i, parts[i]);
    }
    row.setString(6 + parts.length, " " + String.join(" ", entry.words()));
  }

  private void bindWord(UUID id, String text) throws SQLException {
    bind(word, 1, organization);
    word.setInt(2, 9_999);
    word.setString(3, text);
    bind(word, 4, id);
  }

  private void bindEvent(Entry entry) throws SQLException {
    bind(event, 1, entry.id());
    bind(event, 2, organization);
    event.setLong(3, System.currentTimeMillis() * 1000);
    event.setString(4, "user");
    event.setString(5, "01900000-0000-7000-8000-000000000002");
    event.setString(6, "contact.created");
    event.setString(7, "contact");
    bind(event, 8, entry.id());
    event.setLong(9, 1);
    event.setString(10, entry.changes());
    event.setString(11, "{}");
    event.setBytes(12, new byte[16]);
    event.setBytes(13, new byte[32]);
  }

  private void bindOrder(UUID id) throws SQLException {
    if (hasUuid) {
      bind(order, 1, organization);
      bind(order, 2, id);
      order.setBytes(3, new byte[32]);
    } else {
      order.setLong(1, position++);
      bind(order, 2, organization);
      bind(order, 3, id);
      order.setBytes(4, new byte[32]);
    }
  }

  /** Reads a row and every column of it. */
  Object[] get(UUID id) {
    try {
      bind(get, 1, organization);
      bind(get, 2, id);
      try (ResultSet result = get.executeQuery()) {
        if (!result.next()) {
          throw new IllegalStateException("no row " + id);
        }
        return read(result);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the newest 25 rows of a status. */
  List<Object[]> list(long status) {
    try {
      bind(list, 1, organization);
      list.setLong(2, status);
      List<Object[]> rows = new ArrayList<>();
      try (ResultSet result = list.executeQuery()) {
        while (result.next()) {
          rows.add(read(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object[] read(ResultSet result) throws SQLException {
    Object[] values = new Object[forms.size()];
    for (int i = 0; i < values.length; i++) {
      int column = i < 5 ? i + 1 : i + 2; // deleted_at stands between
      Object value =
          switch (forms.get(i)) {
            case TEXT -> result.getString(column);
            case INTEGER -> result.getLong(column);
            case BOOLEAN -> result.getBoolean(column);
            case ID -> hasUuid ? result.getObject(column) : result.getBytes(column);
          };
      values[i] = value;
    }
    return values;
  }

  private void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    if (value instanceof UUID id && !hasUuid) {
      statement.setBytes(
          index,
          ByteBuffer.allocate(16)
              .putLong(id.getMostSignificantBits())
              .putLong(id.getLeastSignificantBits())
              .array());
    } else if (value instanceof Boolean flag && !hasUuid) {
      statement.setInt(index, flag ? 1 : 0);
    } else {
      statement.setObject(index, value);
    }
  }
}
