package io.crmkit.storage.jdbc;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Row;
import io.crmkit.storage.UniqueKeyException;
import io.crmkit.storage.jdbc.Table.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of one type: its statements, rendered once, and the way from rows to columns. */
final class RowTable {
  private static final int ENVELOPE = 5;

  private final Declaration<?> type;
  private final Table table;
  private final Dialect dialect;
  private final int number;
  private final boolean isSearched;
  private final List<Column> parts;
  private final String columns;
  private final RowStatement insert;
  private final String byId;

  /** The columns that are written, in the order of INSERT, and what they hold. */
  private final List<String> written;

  private final List<Kind> kinds;

  RowTable(Declaration<?> type, Table table, Dialect dialect, int number) {
    this.type = type;
    this.table = table;
    this.dialect = dialect;
    this.number = number;
    this.isSearched = RecordTables.isSearched(type);
    List<Column> stored = new ArrayList<>();
    for (Column column : table.columns()) {
      if (column.kind() != Kind.LIVE && !column.name().equals("search_text")) {
        stored.add(column);
      }
    }
    List<Column> selected = stored.subList(type.isPlatform() ? 0 : 1, stored.size());
    this.parts = List.copyOf(selected.subList(ENVELOPE, ENVELOPE + type.parts()));
    this.columns =
        selected.stream()
            .map(column -> "t." + dialect.quote(column.name()))
            .collect(Collectors.joining(", "));
    List<String> inserted = new ArrayList<>(stored.stream().map(Column::name).toList());
    if (isSearched) {
      inserted.add("search_text");
    }
    List<Kind> kinds = new ArrayList<>(stored.stream().map(Column::kind).toList());
    if (isSearched) {
      kinds.add(Kind.TEXT);
    }
    this.insert = RowStatement.insert(dialect, table.name(), inserted, kinds);
    this.written = inserted;
    this.kinds = kinds;
    this.byId =
        "SELECT "
            + columns
            + " FROM "
            + name()
            + " t WHERE "
            + (type.isPlatform()
                ? ""
                : "t." + dialect.quote(RecordTables.ORGANIZATION) + " = ? AND ")
            + "t."
            + dialect.quote("id")
            + " = ?";
  }

  Declaration<?> type() {
    return type;
  }

  /** Returns the quoted name. */
  String name() {
    return dialect.quote(table.name());
  }

  Table table() {
    return table;
  }

  /** Returns the number that stands for the type in the side tables. */
  int number() {
    return number;
  }

  boolean isSearched() {
    return isSearched;
  }

  /** Returns what {@link #read} reads, from the alias {@code t}. */
  String columns() {
    return columns;
  }

  /** Returns how many columns {@link #read} reads. */
  int width() {
    return ENVELOPE + parts.size() + 1;
  }

  /** Returns a column of an alias. */
  String column(String alias, String column) {
    return alias + "." + dialect.quote(column);
  }

  /** Adds the test that a row belongs to the organization, with AND behind it. */
  Sql inOrganization(Sql sql, String alias, UUID organization) {
    if (!type.isPlatform()) {
      sql.add(column(alias, RecordTables.ORGANIZATION)).add(" = ").arg(organization).add(" AND ");
    }
    return sql;
  }

  Sql find(UUID organization, UUID id) {
    Sql sql = new Sql(byId);
    return (type.isPlatform() ? sql : sql.with(organization, Kind.ID)).with(id, Kind.ID);
  }

  Sql findAll(UUID organization, List<UUID> ids) {
    Sql sql = new Sql("SELECT ").add(columns).add(" FROM ").add(name()).add(" t WHERE ");
    inOrganization(sql, "t", organization);
    dialect.in(sql, column("t", "id"), ids, false);
    return sql;
  }

  /** Finds the ids of living rows with one of these values or words; empty if there are none. */
  Sql probe(
      UUID organization,
      Map<Field, ? extends Collection<?>> values,
      Collection<String> words,
      int most) {
    Sql sql = new Sql();
    values.forEach(
        (field, wanted) -> {
          if (!wanted.isEmpty()) {
            sql.add(sql.isEmpty() ? "" : " UNION ALL ").add("SELECT ").add(column("t", "id"));
            sql.add(" FROM ").add(name()).add(" t WHERE ");
            inOrganization(sql, "t", organization);
            List<Object> parts = new ArrayList<>();
            wanted.forEach(value -> parts.add(field.type().comparable(value)));
            dialect.in(sql, column("t", field.column()), parts, false);
            sql.add(" AND ").add(column("t", "deleted_at")).add(" IS NULL");
          }
        });
    if (!words.isEmpty()) {
      sql.add(sql.isEmpty() ? "" : " UNION ALL ").add("SELECT ").add(column("w", "id"));
      sql.add(" FROM ").add(dialect.quote("crmkit_word")).add(" w WHERE ");
      sql.add(column("w", RecordTables.ORGANIZATION)).add(" = ").arg(organization);
      sql.add(" AND ").add(column("w", "type")).add(" = ").arg((long) number).add(" AND ");
      dialect.in(sql, column("w", "word"), List.copyOf(words), false);
    }
    return sql.isEmpty() ? sql : sql.limit(most);
  }

