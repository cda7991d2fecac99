package io.crmkit.storage.jdbc;

import io.crmkit.storage.jdbc.Table.Column;
import io.crmkit.storage.jdbc.Table.ForeignKey;
import io.crmkit.storage.jdbc.Table.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Renders the statements that make tables. */
final class Ddl {
  private final Dialect dialect;

  Ddl(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Renders tables, then their indexes, then what points from one to another. */
  List<String> create(List<Table> tables) {
    List<String> statements = new ArrayList<>();
    for (Table table : tables) {
      statements.add(createTable(table));
      table.indexes().forEach(index -> statements.add(createIndex(table, index)));
    }
    for (Table table : tables) {
      table.foreignKeys().forEach(key -> statements.addAll(addForeignKey(table, key)));
    }
    return statements;
  }

  String createTable(Table table) {
    List<String> lines = new ArrayList<>();
    table.columns().forEach(column -> lines.add(column(column)));
    if (!table.primaryKey().isEmpty()) {
      lines.add("PRIMARY KEY (" + names(table.primaryKey()) + ")");
    }
    if (dialect.hasOneWriter()) {
      table.foreignKeys().forEach(key -> lines.add(foreignKey(key)));
    }
    return "CREATE TABLE "
        + dialect.quote(table.name())
        + " (\n  "
        + String.join(",\n  ", lines)
        + "\n)"
        + dialect.tableOptions(table);
  }

  String createIndex(Table table, Index index) {
    String columns =
        index.columns().stream()
            .map(column -> dialect.indexed(table, column))
            .collect(Collectors.joining(", "));
    String where = "";
    if (index.where() != null && dialect.hasPartialIndexes()) {
      where =
          " WHERE "
              + dialect.quote(index.where().column())
              + (index.where().isNull() ? " IS NULL" : " IS NOT NULL");
    }
    return (index.isUnique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
        + dialect.quote(index.name())
        + " ON "
        + dialect.quote(table.name())
        + " ("
        + columns
        + ")"
        + where;
  }

  List<String> addForeignKey(Table table, ForeignKey key) {
    return dialect.hasOneWriter()
        ? List.of() // SQLite knows them in CREATE TABLE only, where the target may still be missing
        : List.of("ALTER TABLE " + dialect.quote(table.name()) + " ADD " + foreignKey(key));
  }

  String addColumn(Table table, Column column) {
    return "ALTER TABLE " + dialect.quote(table.name()) + " ADD COLUMN " + column(column);
  }

  private String column(Column column) {
    return dialect.quote(column.name())
        + " "
        + dialect.type(column)
        + (column.isNullable() || column.kind() == Kind.SERIAL ? "" : " NOT NULL");
  }

  private String foreignKey(ForeignKey key) {
    return "CONSTRAINT "
        + dialect.quote(key.name())
        + " FOREIGN KEY ("
        + names(key.columns())
        + ") REFERENCES "
        + dialect.quote(key.target())
        + " ("
        + names(key.key())
        + ")";
  }

  private String names(List<String> columns) {
    return columns.stream().map(dialect::quote).collect(Collectors.joining(", "));
  }
}
