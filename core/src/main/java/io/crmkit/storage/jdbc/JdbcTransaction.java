package io.crmkit.storage.jdbc;

import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Note;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A unit of work on one session. Whoever made it begins and commits. */
final class JdbcTransaction extends JdbcReads implements Transaction {
  private final Session session;
  private final WriteBuffer buffer = new WriteBuffer();
  private final List<Events.Hashed> appended = new ArrayList<>();
  private final Map<String, Integer> added = new HashMap<>();
  private @Nullable RuntimeException failure;
  private boolean isEnded;

  JdbcTransaction(Kernel kernel, UUID organization, Session session) {
    super(kernel, organization);
    this.session = session;
  }

  @Override
  <R> R on(boolean looksAside, Function<Session, R> read) {
    return attempt(
        () -> {
          if (looksAside || buffer.hasPosts()) {
            flush(false);
          }
          return read.apply(session);
        });
  }

  @FunctionalInterface
  private interface Operation<R> {
    R run();
  }

  /** Runs an operation; once one has failed there is no other. */
  private <R> R attempt(Operation<R> operation) {
    if (isEnded || failure != null) {
      throw new IllegalStateException("the unit of work has ended", failure);
    }
    try {
      return operation.run();
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private void flush(boolean isLast) {
    if (isLast || !buffer.isEmpty()) {
      buffer.sort();
      appended.addAll(buffer.events());
      added.merge(KernelTables.EVENT, buffer.events().size(), Integer::sum);
      added.merge(KernelTables.WORD, buffer.addedWords().size(), Integer::sum);
      added.merge(KernelTables.ENTRY, buffer.addedEntries().size(), Integer::sum);
      kernel().flush().send(session, organization(), buffer, isLast);
      buffer.clear();
    }
  }

  /**
   * Sends what is left, perhaps with a COMMIT.
   *
   * @throws RuntimeException if an operation failed, even where the work went on regardless
   */
  void finish(boolean mayCommit) {
    if (failure != null) {
      throw failure;
    }
    if (mayCommit || !buffer.isEmpty()) {
      attempt(
          () -> {
            flush(mayCommit);
            return true;
          });
    }
    isEnded = true;
  }

  /** Makes every further call fail. */
  void end() {
    isEnded = true;
  }

  @Nullable RuntimeException failure() {
    return failure;
  }

  /** Returns the events that were sent. */
  List<Events.Hashed> appended() {
    return appended;
  }

  /** Returns how many rows were added, by table. */
  Map<String, Integer> added() {
    return added;
  }

  @Override
  public void lock(Declaration<?> type, Collection<UUID> ids) {
    String lock = kernel().dialect().lock();
    attempt(
        () -> {
          sendPosts();
          RowTable table = table(type);
          List<UUID> ordered = new ArrayList<>(new LinkedHashSet<>(ids));
          if (ordered.isEmpty() || lock.isEmpty()) {
            return false;
          }
          ordered.sort(Id::compare);
          Sql sql = new Sql("SELECT ").add(table.column("t", "id")).add(" FROM ");
          sql.add(table.name()).add(" t WHERE ");
          table.inOrganization(sql, "t", organization());
          kernel().dialect().in(sql, table.column("t", "id"), ordered, false);
          sql.add(" ORDER BY ").add(table.column("t", "id")).add(lock);
          session.list(sql, result -> true);
          return true;
        });
  }

  @Override
  public void lockNames(Collection<String> names) {
    attempt(
        () -> {
          if (!kernel().dialect().hasOneWriter()) {
            kernel().notes().lock(session, organization(), names);
          }
          return true;
        });
  }

  @Override
  public void insert(Declaration<?> type, List<Indexed> rows) {
    attempt(
        () -> {
          RowTable table = table(type);
          List<@Nullable Object[]> values = new ArrayList<>(rows.size());
          for (Indexed row : rows) {
            values.add(table.values(organization(), row));
            buffer.add(table, row);
          }
          unique(
              table,
              () -> {
                session.batch(table.insert(), values);
                return rows.size();
              });
          added.merge(table.table().name(), rows.size(), Integer::sum);
          if (buffer.isLarge()) {
            flush(false);
          }
          return true;
        });
  }

  @Override
  public boolean post(Declaration<?> type, Row row) {
    RowTable table = anyTable(type);
    if (!type.isPlatform()) {
      throw new IllegalArgumentException(type + " belongs to an organization");
    }
    return attempt(
        () -> {
          Indexed indexed = new Indexed(row, Collections.emptySortedSet(), List.of());
          added.merge(table.table().name(), 1, Integer::sum);
          if (table.isFree(row)) {
            buffer.post(table.insert(), table.values(Kernel.PLATFORM, indexed));
            if (buffer.isLarge()) {
              flush(false);
            }
            return true;
          }
          try {
            return session.update(table.post(indexed)) > 0;
          } catch (SqlFailure e) {
            if (kernel().dialect().violatedKey(e.failure()) == null) {
              throw e;
            }
            return false; // the statement alone was taken back
          }
        });
  }

  @Override
  public List<Row> claim(Declaration<?> type, Selection selection) {
    RowTable table = table(type);
    return on(true, session -> selecting(session, table).claim(selection));
  }

  @Override
  public void update(Declaration<?> type, Indexed before, Indexed after) {
    attempt(
        () -> {
          RowTable table = table(type);
          if (!before.row().id().equals(after.row().id())) {
            throw new IllegalArgumentException("the versions are of two rows");
          }
          sendPosts();
          if (!before.words().equals(after.words()) || !before.entries().equals(after.entries())) {
            sendAdditions(before);
          }
          Sql sql = table.update(organization(), before, after);
          changed(table, before.row(), unique(table, () -> session.update(sql)));
          buffer.replace(table, before, after);
          return true;
        });
  }

  @Override
  public void updateAll(Declaration<?> type, List<Indexed> before, List<Indexed> after) {
    boolean hasColumnsOnly =
        before.stream().allMatch(row -> row.words().isEmpty() && row.entries().isEmpty())
            && after.stream().allMatch(row -> row.words().isEmpty() && row.entries().isEmpty());
    if (!hasColumnsOnly || !kernel().dialect().countsBatches()) {
      Transaction.super.updateAll(type, before, after);
      return;
    }
    attempt(
        () -> {
          sendPosts();
          RowTable table = table(type);
          Map<String, List<Sql>> alike = new LinkedHashMap<>();
          Map<String, List<Row>> rows = new LinkedHashMap<>();
          for (int i = 0; i < before.size(); i++) {
            Sql sql = table.update(organization(), before.get(i), after.get(i));
            alike.computeIfAbsent(sql.text(), key -> new ArrayList<>()).add(sql);
            rows.computeIfAbsent(sql.text(), key -> new ArrayList<>()).add(before.get(i).row());
          }
          alike.forEach(
              (text, updates) ->
                  unique(
                      table,
                      () -> {
                        int[] counts = session.updateAll(updates);
                        for (int i = 0; i < counts.length; i++) {
                          changed(table, rows.getOrDefault(text, List.of()).get(i), counts[i]);
                        }
                        return counts.length;
                      }));
          return true;
        });
  }

  @Override
  public void delete(Declaration<?> type, Indexed row) {
    attempt(
        () -> {
          RowTable table = table(type);
          sendAdditions(row);
          changed(table, row.row(), session.update(table.delete(organization(), row.row())));
          buffer.remove(table, row);
          return true;
        });
  }

  /** Sends rows that were posted, before one of them may be looked for. */
  private void sendPosts() {
    if (buffer.hasPosts()) {
      flush(false);
    }
  }

  /** Sends what was added to a row earlier in this unit, before something is taken from it. */
  private void sendAdditions(Indexed row) {
    if (buffer.holdsAdditions(row) || buffer.hasPosts()) {
      flush(false);
    }
  }

  private int unique(RowTable table, Operation<Integer> write) {
    try {
      return write.run();
    } catch (SqlFailure e) {
      String key = kernel().dialect().violatedKey(e.failure());
      if (key == null) {
        throw e;
      }
      throw table.taken(key, e.failure());
    }
  }

  private void changed(RowTable table, Row row, int rows) {
    if (rows == 0) {
      long current =
          session
              .find(table.find(organization(), row.id()), table::read)
              .map(Row::version)
              .orElse(-1L);
      throw new StaleVersionException(table.type() + " " + row.id(), row.version(), current);
    }
  }

  @Override
  public void append(List<LogEntry> events) {
    attempt(
        () -> {
          for (LogEntry event : events) {
            if (!event.organization().equals(organization())) {
              throw new IllegalArgumentException("the event belongs to another organization");
            }
          }
          buffer.append(events);
          return true;
        });
  }

  @Override
  public void addNote(Note note) {
    attempt(
        () -> {
          kernel().notes().add(session, organization(), note);
          return true;
        });
  }

  @Override
  public void putNote(Note note) {
    attempt(
        () -> {
          kernel().notes().put(session, organization(), note);
          return true;
        });
  }
}
