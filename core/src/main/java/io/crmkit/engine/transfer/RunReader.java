package io.crmkit.engine.transfer;

import io.crmkit.engine.ImportError;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.RecordSession;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the rows of one run from its position on, block by block; then, as often as that helps, the
 * rows that wait for others. Holds a few thousand rows at most.
 */
final class RunReader {
  private static final int BLOCK = 500;

  /** Waiting rows that are tried together; a chain of them is untangled in memory. */
  private static final int CHUNK = 5_000;

  private final RecordSession session;
  private final Id<ImportRun> runId;
  private final ImportPlan plan;
  private final RowConverter converter;
  private final BlockWriter writer;
  private long position;
  private Consumer<ImportProgress> listener = progress -> {};
  private long totalBytes;

  private RunReader(
      RecordSession session,
      Stored<ImportRun> run,
      ImportPlan plan,
      RowConverter converter,
      BlockWriter writer) {
    this.session = session;
    this.runId = run.id();
    this.plan = plan;
    this.converter = converter;
    this.writer = writer;
    this.position = run.value().resumeAt();
  }

  static RunReader of(
      RecordSession session,
      Declaration<?> type,
      Stored<ImportRun> run,
      ImportPlan plan,
      Targets targets) {
    ImportMapping mapping = plan.mapping();
    RuleContext.Settings settings = session.settings();
    List<Slot> slots = Slot.of(plan, targets, session.schema());
    References references = new References(session, type);
    references.use(slots);
    Rehearsed rehearsed = run.value().isDryRun() ? new Rehearsed(type, slots) : null;
    CellReader cells =
        new CellReader(
            new Numbers(mapping.locale()),
            new Times(mapping.dates(), mapping.locale(), settings.zone()));
    RowConverter converter =
        new RowConverter(slots, targets, cells, mapping.nulls(), settings.currency());
    RowWriter<?> rows = new RowWriter<>(type, run.value().keyField(), slots, references, rehearsed);
    BlockWriter writer = new BlockWriter(session, run.id(), rows, references, rehearsed);
    return new RunReader(session, run, plan, converter, writer);
  }

  void read(ImportSource source, Consumer<ImportProgress> progress) throws IOException {
    listener = progress;
    totalBytes = source.size();
    try (RowSource rows = RowSource.open(source, plan.shape())) {
      for (long skipped = 0; skipped < position; skipped++) {
        rows.next();
      }
      List<ImportRow> block = new ArrayList<>(BLOCK);
      RawRow raw = rows.next();
      while (raw != null) {
        block.add(converter.convert(raw));
        raw = rows.next();
        if (block.size() == BLOCK || raw == null) {
          writer.write(block, position);
          position += block.size();
          block.clear();
          tell(rows.bytes());
        }
      }
    }
    settle(source);
  }

  private void tell(long bytes) {
    ImportRun run =
        session.transact(
            joined -> joined.rules().find(ImportRun.class, runId).orElseThrow().value());
    listener.accept(new ImportProgress(run.counts(), writer.warnings(), bytes, totalBytes));
  }

  /** Tries the waiting rows again until none of them finds what it refers to any more. */
  private void settle(ImportSource source) throws IOException {
    Map<Long, Id<ImportError>> waiting = waiting();
    boolean isLast = false;
    while (!waiting.isEmpty()) {
      int before = waiting.size();
      pass(source, waiting, isLast);
      waiting = waiting();
      isLast = waiting.size() == before;
    }
  }

  private Map<Long, Id<ImportError>> waiting() {
    Map<Long, Id<ImportError>> waiting = new HashMap<>();
    new ErrorPages(session, runId, true).forEach(waiting::put);
    return waiting;
  }

  private void pass(ImportSource source, Map<Long, Id<ImportError>> waiting, boolean isLast)
      throws IOException {
    try (RowSource rows = RowSource.open(source, plan.shape())) {
      List<ImportRow> chunk = new ArrayList<>();
      long left = waiting.size();
      RawRow raw = rows.next();
      while (raw != null && left > 0) {
        if (waiting.containsKey(raw.number())) {
          chunk.add(converter.convert(raw));
          left--;
        }
        raw = rows.next();
        if (chunk.size() == CHUNK || raw == null || left == 0) {
          settle(chunk, waiting, isLast);
          chunk.clear();
          tell(rows.bytes());
        }
      }
    }
  }

  /** Tries rows forwards, then backwards, and so on, as long as one of them is settled. */
  private void settle(List<ImportRow> chunk, Map<Long, Id<ImportError>> waiting, boolean isLast) {
    List<ImportRow> left = new ArrayList<>(chunk);
    int before;
    do {
      before = left.size();
      List<ImportRow> still = new ArrayList<>();
      for (int i = 0; i < left.size(); i += BLOCK) {
        List<ImportRow> block = left.subList(i, Math.min(left.size(), i + BLOCK));
        still.addAll(writer.settle(block, position, waiting, isLast));
      }
      Collections.reverse(still);
      left = still;
    } while (!left.isEmpty() && left.size() < before);
  }
}
