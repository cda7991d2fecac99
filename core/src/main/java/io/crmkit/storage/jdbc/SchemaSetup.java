package io.crmkit.storage.jdbc;

import io.crmkit.record.Schema;
import io.crmkit.storage.jdbc.Table.Column;
import io.crmkit.storage.jdbc.Table.Index;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares the tables that are there with those that must be, and makes what is missing. */
final class SchemaSetup {
  private final Session session;
  private final Dialect dialect;
  private final List<Table> tables = new ArrayList<>();
  private final Set<Table> made = new HashSet<>();
  private final Map<String, Map<String, String>> indexes = new HashMap<>();
  private Map<String, Map<String, Found>> columns;

  SchemaSetup(Session session, Schema schema) {
    this.session = session;
    this.dialect = session.dialect();
    tables.addAll(KernelTables.of(dialect));
    RecordTables records = new RecordTables(schema, dialect);
    schema.types().forEach(type -> tables.add(records.table(type)));
    this.columns = readColumns();
  }

  /** What the database says of a column. */
  private record Found(String type, boolean isNullable) {}

  /** Makes missing tables, columns and indexes. Columns of new fields can hold null. */
  void createMissing() {
    Ddl ddl = new Ddl(dialect);
    List<Table> missing = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    for (Table table : tables) {
      Map<String, Found> columns = columns(table);
      if (columns.isEmpty()) {
        missing.add(table);
        continue;
      }
      for (Column column : table.columns()) {
        if (!columns.containsKey(column.name())) {
          statements.add(ddl.addColumn(table, column));
        }
      }
      Map<String, String> indexes = indexes(table);
      for (Index index : table.indexes()) {
        if (!indexes.containsKey(index.name())) {
          statements.add(ddl.createIndex(table, index));
        }
      }
    }
    statements.addAll(ddl.create(missing));
    made.addAll(missing);
    statements.forEach(session::command);
    if (statements.size() > 0) {
      columns = readColumns();
      indexes.clear();
    }
  }

  /** Returns whether the kernel's tables are there, yet no migration is recorded. */
  boolean isWithoutHistory() {
    Map<String, Map<String, Found>> found = new HashMap<>(columns);
    readColumns(Migrations.HISTORY.replace("_", "\\_"), found);
    return columns.containsKey(KernelTables.SEQUENCER) && !found.containsKey(Migrations.HISTORY);
  }

  /**
   * Checks that everything is there that was not made just now.
   *
   * @throws IllegalStateException naming each difference
   */
  void validate() {
    List<String> faults = new ArrayList<>();
    tables.stream()
        .filter(table -> !made.contains(table))
        .forEach(table -> validate(table, faults));
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "the database does not fit the declared types: " + String.join("; ", faults));
    }
  }

  private void validate(Table table, List<String> faults) {
    Map<String, Found> columns = columns(table);
    if (columns.isEmpty()) {
      faults.add("table " + table.name() + " is missing");
      return;
    }
    for (Column column : table.columns()) {
      Found found = columns.get(column.name());
      String name = "column " + table.name() + "." + column.name();
      if (found == null) {
        faults.add(name + " is missing");
      } else if (!dialect.isType(column, found.type())) {
        faults.add(name + " is " + found.type() + " and not " + dialect.type(column));
      } else if (column.isNullable() && !found.isNullable() && column.kind() != Kind.LIVE) {
        faults.add(name + " must be nullable");
      } else if (!column.isNullable() && found.isNullable()) {
        faults.add(name + " must not be nullable");
      }
    }
    columns.forEach(
        (name, found) -> {
          if (!found.isNullable() && table.column(name).isEmpty()) {
            faults.add("column " + table.name() + "." + name + " is required, yet not declared");
          }
        });
    Map<String, String> indexes = indexes(table);
    for (Index index : table.indexes()) {
      String found = indexes.get(index.name());
      if (found == null) {
        faults.add("index " + index.name() + " is missing");
      } else if (!found.equals(spelled(index.isUnique(), index.columns()))) {
        faults.add(
            "index "
                + index.name()
                + " is "
                + found
                + " and not "
                + spelled(index.isUnique(), index.columns()));
      }
    }
  }

  private static String spelled(boolean isUnique, List<String> columns) {
    return (isUnique ? "unique " : "") + columns;
  }

  private Map<String, Found> columns(Table table) {
    Map<String, Found> known = columns.get(table.name());
    return known == null ? Map.of() : known;
  }

  /** Reads the columns of all tables: at once where the driver can, else one by one. */
  private Map<String, Map<String, Found>> readColumns() {
    Map<String, Map<String, Found>> found = new HashMap<>();
    if (dialect.hasOneWriter()) {
      tables.forEach(table -> readColumns(table.name().replace("_", "\\_"), found));
    } else {
      readColumns("%", found);
    }
    return found;
  }

  private void readColumns(String pattern, Map<String, Map<String, Found>> found) {
    try (ResultSet result =
        session
            .connection()
            .getMetaData()
            .getColumns(
                session.connection().getCatalog(),
                session.connection().getSchema(),
                pattern,
                null)) {
      while (result.next()) {
        found
            .computeIfAbsent(result.getString("TABLE_NAME"), absent -> new LinkedHashMap<>())
            .put(
                result.getString("COLUMN_NAME"),
                new Found(
                    result.getString("TYPE_NAME"),
                    result.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
      }
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  /** Returns the indexes by name, each spelled as {@link #spelled} does. */
  private Map<String, String> indexes(Table table) {
    return indexes.computeIfAbsent(table.name(), this::readIndexes);
  }

  private Map<String, String> readIndexes(String table) {
    Map<String, Map<Integer, String>> columns = new LinkedHashMap<>();
    Map<String, Boolean> uniques = new LinkedHashMap<>();
    try {
      DatabaseMetaData metadata = session.connection().getMetaData();
      try (ResultSet result =
          metadata.getIndexInfo(
              session.connection().getCatalog(),
              session.connection().getSchema(),
              table,
              false,
              true)) {
        while (result.next()) {
          String name = result.getString("INDEX_NAME");
          String column = result.getString("COLUMN_NAME");
          if (name != null && column != null) {
            columns
                .computeIfAbsent(name, absent -> new TreeMap<>())
                .put(result.getInt("ORDINAL_POSITION"), unquoted(column));
            uniques.put(name, !result.getBoolean("NON_UNIQUE"));
          }
        }
      }
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
    Map<String, String> indexes = new LinkedHashMap<>();
    columns.forEach(
        (name, parts) ->
            indexes.put(
                name,
                spelled(Boolean.TRUE.equals(uniques.get(name)), List.copyOf(parts.values()))));
    return indexes;
  }

  private static String unquoted(String column) {
    String name = column.replace("\"", "");
    int end = name.toLowerCase(Locale.ROOT).indexOf(" nulls ");
    return end < 0 ? name : name.substring(0, end);
  }
}
