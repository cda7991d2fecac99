package io.crmkit.engine.transfer;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.engine.transfer.Resolver.Resolved;
import io.crmkit.error.CrmException;
import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.StaleVersionException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import io.crmkit.record.ValueFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one type within a transaction: makes a record of each, or changes the one found.
 */
final class RowWriter<T> {
  private final Declaration<T> type;
  private final @Nullable String key;
  private final Map<String, String> headings = new HashMap<>();
  private final References references;
  private final Resolver resolver;
  private final @Nullable Rehearsed rehearsed;

  RowWriter(
      Declaration<T> type,
      @Nullable String key,
      List<Slot> slots,
      References references,
      @Nullable Rehearsed rehearsed) {
    this.type = type;
    this.key = key;
    this.references = references;
    this.rehearsed = rehearsed;
    this.resolver = new Resolver(references, rehearsed);
    slots.forEach(slot -> headings.putIfAbsent(slot.target().path(), slot.heading()));
  }

  /** A record that rows of one key change. */
  private record Match<T>(Id<T> id, long version) {}

  /**
   * Writes rows.
   *
   * @param isLast whether no later row can make what is missing
   * @throws RowException because of one row; nothing is to be committed then
   */
  Tally write(RecordSession joined, List<ImportRow> rows, boolean isLast) {
    references.rolledBack();
    Tally tally = new Tally();
    Records<T> records = joined.records(type.javaType());
    Map<Object, Match<T>> matches = matches(records, rows);
    lookAhead(joined, rows);
    for (int i = 0; i < rows.size(); i++) {
      ImportRow row = rows.get(i);
      tally.read++;
      if (row.raw.isBlank()) {
        tally.skipped++;
      } else if (row.raw.fault() != null) {
        tally.reject(row, row.faults);
      } else {
        try {
          write(joined, records, row, matches, isLast, tally);
        } catch (RowException e) {
          throw e.at(i);
        } catch (UnavailableException | StaleVersionException e) {
          throw e;
        } catch (CrmException e) {
          throw new RowException(e, headings).at(i);
        }
      }
    }
    return tally;
  }

  private void lookAhead(RecordSession joined, List<ImportRow> rows) {
    List<Map<String, ?>> good = new ArrayList<>();
    for (ImportRow row : rows) {
      if (row.faults.isEmpty() && !row.raw.isBlank()) {
        good.add(row.plain);
      }
    }
    joined.lookAhead(Map.of(type, good));
  }

  private Map<Object, Match<T>> matches(Records<T> records, List<ImportRow> rows) {
    Map<Object, Match<T>> matches = new HashMap<>();
    String path = key;
    if (path == null || path.equals("id")) {
      return matches;
    }
    Field field = type.field(path);
    List<Object> values = new ArrayList<>();
    for (ImportRow row : rows) {
      Object value = row.faults.isEmpty() ? keyValue(field, row.plain) : null;
      if (value != null) {
        values.add(value);
      }
    }
    for (Stored<T> stored : records.findByKey(path, values)) {
      Object value = type.values(stored.value())[field.index()];
      if (value != null) {
        matches.putIfAbsent(value, new Match<>(stored.id(), stored.version()));
      }
    }
    return matches;
  }

  private static @Nullable Object keyValue(Field field, Map<String, @Nullable Object> plain) {
    Object value = ImportRow.get(plain, field.path());
    try {
      return value == null ? null : field.type().normalize(field.type().fromPlain(value));
    } catch (ValueFormatException e) {
      return null; // told when the row is written
    }
  }

  private void write(
      RecordSession joined,
      Records<T> records,
      ImportRow row,
      Map<Object, Match<T>> matches,
      boolean isLast,
      Tally tally) {
    Resolved resolved = resolver.resolve(joined, row, isLast);
    if (resolved.isDeferred) {
      tally.deferred.add(row);
      return;
    }
    List<Fault> faults = new ArrayList<>(row.faults);
    resolved.faults.stream().filter(fault -> !faults.contains(fault)).forEach(faults::add);
    if (!faults.isEmpty()) {
      faults.addAll(furtherFaults(records, resolved.plain, faults));
      tally.reject(row, faults);
      return;
    }
    Object value =
        key == null || key.equals("id") ? null : keyValue(type.field(key), resolved.plain);
    Match<T> match = match(row, value, matches);
    if (match != null) {
      update(records, match, resolved, tally);
    } else {
      create(records, row, resolved, value, matches, tally);
    }
  }

