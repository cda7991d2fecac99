package io.crmkit.engine.transfer;

import io.crmkit.engine.ImportError;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.RecordSession;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

/** The errors of a run in the order of its rows, read page by page. */
final class ErrorPages implements Iterator<ImportError> {
  private static final int PAGE = 1_000;

  private final RecordSession session;
  private final Id<ImportRun> runId;
  private final boolean isOfWaiting;
  private final Deque<Stored<ImportError>> page = new ArrayDeque<>();
  private Set<Id<ImportError>> seen = new HashSet<>();
  private long from;
  private boolean isEnd;

  /** Reads the errors, or the notes of rows that wait for others ({@code isOfWaiting}). */
  ErrorPages(RecordSession session, Id<ImportRun> runId, boolean isOfWaiting) {
    this.session = session;
    this.runId = runId;
    this.isOfWaiting = isOfWaiting;
  }

  @Override
  public boolean hasNext() {
    if (page.isEmpty() && !isEnd) {
      read();
    }
    return !page.isEmpty();
  }

  @Override
  public ImportError next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more errors");
    }
    return page.remove().value();
  }

  void forEach(BiConsumer<Long, Id<ImportError>> each) {
    while (hasNext()) {
      Stored<ImportError> error = page.remove();
      each.accept(error.value().row(), error.id());
    }
  }

  /** Reads on from the last row, of which a part may have been read. */
  private void read() {
    Condition code = Condition.eq("code", ImportError.DEFERRED);
    Query query =
        Query.where(Condition.eq("importId", runId))
            .and(isOfWaiting ? code : new Condition.Not(code))
            .and(Condition.compare("row", Op.GTE, from))
            .sort("row", "id")
            .limit(PAGE);
    List<Stored<ImportError>> read =
        session.transact(joined -> joined.rules().query(ImportError.class, query));
    read.stream().filter(error -> !seen.contains(error.id())).forEach(page::add);
    isEnd = read.size() < PAGE || page.isEmpty();
    if (!read.isEmpty()) {
      from = read.get(read.size() - 1).value().row();
      Set<Id<ImportError>> ofLast = new HashSet<>();
      read.stream()
          .filter(error -> error.value().row() == from)
          .forEach(error -> ofLast.add(error.id()));
      seen = ofLast;
    }
  }
}
