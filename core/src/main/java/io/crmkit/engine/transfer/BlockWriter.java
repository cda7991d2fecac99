package io.crmkit.engine.transfer;

import io.crmkit.engine.ImportCounts;
import io.crmkit.engine.ImportError;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.ImportState;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.ConflictException;
import io.crmkit.error.CrmException;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.StaleVersionException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Id;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows in blocks, each in a transaction together with the run's new position. A row that is
 * refused parts its block: what stands before it is committed, it becomes errors, and what stands
 * behind it goes on. So a good block costs one commit, and no row stops the others.
 */
final class BlockWriter {
  private static final int MOST_TRIES = 5;

  private final RecordSession session;
  private final Id<ImportRun> runId;
  private final RowWriter<?> writer;
  private final References references;
  private final @Nullable Rehearsed rehearsed;
  private long warnings;

  BlockWriter(
      RecordSession session,
      Id<ImportRun> runId,
      RowWriter<?> writer,
      References references,
      @Nullable Rehearsed rehearsed) {
    this.session = session;
    this.runId = runId;
    this.writer = writer;
    this.references = references;
    this.rehearsed = rehearsed;
  }

  long warnings() {
    return warnings;
  }

  /** Writes the rows behind {@code position}; what has to wait for later rows is noted as such. */
  void write(List<ImportRow> rows, long position) {
    references.prefetch(rows);
    write(rows, position, null, false, 0);
  }

  /**
   * Writes rows that waited.
   *
   * @param waiting the notes of waiting rows, by number
   * @param isLast whether no other row can make what is missing
   * @return the rows that still wait
   */
  List<ImportRow> settle(
      List<ImportRow> rows, long position, Map<Long, Id<ImportError>> waiting, boolean isLast) {
    references.prefetch(rows);
    return write(rows, position, waiting, isLast, 0);
  }

  private List<ImportRow> write(
      List<ImportRow> rows,
      long position,
      @Nullable Map<Long, Id<ImportError>> waiting,
      boolean isLast,
      int tries) {
    List<ImportRow> deferred = new ArrayList<>();
    if (rows.isEmpty()) {
      return deferred;
    }
    try {
      Tally tally = commit(rows, position, waiting, isLast);
      references.committed();
      warnings += tally.warnings;
      if (rehearsed != null) {
        rows.stream().filter(row -> isMade(row, tally)).forEach(row -> rehearsed.note(row.plain));
      }
      return tally.deferred;
    } catch (RowException e) {
      ImportRow refused = rows.get(e.index());
      refused.faults.addAll(e.faults());
      int next = e.index() + 1;
      if (tries == 0) {
        writer.check(session, rows.subList(next, rows.size()));
      }
      deferred.addAll(write(rows.subList(0, next), position, waiting, isLast, 1));
      long reached = waiting == null ? position + next : position;
      deferred.addAll(write(rows.subList(next, rows.size()), reached, waiting, isLast, 1));
    } catch (StaleVersionException e) {
      if (tries < MOST_TRIES) {
        return write(rows, position, waiting, isLast, tries + 1);
      }
      deferred.addAll(halve(rows, position, waiting, isLast, e));
    } catch (UnavailableException | OutcomeUnknownException | StoppedException e) {
      throw e;
    } catch (CrmException e) {
      deferred.addAll(halve(rows, position, waiting, isLast, e));
    } finally {
      references.rolledBack();
    }
    return deferred;
  }

  private static boolean isMade(ImportRow row, Tally tally) {
    return row.faults.isEmpty()
        && !tally.deferred.contains(row)
        && tally.errors.stream().noneMatch(error -> error.row() == row.raw.number());
  }

  /** Finds the row to blame for a commit that failed. */
  private List<ImportRow> halve(
      List<ImportRow> rows,
      long position,
      @Nullable Map<Long, Id<ImportError>> waiting,
      boolean isLast,
      CrmException e) {
    if (rows.size() == 1) {
      rows.get(0).faults.addAll(writer.faults(e));
      return write(rows, position, waiting, isLast, 1);
    }
    int half = rows.size() / 2;
    List<ImportRow> deferred =
        new ArrayList<>(write(rows.subList(0, half), position, waiting, isLast, 1));
    long reached = waiting == null ? position + half : position;
    deferred.addAll(write(rows.subList(half, rows.size()), reached, waiting, isLast, 1));
    return deferred;
  }

  private Tally commit(
      List<ImportRow> rows,
      long position,
      @Nullable Map<Long, Id<ImportError>> waiting,
      boolean isLast) {
    if (rehearsed == null) {
      return session.transact(
          joined -> {
            Stored<ImportRun> run = running(joined.rules(), position);
            Tally tally = writer.write(joined, rows, isLast);
            note(joined.rules(), run, rows, tally, waiting);
            return tally;
          });
    }
    Tally tally = session.rehearse(joined -> writer.write(joined, rows, isLast));
    session.transact(
        joined -> {
          Stored<ImportRun> run = running(joined.rules(), position);
          note(joined.rules(), run, rows, tally, waiting);
          return tally;
        });
    return tally;
  }

  private Stored<ImportRun> running(RuleContext rules, long position) {
    Stored<ImportRun> run = rules.find(ImportRun.class, runId).orElseThrow(StoppedException::new);
    if (run.value().state() != ImportState.RUNNING) {
      throw new StoppedException();
    }
    if (run.value().resumeAt() != position) {
      throw new ConflictException("IMPORT_MOVED", "another process goes on with the import");
    }
    return run;
  }

  private void note(
      RuleContext rules,
      Stored<ImportRun> run,
      List<ImportRow> rows,
      Tally tally,
      @Nullable Map<Long, Id<ImportError>> waiting) {
    if (waiting != null) {
      for (ImportRow row : rows) {
        if (!tally.deferred.contains(row)) {
          rules.delete(ImportError.class, Objects.requireNonNull(waiting.get(row.raw.number())));
        }
      }
      tally.read = 0; // they were counted when they were read first
    } else {
      for (ImportRow row : tally.deferred) {
        error(rules, row.raw.number(), DEFERRED);
      }
    }
    tally.errors.forEach(entry -> error(rules, entry.row(), entry.fault()));
    ImportCounts counts = run.value().counts().plus(tally.counts());
    long reached = run.value().resumeAt() + (waiting == null ? rows.size() : 0);
    rules.update(ImportRun.class, runId, run.value().at(counts, reached));
  }

  private static final Fault DEFERRED =
      new Fault(null, ImportError.DEFERRED, "waits for a row that it refers to");

  private void error(RuleContext rules, long row, Fault fault) {
    String message = fault.message().strip();
    rules.create(
        ImportError.class,
        new ImportError(
            runId,
            row,
            fault.column() == null ? null : cut(fault.column(), 200),
            cut(fault.code(), 60),
            cut(message.isEmpty() ? "is refused" : message, 500)));
  }

  static String cut(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** Ends a run that somebody ended. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
      super("the import was stopped", null, false, false);
    }
  }
}
