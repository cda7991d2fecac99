package io.crmkit.engine;

import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;

/**
 * Tells before a call is made whether its actor may make it, so that a door can refuse it before it
 * reads any body. The call itself judges again.
 *
 * @param <T> the record type
 */
public final class AccessCheck<T> {
  private final RecordSession session;
  private final Declaration<T> type;
  private final Records<T> records;

  /** Judges calls on the records of a type. */
  public AccessCheck(RecordSession session, Declaration<T> type) {
    this.session = session;
    this.type = type;
    this.records = session.records(type.javaType());
  }

  /**
   * Checks that the actor may do the action to any record.
   *
   * @throws NotPermittedException otherwise
   */
  public void may(String action) {
    if (!isGranted(action)) {
      throw new NotPermittedException(type.name() + ":" + action);
    }
  }

  private boolean isGranted(String action) {
    return session.engine().scopes().isGranted(session.actor(), type, action);
  }

  /**
   * Returns a living record; to who may read none of them it is not there either.
   *
   * @throws NotFoundException if there is none that the actor may read
   */
  public Stored<T> get(Id<T> id) {
    if (!isGranted("read")) {
      throw new NotFoundException(type.name(), id);
    }
    return records.get(id);
  }

  /**
   * Checks that there is a record that the actor may read, and do the action to.
   *
   * @param isDeleted whether a deleted record counts
   * @return its version
   * @throws NotFoundException if there is none that the actor may read
   * @throws NotPermittedException if it may not do this to it
   */
  public long may(String action, Id<T> id, boolean isDeleted) {
    Reads reads = session.reads();
    Row row = reads.find(type, id.value()).orElse(null);
    if (row == null
        || (row.isDeleted() && !isDeleted)
        || !isGranted("read")
        || !records.isInScope(reads, row, "read")) {
      throw new NotFoundException(type.name(), id);
    }
    if (!action.equals("read") && !(isGranted(action) && records.isInScope(reads, row, action))) {
      throw new NotPermittedException(type.name() + ":" + action);
    }
    return row.version();
  }
}
