package io.crmkit.storage.jdbc;

import io.crmkit.storage.jdbc.Table.Column;
import io.crmkit.storage.jdbc.Table.Index;
import io.crmkit.storage.jdbc.Table.Where;
import java.util.ArrayList;
import java.util.List;

/** The tables beside those of the declared types. */
final class KernelTables {
  static final String TYPE = "crmkit_type";
  static final String CHOICE = "crmkit_choice";
  static final String WORD = "crmkit_word";
  static final String ENTRY = "crmkit_entry";
  static final String NOTE = "crmkit_note";
  static final String EVENT = "crmkit_event";
  static final String ORDER = "crmkit_event_order";
  static final String HEAD = "crmkit_event_head";
  static final String TODO = "crmkit_event_todo";
  static final String SEQUENCER = "crmkit_sequencer";

  /** The longest word that is searched for. */
  private static final int WORD_LENGTH = 60;

  private static final int HASH_LENGTH = 32;
  private static final int SALT_LENGTH = 16;

  private KernelTables() {}

  static List<Table> of(Dialect dialect) {
    List<Table> tables = new ArrayList<>();
    tables.add(table(TYPE, List.of(key("name", 100), small("number")), List.of("name")));
    tables.add(
        table(
            CHOICE,
            List.of(key("type", 100), key("field", 200), small("position"), text("constant", 200)),
            List.of("type", "field", "position")));
    tables.add(
        table(
            WORD,
            List.of(id("organization_id"), small("type"), key("word", WORD_LENGTH), id("id")),
            List.of("organization_id", "type", "word", "id")));
    tables.add(entry());
    tables.add(
        table(
            NOTE,
            List.of(
                id("organization_id"),
                key("kind", 100),
                key("key", 500),
                text("value", 0),
                new Column("expires_at", Kind.INTEGER, 0, true, true)),
            List.of("organization_id", "kind", "key"),
            new Index(
                Table.name(NOTE, List.of("expires_at"), "idx"),
                List.of("expires_at"),
                false,
                new Where("expires_at", false))));
    tables.add(event());
    tables.add(
        table(
            ORDER,
            List.of(
                integer("position"),
                id("event_id"),
                id("organization_id"),
                bytes("hash", HASH_LENGTH)),
            List.of("position"),
            index(ORDER, "organization_id", "position")));
    tables.add(
        table(
            HEAD,
            List.of(id("organization_id"), integer("position"), bytes("hash", HASH_LENGTH)),
            List.of("organization_id")));
    if (!dialect.hasOneWriter()) {
      tables.add(
          table(
              TODO,
              List.of(
                  new Column("n", Kind.SERIAL, 0, false, true),
                  id("organization_id"),
                  id("event_id"),
                  bytes("hash", HASH_LENGTH)),
              List.of("n")));
    }
    tables.add(
        table(
            SEQUENCER,
            List.of(small("id"), text("owner", 100), integer("position")),
            List.of("id")));
    return tables;
  }

  private static Table entry() {
    List<Column> columns =
        List.of(
            id("organization_id"),
            small("type"),
            id("id"),
            key("field", 200),
            new Column("value_text", Kind.TEXT, 0, true, true),
            new Column("value_int", Kind.INTEGER, 0, true, true),
            new Column("value_id", Kind.ID, 0, true, true));
    List<Index> indexes = new ArrayList<>();
    indexes.add(index(ENTRY, "organization_id", "type", "id", "field"));
    for (String value : List.of("value_text", "value_int", "value_id")) {
      indexes.add(
          new Index(
              Table.name(ENTRY, List.of(value), "idx"),
              List.of("organization_id", "type", "field", value, "id"),
              false,
              new Where(value, false)));
    }
    return new Table(ENTRY, columns, List.of(), indexes, List.of());
  }

  private static Table event() {
    return table(
        EVENT,
        List.of(
            id("organization_id"),
            id("id"),
            integer("at"),
            text("actor_kind", 20),
            text("actor_id", 200),
            text("action", 200),
            key("type", 100),
            id("record_id"),
            integer("version"),
            text("changes", 0),
            text("metadata", 0),
            bytes("salt", SALT_LENGTH),
            bytes("hash", HASH_LENGTH)),
        List.of("organization_id", "id"),
        index(EVENT, "organization_id", "type", "record_id", "at", "id"));
  }

  private static Table table(
      String name, List<Column> columns, List<String> primaryKey, Index... indexes) {
    return new Table(name, columns, primaryKey, List.of(indexes), List.of());
  }

  private static Index index(String table, String... columns) {
    List<String> named = List.of(columns);
    return new Index(Table.name(table, named, "idx"), named, false, null);
  }

  private static Column id(String name) {
    return new Column(name, Kind.ID, 0, false, true);
  }

  private static Column integer(String name) {
    return new Column(name, Kind.INTEGER, 0, false, true);
  }

  private static Column small(String name) {
    return new Column(name, Kind.SMALL, 0, false, true);
  }

  private static Column key(String name, int length) {
    return new Column(name, Kind.TEXT, length, false, true);
  }

  private static Column text(String name, int length) {
    return new Column(name, Kind.TEXT, length, false, false);
  }

  private static Column bytes(String name, int length) {
    return new Column(name, Kind.BYTES, length, false, false);
  }
}
