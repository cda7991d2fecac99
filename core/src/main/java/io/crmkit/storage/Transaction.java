package io.crmkit.storage;

import io.crmkit.record.Declaration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * One organization's unit of work: all of it is committed, or none. Reads see the writes made
 * before them. Used by one thread.
 */
public interface Transaction extends Reads {

  /**
   * Keeps other units from changing these rows until this one ends, and makes later reads of them
   * here see their newest state. Ids that do not exist are passed over.
   */
  void lock(Declaration<?> type, Collection<UUID> ids);

  /**
   * Makes other units of the organization wait that lock one of the same names, until this one
   * ends. Nothing is kept of it.
   */
  void lockNames(Collection<String> names);

  /**
   * Adds rows. Organizations may have rows of the same id.
   *
   * @throws UniqueKeyException if the id or a unique value is taken, at the latest when the unit
   *     commits
   * @throws io.crmkit.error.ConflictException with the code {@code REFERENCE_BROKEN} if a field
   *     that refers to one type points to no stored row, at the latest when the unit commits
   */
  void insert(Declaration<?> type, List<Indexed> rows);

  /**
   * Adds a row of a platform type, such as a job, to be committed with this unit, of whatever
   * organization; unless one of its unique values is taken by a living row. It is found by its
   * columns only.
   *
   * @return whether it was added
   * @throws io.crmkit.error.ConflictException as for {@link #insert}
   */
  boolean post(Declaration<?> type, Row row);

  /**
   * Returns the rows of a page that no other unit holds, and keeps other units from changing them
   * until this one ends. Others that ask at the same time get other rows.
   */
  List<Row> claim(Declaration<?> type, Selection selection);

  /**
   * Overwrites a row. The new version is given in {@code after}; a soft deletion is an update that
   * sets {@code deletedAt}.
   *
   * @throws io.crmkit.error.StaleVersionException if the stored version is not that of {@code
   *     before}
   * @throws UniqueKeyException if a unique value is taken, at the latest when the unit commits
   * @throws io.crmkit.error.ConflictException as for {@link #insert}
   */
  void update(Declaration<?> type, Indexed before, Indexed after);

  /**
   * Overwrites rows as {@link #update} does, each of {@code before} by what stands at its place in
   * {@code after}. Made for storages that send many at once; by default one goes after the other.
   */
  default void updateAll(Declaration<?> type, List<Indexed> before, List<Indexed> after) {
    for (int i = 0; i < before.size(); i++) {
      update(type, before.get(i), after.get(i));
    }
  }

  /**
   * Removes a row for good.
   *
   * @throws io.crmkit.error.StaleVersionException if the stored version is not that of {@code row}
   * @throws io.crmkit.error.ConflictException with the code {@code REFERENCE_BROKEN} if a field
   *     that refers to one type still points to it, at the latest when the unit commits
   */
  void delete(Declaration<?> type, Indexed row);

  /** Appends events to the log. They get their positions at or after the commit. */
  void append(List<LogEntry> events);

  /**
   * Keeps a note.
   *
   * @throws UniqueKeyException if there is a living one of this kind and key
   */
  void addNote(Note note);

  /** Replaces or adds a note. */
  void putNote(Note note);
}
