package io.crmkit.storage;

import io.crmkit.record.Aggregation;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads of one organization's rows (or of platform rows). No rights are judged here. */
public interface Reads {

  /** Returns a row, deleted or not. */
  Optional<Row> find(Declaration<?> type, UUID id);

  /** Returns those of these rows that exist, deleted or not, in any order. */
  List<Row> findAll(Declaration<?> type, Collection<UUID> ids);

  /** Returns the rows of a page. */
  Slice select(Declaration<?> type, Selection selection);

  /**
   * Returns the number of rows that meet the selection's condition and search; its order, position
   * and limit do not count.
   *
   * @param most where to stop counting
   */
  long count(Declaration<?> type, Selection selection, long most);

  /**
   * Returns one group for each value of the keys that occurs among the selected rows, in any order;
   * without keys one group of all rows, even where there are none. Keys and measures are of the
   * fields' own values: spans of time are grouped by the caller. {@code COUNT} of a field counts
   * the rows that have a value. {@code SUM} yields a {@link java.math.BigInteger} of storage units
   * for numbers and money; {@code MIN} and {@code MAX} yield values of the field's type; they yield
   * null where no row has one. {@code AVG} is never asked for. Where a field of money is measured
   * the caller names its currency as a key, by the path of the field followed by {@code .currency};
   * its value is the ISO 4217 code.
   */
  List<Aggregation.Group> aggregate(
      Declaration<?> type,
      Selection selection,
      List<String> keys,
      List<Aggregation.Measure> measures);

  /**
   * Returns the events of one record, newest first, complete at once, whether they have a position
   * or not.
   *
   * @param before the event to go on behind, or null to begin with the newest
   */
  List<LogEntry> history(String type, UUID recordId, @Nullable UUID before, int limit);

  /**
   * Returns living rows that have one of these values, in any order: what a rule against duplicates
   * asks before every write. Within a unit of work it may miss rows that the unit itself wrote.
   *
   * @param values fields of the type that have an index, each with values of its type
   * @param words whole words, see {@link Indexed#words()}
   * @param most rows to return at most
   */
  List<UUID> probe(
      Declaration<?> type,
      Map<Field, ? extends Collection<?>> values,
      Collection<String> words,
      int most);

  /** Returns a note that has not expired. */
  Optional<Note> note(String kind, String key);
}