  /** Lists what else is wrong with a row that is refused already. */
  private List<Fault> furtherFaults(
      Records<T> records, Map<String, @Nullable Object> plain, List<Fault> known) {
    List<Fault> faults = new ArrayList<>();
    if (key == null) {
      List<FieldError> errors = records.check(ImportRow.withoutNulls(type, plain));
      if (!errors.isEmpty()) {
        faults.addAll(RowException.faults(new InvalidValueException(errors), headings));
        faults.removeIf(
            fault ->
                known.stream()
                    .anyMatch(
                        each -> each.column() != null && each.column().equals(fault.column())));
      }
    }
    return faults;
  }

  private @Nullable Match<T> match(
      ImportRow row, @Nullable Object value, Map<Object, Match<T>> matches) {
    if (key == null) {
      return null;
    }
    if (key.equals("id")) {
      if (row.recordId == null) {
        return null;
      }
      try {
        return new Match<>(Id.of(row.recordId), -1);
      } catch (ValueFormatException e) {
        throw InvalidValueException.of("id", e.code(), String.valueOf(e.getMessage()));
      }
    }
    if (value == null) {
      throw InvalidValueException.of(key, "REQUIRED", "is the key of the import");
    }
    return matches.get(value);
  }

  private void update(Records<T> records, Match<T> match, Resolved resolved, Tally tally) {
    long before = match.version() < 0 ? records.get(match.id()).version() : match.version();
    Stored<T> stored = records.updatePlain(match.id(), null, resolved.plain);
    if (stored.version() == before && before > 0) {
      tally.skipped++;
    } else {
      tally.updated++;
    }
    told(stored, tally);
  }

  private void create(
      Records<T> records,
      ImportRow row,
      Resolved resolved,
      @Nullable Object value,
      Map<Object, Match<T>> matches,
      Tally tally) {
    Map<String, @Nullable Object> plain = ImportRow.withoutNulls(type, resolved.plain);
    if (rehearsed != null) {
      String taken = rehearsed.taken(plain);
      if (taken != null && taken.equals(key)) {
        tally.updated++;
        return;
      }
      if (taken != null) {
        throw InvalidValueException.of(taken, "UNIQUE_VALUE", "is taken by an earlier row");
      }
    }
    if (resolved.isUnwritable) {
      tally.created++;
      return;
    }
    Stored<T> stored = records.createPlain(plain, row.createdAt);
    tally.created++;
    if (value != null) {
      matches.put(value, new Match<>(stored.id(), 0));
    }
    told(stored, tally);
  }

  private void told(Stored<T> stored, Tally tally) {
    tally.warnings += stored.warnings().isEmpty() ? 0 : 1;
    references.learnOwn(type, stored);
  }

  /** Finds what is wrong with rows as far as that can be told without a transaction. */
  void check(RecordSession session, List<ImportRow> rows) {
    Records<T> records = session.records(type.javaType());
    for (ImportRow row : rows) {
      if (key == null && row.faults.isEmpty() && !row.raw.isBlank()) {
        List<FieldError> errors =
            new ArrayList<>(records.check(ImportRow.withoutNulls(type, row.plain)));
        errors.removeIf(
            error ->
                row.mentions.stream()
                    .anyMatch(mention -> mention.slot().target().path().equals(error.field())));
        if (!errors.isEmpty()) {
          row.faults.addAll(RowException.faults(new InvalidValueException(errors), headings));
        }
      }
    }
  }

  List<Fault> faults(CrmException e) {
    return RowException.faults(e, headings);
  }
}
