package io.crmkit.storage.jdbc;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Schema;
import io.crmkit.record.ValueType;
import io.crmkit.storage.jdbc.Table.Column;
import io.crmkit.storage.jdbc.Table.ForeignKey;
import io.crmkit.storage.jdbc.Table.Index;
import io.crmkit.storage.jdbc.Table.Where;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives the table of a declared type. */
final class RecordTables {
  static final String ORGANIZATION = "organization_id";

  /** Length of texts that are no {@code String}: codes, days, zones, names of types. */
  private static final int CODE_LENGTH = 100;

  private static final Where LIVING = new Where("deleted_at", true);
  private static final Where DELETED = new Where("deleted_at", false);

  private final Schema schema;
  private final Dialect dialect;

  RecordTables(Schema schema, Dialect dialect) {
    this.schema = schema;
    this.dialect = dialect;
  }

  Table table(Declaration<?> type) {
    List<Index> indexes = indexes(type);
    Set<String> keys = new HashSet<>(List.of(ORGANIZATION, "id"));
    indexes.forEach(index -> keys.addAll(index.columns()));
    List<Column> columns = new ArrayList<>();
    if (!type.isPlatform()) {
      columns.add(new Column(ORGANIZATION, Kind.ID, 0, false, true));
    }
    columns.add(new Column("id", Kind.ID, 0, false, true));
    columns.add(new Column("version", Kind.INTEGER, 0, false, false));
    columns.add(new Column("created_at", Kind.INTEGER, 0, false, true));
    columns.add(new Column("updated_at", Kind.INTEGER, 0, false, false));
    columns.add(new Column("deleted_at", Kind.INTEGER, 0, true, false));
    for (Field field : type.fields()) {
      for (int i = 0; i < field.columns().size(); i++) {
        String name = field.columns().get(i);
        Kind kind = Kind.of(field.type().forms().get(i));
        columns.add(new Column(name, kind, length(field, i), true, keys.contains(name)));
      }
    }
    columns.add(new Column("custom", Kind.TEXT, 0, true, false));
    if (isSearched(type)) {
      columns.add(new Column("search_text", Kind.TEXT, 0, true, false));
    }
    if (!dialect.hasPartialIndexes() && !type.uniques().isEmpty()) {
      columns.add(new Column("live", Kind.LIVE, 0, true, true));
    }
    return new Table(
        type.table(), columns, prefixed(type, List.of("id")), indexes, foreignKeys(type));
  }

  static boolean isSearched(Declaration<?> type) {
    return type.fields().stream().anyMatch(Field::isSearchable);
  }

  private static int length(Field field, int part) {
    if (field.isList() || field.isEncrypted()) {
      return 0;
    }
    return part == 0 && field.type().kind() == ValueType.Kind.TEXT
        ? field.type().maxLength()
        : CODE_LENGTH;
  }

  private static List<String> prefixed(Declaration<?> type, List<String> columns) {
    List<String> prefixed = new ArrayList<>();
    if (!type.isPlatform()) {
      prefixed.add(ORGANIZATION);
    }
    prefixed.addAll(columns);
    return prefixed;
  }

  private List<Index> indexes(Declaration<?> type) {
    Where living = type.isSoft() ? LIVING : null;
    List<Index> indexes = new ArrayList<>();
    add(indexes, type, List.of("created_at", "id"), living);
    for (List<Field> unique : type.uniques()) {
      indexes.add(unique(type, unique));
    }
    for (Field field : type.fields()) {
      if (field.isReference() && !field.isList() && !field.isEncrypted()) {
        // a foreign key is looked up for deleted rows too
        add(indexes, type, List.of(field.column(), "id"), null);
      }
    }
    for (List<Field> fields : type.indexes()) {
      List<String> columns = new ArrayList<>(fields.stream().map(Field::column).toList());
      columns.add("id");
      add(indexes, type, columns, living);
    }
    if (type.isSoft()) {
      add(indexes, type, List.of("deleted_at", "id"), DELETED);
    }
    return indexes;
  }

  private Index unique(Declaration<?> type, List<Field> fields) {
    List<String> columns = new ArrayList<>();
    fields.forEach(field -> columns.addAll(field.columns()));
    String name = Table.name(type.table(), columns, "key");
    List<String> keyed = prefixed(type, columns);
    if (!dialect.hasPartialIndexes()) {
      keyed.add("live");
    }
    return new Index(name, keyed, true, LIVING);
  }

  private static void add(
      List<Index> indexes, Declaration<?> type, List<String> columns, @Nullable Where where) {
    List<String> prefixed = prefixed(type, columns);
    if (indexes.stream().noneMatch(index -> index.columns().equals(prefixed))) {
      List<String> named = columns.subList(0, columns.size() - 1);
      indexes.add(new Index(Table.name(type.table(), named, "idx"), prefixed, false, where));
    }
  }

  private List<ForeignKey> foreignKeys(Declaration<?> type) {
    List<ForeignKey> keys = new ArrayList<>();
    for (Field field : type.fields()) {
      if (field.type().kind() != ValueType.Kind.ID
          || field.targets().size() != 1
          || field.isEncrypted()) {
        continue;
      }
      Declaration<?> target = schema.find(field.targets().iterator().next()).orElse(null);
      if (target == null || (type.isPlatform() && !target.isPlatform())) {
        continue;
      }
      List<String> columns = new ArrayList<>(prefixed(target, List.of(field.column())));
      keys.add(
          new ForeignKey(
              Table.name(type.table(), List.of(field.column()), "fk"),
              columns,
              target.table(),
              prefixed(target, List.of("id"))));
    }
    return keys;
  }
}
