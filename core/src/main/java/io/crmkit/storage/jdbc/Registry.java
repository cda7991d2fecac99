package io.crmkit.storage.jdbc;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must not change between two starts: the numbers of the types in the side tables, and the
 * constants of enums, which are stored by position.
 */
final class Registry {
  private final Session session;
  private final Dialect dialect;

  Registry(Session session) {
    this.session = session;
    this.dialect = session.dialect();
  }

  /** Makes the row that sequencers lock. */
  void prepareSequencer() {
    String into = dialect.quote(KernelTables.SEQUENCER) + columns("id", "owner", "position");
    session.update(
        new Sql(dialect.insertIfAbsent(into + " VALUES (?, ?, ?)")).with(1L).with("").with(0L));
  }

  /** Returns the number of each type, giving one to each that is new. */
  Map<String, Integer> numbers(Schema schema) {
    Map<String, Integer> numbers = numbers();
    String into = dialect.quote(KernelTables.TYPE) + columns("name", "number") + " SELECT ?, ";
    into += "COALESCE(MAX(t." + dialect.quote("number") + "), 0) + 1 FROM ";
    into += dialect.quote(KernelTables.TYPE) + " t WHERE 1 = 1";
    for (Declaration<?> type : schema.types()) {
      if (!numbers.containsKey(type.name())) {
        session.update(new Sql(dialect.insertIfAbsent(into)).with(type.name()));
      }
    }
    return numbers();
  }

  private Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Sql sql = new Sql("SELECT ").add(dialect.quote("name") + ", " + dialect.quote("number"));
    sql.add(" FROM ").add(dialect.quote(KernelTables.TYPE));
    session.list(sql, result -> numbers.put(result.getString(1), result.getInt(2)));
    return numbers;
  }

  /**
   * Checks the constants of all enums, and stores those that were added at the end.
   *
   * @throws IllegalStateException naming each enum whose stored constants moved or went away
   */
  void checkChoices(Schema schema) {
    Map<String, List<String>> stored = storedChoices();
    List<String> faults = new ArrayList<>();
    List<@Nullable Object[]> added = new ArrayList<>();
    for (Declaration<?> type : schema.types()) {
      for (Field field : type.fields()) {
        List<String> declared = field.valueType().choices();
        List<String> known = stored.getOrDefault(type.name() + " " + field.path(), List.of());
        if (declared.isEmpty()) {
          continue;
        }
        if (known.size() > declared.size() || !known.equals(declared.subList(0, known.size()))) {
          faults.add(
              type + "." + field + " is stored as " + known + " and declared as " + declared);
        }
        for (int i = known.size(); i < declared.size(); i++) {
          added.add(new Object[] {type.name(), field.path(), i, declared.get(i)});
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "constants of an enum may only be added at its end: " + String.join("; ", faults));
    }
    List<String> columns = List.of("type", "field", "position", "constant");
    List<Kind> kinds = List.of(Kind.TEXT, Kind.TEXT, Kind.SMALL, Kind.TEXT);
    session.batch(RowStatement.insertIfAbsent(dialect, KernelTables.CHOICE, columns, kinds), added);
  }

  private Map<String, List<String>> storedChoices() {
    Map<String, List<String>> stored = new LinkedHashMap<>();
    Sql sql = new Sql("SELECT ");
    sql.add(columns("type", "field", "constant").replaceAll("[()]", ""));
    sql.add(" FROM ").add(dialect.quote(KernelTables.CHOICE)).add(" ORDER BY ");
    sql.add(columns("type", "field", "position").replaceAll("[()]", ""));
    session.list(
        sql,
        result ->
            stored
                .computeIfAbsent(
                    result.getString(1) + " " + result.getString(2), absent -> new ArrayList<>())
                .add(result.getString(3)));
    return stored;
  }

  private String columns(String... names) {
    List<String> quoted = new ArrayList<>();
    for (String name : names) {
      quoted.add(dialect.quote(name));
    }
    return " (" + String.join(", ", quoted) + ")";
  }
}
