package io.crmkit.testkit;

import static io.crmkit.testkit.Samples.PATRON;
import static io.crmkit.testkit.Samples.VENUE;

import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Aggregation.Measure;
import io.crmkit.record.Declaration;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Note;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Storage;
import io.crmkit.storage.Transaction;
import io.crmkit.storage.UniqueKeyException;
import io.crmkit.testkit.History.Act;
import io.crmkit.testkit.History.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** One history as one storage lives through it. */
final class HistoryRun {
  private final Storage storage;
  private final List<UUID> organizations;
  private final List<List<UUID>> venues = new ArrayList<>();
  private final List<List<UUID>> patrons = new ArrayList<>();

  /** Begins in organizations of which the storage never heard. */
  HistoryRun(Storage storage, List<UUID> organizations) {
    this.storage = storage;
    this.organizations = organizations;
    organizations.forEach(
        each -> {
          venues.add(new ArrayList<>());
          patrons.add(new ArrayList<>());
        });
  }

  /**
   * What came of a unit of work.
   *
   * @param answers what was asked and answered, in order; of a unit that failed, up to there
   * @param failure the kind of the failure, or an empty text
   */
  record Outcome(List<Answer> answers, String failure) {
    /** Returns the first answer that differs from this, or an empty text if all agree. */
    String differenceTo(Outcome other) {
      if (!failure.equals(other.failure)) {
        return "expected failure <" + failure + "> but was <" + other.failure + ">";
      }
      for (int i = 0; i < answers.size(); i++) {
        boolean isMissing = i >= other.answers.size();
        if (isMissing || !answers.get(i).equals(other.answers.get(i))) {
          return "expected "
              + answers.get(i)
              + "\n  but was "
              + (isMissing ? "nothing" : other.answers.get(i));
        }
      }
      return "";
    }
  }

  /** A question and its answer. */
  record Answer(String question, Object answer) {}

  /** Runs the unit of a step. */
  Outcome unit(Step step) {
    List<Answer> answers = new ArrayList<>();
    try {
      return storage.transact(
          organizations.get(step.organization()),
          unit -> {
            for (Act act : step.acts()) {
              answers.add(write(unit, step.organization(), act));
            }
            if (step.isRolledBack()) {
              throw new RolledBackException();
            }
            return new Outcome(answers, "");
          });
    } catch (RolledBackException e) {
      return new Outcome(answers, "");
    } catch (UniqueKeyException e) {
      return new Outcome(answers, "taken: " + e.type());
    } catch (StaleVersionException e) {
      return new Outcome(answers, "stale");
    } catch (RuntimeException e) {
      return new Outcome(answers, e.toString());
    }
  }

  /** Asks, once the unit is over, what the step asks for. */
  Outcome reads(Step step) {
    List<Answer> answers = new ArrayList<>();
    Reads reads = storage.read(organizations.get(step.organization()));
    try {
      step.reads().forEach(act -> answers.add(read(reads, step.organization(), act)));
    } catch (RuntimeException e) {
      return new Outcome(answers, e.toString());
    }
    return new Outcome(answers, "");
  }

