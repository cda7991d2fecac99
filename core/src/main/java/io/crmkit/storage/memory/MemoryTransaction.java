package io.crmkit.storage.memory;

import io.crmkit.record.Declaration;
import io.crmkit.record.Schema;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Note;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Transaction;
import io.crmkit.storage.UniqueKeyException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A unit of work: the state it began with, and what it made of it. Has the storage for itself. */
final class MemoryTransaction extends MemoryReads implements Transaction {
  private final List<LogEntry> appended = new ArrayList<>();
  private final ForeignKeys references;
  private State state;
  private @Nullable RuntimeException failure;
  private boolean isEnded;

  MemoryTransaction(Schema schema, UUID organization, Clock clock, State state) {
    super(schema, organization, clock);
    this.references = new ForeignKeys(schema, organization);
    this.state = state;
  }

  @Override
  State state() {
    if (isEnded || failure != null) {
      throw new IllegalStateException("the unit of work has ended", failure);
    }
    return state;
  }

  /**
   * Returns what is stored once this is committed.
   *
   * @throws RuntimeException if an operation failed, even where the work went on regardless
   */
  State committed() {
    isEnded = true;
    if (failure != null) {
      throw failure;
    }
    return appended.isEmpty() ? state : state.numbered(organization(), appended);
  }

  void end() {
    isEnded = true;
  }

  private void change(UnaryOperator<Tenant> change) {
    Tenant before = tenant();
    try {
      state = state.with(organization(), change.apply(before));
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void lock(Declaration<?> type, Collection<UUID> ids) {
    table(type); // no other unit runs
  }

  @Override
  public void lockNames(Collection<String> names) {
    state(); // no other unit runs
  }

  @Override
  public void insert(Declaration<?> type, List<Indexed> rows) {
    change(
        tenant -> {
          Table table = table(type);
          for (Indexed row : rows) {
            table = table.insert(row);
            references.checkTargets(state.with(organization(), tenant.with(table)), type, row);
          }
          return tenant.with(table);
        });
  }

  @Override
  public boolean post(Declaration<?> type, Row row) {
    checkDeclared(type);
    if (!type.isPlatform()) {
      throw new IllegalArgumentException(type + " belongs to an organization");
    }
    Tenant platform = state().tenant(State.PLATFORM);
    try {
      Indexed indexed = new Indexed(row, Collections.emptySortedSet(), List.of());
      State after = state.with(State.PLATFORM, platform.with(platform.table(type).insert(indexed)));
      new ForeignKeys(schema(), State.PLATFORM).checkTargets(after, type, indexed);
      state = after;
      return true;
    } catch (UniqueKeyException e) {
      return false;
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public List<Row> claim(Declaration<?> type, Selection selection) {
    return select(type, selection).rows(); // no other unit runs
  }

  @Override
  public void update(Declaration<?> type, Indexed before, Indexed after) {
    change(
        tenant -> {
          Tenant changed = tenant.with(table(type).update(before, after));
          references.checkTargets(state.with(organization(), changed), type, after);
          return changed;
        });
  }

  @Override
  public void delete(Declaration<?> type, Indexed row) {
    change(
        tenant -> {
          Tenant changed = tenant.with(table(type).delete(row));
          references.checkReferrers(state.with(organization(), changed), type, row);
          return changed;
        });
  }

  @Override
  public void append(List<LogEntry> events) {
    change(
        tenant -> {
          Tenant after = tenant;
          for (LogEntry event : events) {
            if (!event.organization().equals(organization())) {
              throw new IllegalArgumentException("the event belongs to another organization");
            }
            after = after.with(event);
          }
          return after;
        });
    appended.addAll(events);
  }

  @Override
  public void addNote(Note note) {
    change(
        tenant -> {
          Note other = tenant.note(note.kind(), note.key());
          if (other != null && isLiving(other)) {
            throw new UniqueKeyException(note.kind(), List.of("key"), null);
          }
          return tenant.with(note);
        });
  }

  @Override
  public void putNote(Note note) {
    change(tenant -> tenant.with(note));
  }
}
