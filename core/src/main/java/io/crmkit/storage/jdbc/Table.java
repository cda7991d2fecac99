package io.crmkit.storage.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A table as it must be. */
record Table(
    String name,
    List<Column> columns,
    List<String> primaryKey,
    List<Index> indexes,
    List<ForeignKey> foreignKeys) {

  /** Names longer than this are cut by PostgreSQL. */
  private static final int LONGEST_NAME = 60;

  /**
   * A column.
   *
   * @param length most characters or bytes; 0 is unbounded
   * @param isKey whether it stands in a key or index
   */
  record Column(String name, Kind kind, int length, boolean isNullable, boolean isKey) {}

  /** Which rows an index holds: those where {@code column} is null, or is not. */
  record Where(String column, boolean isNull) {}

  /** An index. */
  record Index(String name, List<String> columns, boolean isUnique, @Nullable Where where) {}

  /** A reference to the primary key of another table. */
  record ForeignKey(String name, List<String> columns, String target, List<String> key) {}

  Optional<Column> column(String column) {
    return columns.stream().filter(each -> each.name().equals(column)).findFirst();
  }

  boolean isNullable(String column) {
    return column(column).map(Column::isNullable).orElse(true);
  }

  /** Joins parts to a name that every database takes. */
  static String name(String table, List<String> columns, String ending) {
    String name = table + "__" + String.join("__", columns) + "_" + ending;
    if (name.length() <= LONGEST_NAME) {
      return name;
    }
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    String tail = "_" + Long.toHexString(checksum.getValue()) + "_" + ending;
    return name.substring(0, LONGEST_NAME - tail.length()) + tail;
  }
}