  /** Asks for everything that the organizations have. */
  Outcome everything() {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < organizations.size(); i++) {
      Reads reads = storage.read(organizations.get(i));
      answers.add(new Answer("venues of " + i, rows(reads.findAll(VENUE, venues.get(i)))));
      answers.add(new Answer("patrons of " + i, rows(reads.findAll(PATRON, patrons.get(i)))));
    }
    return new Outcome(answers, "");
  }

  private static Object rows(List<Row> rows) {
    return new HashSet<>(rows);
  }

  private Answer write(Transaction unit, int organization, Act act) {
    Random random = new Random(act.seed());
    Declaration<?> type = random.nextInt(3) == 0 ? PATRON : VENUE;
    List<UUID> known = (type == VENUE ? venues : patrons).get(organization);
    Chance chance = new Chance(random, present(unit, organization));
    switch (act.kind()) {
      case INSERT -> {
        UUID id = chance.id();
        known.add(id);
        Indexed row = Rows.of(type, id, chance.changes(type, 2));
        unit.insert(type, List.of(row));
        return new Answer("insert " + row.row(), "done");
      }
      case APPEND -> {
        unit.append(
            List.of(event(organizations.get(organization), chance, recordId(chance, known))));
        return new Answer("append", "done");
      }
      case ADD_NOTE, PUT_NOTE -> {
        boolean isPast = chance.oneIn(3);
        Instant expiresAt = isPast ? NoteContract.PAST : NoteContract.FUTURE;
        Note note = new Note("kind", "key" + random.nextInt(4), "v" + act.seed(), expiresAt);
        if (act.kind() == History.Kind.ADD_NOTE) {
          unit.addNote(note);
        } else {
          unit.putNote(note);
        }
        return new Answer("note " + note, "done");
      }
      case UPDATE, TRASH, REVIVE, DELETE, STALE -> {
        Row row = unit.find(type, recordId(chance, known)).orElse(null);
        return row == null
            ? new Answer("find " + type, "absent")
            : change(unit, type, row, act, chance);
      }
      default -> {
        return read(unit, organization, act);
      }
    }
  }

  private static Answer change(
      Transaction unit, Declaration<?> type, Row row, Act act, Chance chance) {
    Indexed before = Rows.indexed(type, row);
    Indexed after = Rows.next(type, row, chance.changes(type, 4));
    switch (act.kind()) {
      case TRASH -> unit.update(type, before, Rows.deleted(type, row));
      case REVIVE -> unit.update(type, before, Rows.revived(type, row));
      case STALE -> {
        Indexed stale = chance.oneIn(2) ? after : Rows.indexed(type, older(row));
        unit.update(type, stale, Rows.next(type, stale.row()));
      }
      case DELETE -> {
        if (type == VENUE) { // patrons are referred to
          unit.delete(type, before);
        }
      }
      default -> unit.update(type, before, after);
    }
    return new Answer(act + " " + row, "done");
  }

  private static Row older(Row row) {
    return new Row(
        row.id(),
        row.version() - 1,
        row.createdAt(),
        row.updatedAt(),
        row.deletedAt(),
        row.values(),
        row.custom());
  }

  private static UUID recordId(Chance chance, List<UUID> known) {
    return known.isEmpty() ? new UUID(9, 9) : chance.oneOf(known);
  }

  private List<UUID> present(Reads reads, int organization) {
    return reads.findAll(PATRON, patrons.get(organization)).stream().map(Row::id).sorted().toList();
  }

  private static LogEntry event(UUID organization, Chance chance, UUID recordId) {
    LogEntry made = Rows.event(organization, "venue", recordId, 1 + chance.random().nextInt(3));
    return new LogEntry(
        null,
        new UUID(chance.random().nextLong(), chance.random().nextLong()),
        organization,
        made.at(),
        made.actorKind(),
        "somebody",
        made.action(),
        made.type(),
        recordId,
        made.version(),
        made.changes(),
        made.metadata());
  }

  private Answer read(Reads reads, int organization, Act act) {
    Random random = new Random(act.seed());
    Declaration<?> type = random.nextInt(3) == 0 ? PATRON : VENUE;
    List<UUID> known = (type == VENUE ? venues : patrons).get(organization);
    Chance chance = new Chance(random, present(reads, organization));
    Selection selection = chance.selection(type);
    List<Measure> measures = chance.measures(type);
    List<String> keys = chance.keys(type, measures);
    String question = act + " " + type + " ";
    return switch (act.kind()) {
      case SELECT -> new Answer(question + selection, StorageBench.walk(reads, type, selection));
      case COUNT -> new Answer(question + selection, reads.count(type, selection, 5));
      case AGGREGATE ->
          new Answer(
              question + keys + measures + selection,
              new HashSet<>(reads.aggregate(type, selection, keys, measures)));
      case HISTORY ->
          new Answer(question, histories(reads, recordId(chance, venues.get(organization))));
      case NOTE ->
          new Answer(question, reads.note("kind", "key" + random.nextInt(4)).map(Note::value));
      default -> new Answer(question, reads.find(type, recordId(chance, known)));
    };
  }

  private static List<UUID> histories(Reads reads, UUID recordId) {
    List<UUID> ids = new ArrayList<>();
    List<LogEntry> page = reads.history("venue", recordId, null, 2);
    while (!page.isEmpty() && ids.size() < 1_000) {
      page.forEach(entry -> ids.add(entry.id()));
      page = reads.history("venue", recordId, ids.get(ids.size() - 1), 2);
    }
    return ids;
  }

  private static final class RolledBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
