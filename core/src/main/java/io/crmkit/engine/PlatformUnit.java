package io.crmkit.engine;

import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A transaction on rows that stand outside of any organization and that the product keeps for
 * itself, such as its queues: no rights are judged, no rules run, no event is written. Used by one
 * thread.
 */
public interface PlatformUnit extends PlatformReads {
  /** Returns the time of the transaction. */
  Instant now();

  /**
   * Returns the rows of the query's first page that no other transaction holds, and keeps others
   * from changing them until this one ends. Transactions that ask at the same time get other rows.
   */
  <T> List<Stored<T>> claim(Class<T> type, Query query);

  /** Returns those of these rows that exist, and keeps others from changing them. */
  <T> List<Stored<T>> lock(Class<T> type, Collection<Id<T>> ids);

  /** Makes other transactions wait that lock one of the same names, until this one ends. */
  void lockNames(Collection<String> names);

  /**
   * Adds a row, unless one of its unique values is taken; then nothing is returned.
   *
   * @throws io.crmkit.error.InvalidValueException if a field has no valid value
   */
  <T> Optional<Stored<T>> post(Class<T> type, T value);

  /**
   * Overwrites a row; nothing is validated.
   *
   * @throws io.crmkit.error.StaleVersionException if it changed since it was read
   */
  <T> Stored<T> update(Class<T> type, Stored<T> read, T value);

  /** Overwrites rows as {@link #update} does, together. */
  <T> List<Stored<T>> updateAll(Class<T> type, Map<Stored<T>, T> values);

  /**
   * Removes a row for good.
   *
   * @throws io.crmkit.error.StaleVersionException if it changed since it was read
   */
  <T> void delete(Class<T> type, Stored<T> read);
}
