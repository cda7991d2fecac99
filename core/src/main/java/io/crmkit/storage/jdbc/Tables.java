package io.crmkit.storage.jdbc;

import io.crmkit.record.Declaration;
import io.crmkit.record.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables of all declared types, and what is known of their rows. Thread-safe. */
final class Tables {
  private final Map<String, RowTable> byName = new LinkedHashMap<>();
  private final Schema schema;
  private final Narrowing narrowing = new Narrowing(this);

  Tables(Schema schema, Dialect dialect, Map<String, Integer> numbers) {
    this.schema = schema;
    RecordTables shapes = new RecordTables(schema, dialect);
    for (Declaration<?> type : schema.types()) {
      byName.put(
          type.name(),
          new RowTable(type, shapes.table(type), dialect, numbers.getOrDefault(type.name(), 0)));
    }
  }

  Narrowing narrowing() {
    return narrowing;
  }

  Schema schema() {
    return schema;
  }

  RowTable of(Declaration<?> type) {
    return of(type.name());
  }

  RowTable of(String type) {
    RowTable table = byName.get(type);
    if (table == null) {
      throw new IllegalArgumentException("no type " + type + " was opened");
    }
    return table;
  }

  Iterable<RowTable> all() {
    return byName.values();
  }
}