  Row read(ResultSet result) throws SQLException {
    UUID id = dialect.readId(result, 1);
    long version = result.getLong(2);
    long createdAt = result.getLong(3);
    long updatedAt = result.getLong(4);
    Object deletedAt = dialect.read(result, 5, Kind.INTEGER);
    @Nullable Object[] encoded = new Object[parts.size()];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = dialect.read(result, ENVELOPE + 1 + i, parts.get(i).kind());
    }
    return new Row(
        id,
        version,
        Micros.instant(createdAt),
        Micros.instant(updatedAt),
        deletedAt == null ? null : Micros.instant((Long) deletedAt),
        type.decode(encoded),
        result.getString(ENVELOPE + 1 + encoded.length));
  }

  RowStatement insert() {
    return insert;
  }

  /** Renders the insertion of a row outside of organizations, unless a unique value is taken. */
  Sql post(Indexed indexed) {
    Sql sql = new Sql(insert.text()).add(dialect.unlessTaken());
    @Nullable Object[] values = values(Kernel.PLATFORM, indexed);
    for (int i = 0; i < values.length; i++) {
      sql.with(values[i], kinds.get(i));
    }
    return sql;
  }

  /** Returns whether no stored row can hold a unique value of this new one. */
  boolean isFree(Row row) {
    return type.uniques().stream()
        .allMatch(fields -> fields.stream().anyMatch(field -> row.values()[field.index()] == null));
  }

  /** Returns the values of the columns that are written. */
  @Nullable Object[] values(UUID organization, Indexed indexed) {
    Row row = indexed.row();
    @Nullable Object[] values = new Object[written.size()];
    int next = 0;
    if (!type.isPlatform()) {
      values[next++] = organization;
    }
    values[next++] = row.id();
    values[next++] = row.version();
    values[next++] = Micros.of(row.createdAt());
    values[next++] = Micros.of(row.updatedAt());
    values[next++] = row.deletedAt() == null ? null : Micros.of(row.deletedAt());
    @Nullable Object[] encoded = type.encode(row.values());
    System.arraycopy(encoded, 0, values, next, encoded.length);
    next += encoded.length;
    values[next++] = row.custom();
    if (isSearched) {
      values[next] = searchText(indexed);
    }
    return values;
  }

  private static String searchText(Indexed indexed) {
    StringBuilder text = new StringBuilder();
    for (String word : indexed.words()) {
      if (word.charAt(0) != Indexed.MATCH) {
        text.append(' ').append(word);
      }
    }
    return text.toString();
  }

  /** Overwrites what differs. The rows have one id. */
  Sql update(UUID organization, Indexed before, Indexed after) {
    @Nullable Object[] old = values(organization, before);
    @Nullable Object[] values = values(organization, after);
    Sql sql = new Sql("UPDATE ").add(name()).add(" SET ");
    String separator = "";
    for (int i = type.isPlatform() ? 1 : 2; i < values.length; i++) {
      boolean isVersion = written.get(i).equals("version");
      if (isVersion || !Objects.equals(values[i], old[i])) {
        sql.add(separator).add(dialect.quote(written.get(i))).add(" = ?");
        sql.with(values[i], kinds.get(i));
        separator = ", ";
      }
    }
    return atVersion(sql, organization, before.row());
  }

  Sql delete(UUID organization, Row row) {
    return atVersion(new Sql("DELETE FROM ").add(name()), organization, row);
  }

  private Sql atVersion(Sql sql, UUID organization, Row row) {
    sql.add(" WHERE ");
    if (!type.isPlatform()) {
      sql.add(dialect.quote(RecordTables.ORGANIZATION)).add(" = ").arg(organization).add(" AND ");
    }
    return sql.add(dialect.quote("id"))
        .add(" = ")
        .arg(row.id())
        .add(" AND ")
        .add(dialect.quote("version"))
        .add(" = ")
        .arg(row.version());
  }

  /** Names the fields whose values are taken. */
  UniqueKeyException taken(String key, Throwable cause) {
    List<String> violated =
        table.indexes().stream()
            .filter(index -> index.isUnique() && key.equals(index.name()))
            .map(Table.Index::columns)
            .findFirst()
            .orElseGet(() -> columnsOf(key));
    List<String> fields =
        violated.stream()
            .map(this::path)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .distinct()
            .toList();
    return new UniqueKeyException(type.name(), fields, cause);
  }

  /** Reads {@code table.column, table.column}; any other key is the primary one. */
  private List<String> columnsOf(String key) {
    return key.contains(".")
        ? Arrays.stream(key.split(", ")).map(name -> name.replaceFirst(".*\\.", "")).toList()
        : List.of("id");
  }

  private @Nullable String path(String column) {
    if (column.equals("id")) {
      return "id";
    }
    return type.fields().stream()
        .filter(field -> field.columns().contains(column))
        .map(Field::path)
        .findFirst()
        .orElse(null);
  }
}
