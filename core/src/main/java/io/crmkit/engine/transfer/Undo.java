package io.crmkit.engine.transfer;

import io.crmkit.engine.ImportRun;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Reversal;
import io.crmkit.engine.Reversal.Outcome;
import io.crmkit.engine.transfer.ImportMapping.Column;
import io.crmkit.engine.transfer.ImportMapping.OnMissing;
import io.crmkit.error.CrmException;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Event;
import io.crmkit.record.Ref;
import io.crmkit.record.Stored;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Takes back what a run wrote: rows of its type, and the records that its references made. */
final class Undo {
  private static final int BLOCK = 200;
  private static final int MOST_NAMED = 1_000;

  private final RecordSession session;
  private final Reversal reversal;
  private final Set<String> types = new LinkedHashSet<>();
  private final Set<Ref> block = new LinkedHashSet<>();
  private final List<Ref> keptRecords = new ArrayList<>();
  private long deleted;
  private long reverted;
  private long kept;

  Undo(RecordSession session, Stored<ImportRun> run) {
    this.session = session.with(Importer.sourceOf("import-undo:", run.id()));
    this.reversal = new Reversal(this.session, "import:" + run.id(), run.createdAt());
    ImportMapping mapping = ImportMapping.of(run.value().mapping());
    Declaration<?> type = session.schema().type(run.value().targetType());
    types.add(type.name());
    Targets targets = new Targets(session, type);
    for (Column column : mapping.columns().values()) {
      Target target = targets.find(column.field());
      if (column.onMissing() == OnMissing.CREATE && target != null) {
        types.addAll(target.targets());
      }
    }
  }

  UndoResult run() {
    reversal.forEachEvent(
        types,
        event -> {
          block.add(ref(event));
          if (block.size() == BLOCK) {
            flush();
          }
        });
    flush();
    return new UndoResult(deleted, reverted, kept, keptRecords);
  }

  private static Ref ref(Event event) {
    return new Ref(event.type(), Objects.requireNonNull(event.recordId()));
  }

  /** Takes back a block with one commit; if one of its records resists, each on its own. */
  private void flush() {
    List<Ref> refs = new ArrayList<>(block);
    block.clear();
    List<Outcome> outcomes;
    try {
      outcomes =
          session.transact(
              joined -> {
                List<Outcome> all = new ArrayList<>();
                refs.forEach(ref -> all.add(revert(joined, ref)));
                return all;
              });
    } catch (UnavailableException | OutcomeUnknownException e) {
      throw e;
    } catch (CrmException e) {
      outcomes = new ArrayList<>();
      for (Ref ref : refs) {
        outcomes.add(alone(ref));
      }
    }
    for (int i = 0; i < refs.size(); i++) {
      count(refs.get(i), outcomes.get(i));
    }
  }

  private Outcome revert(RecordSession joined, Ref ref) {
    return reversal.revert(joined, session.schema().type(ref.type()), ref.id());
  }

  /** A record that cannot go back, since what it had is taken or gone, is kept. */
  private Outcome alone(Ref ref) {
    try {
      return session.transact(joined -> revert(joined, ref));
    } catch (UnavailableException | OutcomeUnknownException e) {
      throw e;
    } catch (CrmException e) {
      return Outcome.KEPT;
    }
  }

  private void count(Ref ref, Outcome outcome) {
    switch (outcome) {
      case DELETED -> deleted++;
      case REVERTED -> reverted++;
      case KEPT -> {
        if (!keptRecords.contains(ref)) {
          kept++;
          if (keptRecords.size() < MOST_NAMED) {
            keptRecords.add(ref);
          }
        }
      }
      case UNTOUCHED -> {}
    }
  }
}
