package io.crmkit.testkit;

import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Sort;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Position;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
import io.crmkit.storage.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What the parts of the contract share: an open storage, two organizations, short ways to both. */
interface StorageBench {
  /** An organization. */
  UUID ORGANIZATION = UUID.fromString("0195a000-0000-7000-8000-000000000001");

  /** Another organization. */
  UUID OTHER = UUID.fromString("0195a000-0000-7000-8000-000000000002");

  /** More rows than any test here makes. */
  int ALL = 10_000;

  /** Returns the storage, open and empty when the test begins. */
  Storage storage();

  default Reads reads() {
    return storage().read(ORGANIZATION);
  }

  default void insert(Declaration<?> type, Indexed... rows) {
    insertInto(ORGANIZATION, type, rows);
  }

  default void insertInto(UUID organization, Declaration<?> type, Indexed... rows) {
    storage()
        .transact(
            organization,
            unit -> {
              unit.insert(type, Arrays.asList(rows));
              return rows.length;
            });
  }

  default void update(Declaration<?> type, Indexed before, Indexed after) {
    storage()
        .transact(
            ORGANIZATION,
            unit -> {
              unit.update(type, before, after);
              return after;
            });
  }

  default void delete(Declaration<?> type, Indexed row) {
    storage()
        .transact(
            ORGANIZATION,
            unit -> {
              unit.delete(type, row);
              return row;
            });
  }

  default void append(UUID organization, LogEntry... events) {
    storage()
        .transact(
            organization,
            unit -> {
              unit.append(Arrays.asList(events));
              return events.length;
            });
  }

  /** Returns the ids of the living rows that meet the condition, oldest first. */
  default List<UUID> ids(Declaration<?> type, Condition where) {
    return ids(walk(reads(), type, sorted(where, 100, "id")));
  }

  static List<UUID> ids(List<Row> rows) {
    return rows.stream().map(Row::id).toList();
  }

  static UUID id(Indexed row) {
    return row.row().id();
  }

  static Selection sorted(Condition where, int limit, String... sort) {
    return new Selection(
        where, List.of(), Arrays.stream(sort).map(Sort::of).toList(), null, limit, false);
  }

  /** Returns the rows of all pages. */
  static List<Row> walk(Reads reads, Declaration<?> type, Selection selection) {
    List<Row> rows = new ArrayList<>();
    Position next = selection.after();
    do {
      Slice slice = reads.select(type, selection.from(next));
      rows.addAll(slice.rows());
      next = slice.next();
    } while (next != null && rows.size() < ALL);
    return rows;
  }
}
