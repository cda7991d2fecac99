package io.crmkit;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;

/**
 * One actor in one organization: the only way in. Cheap to make, thread-safe.
 *
 * @since 0.1
 */
public final class Workspace {
  private final RecordSession session;

  Workspace(RecordSession session) {
    this.session = session;
  }

  /** Returns the records of a type, built-in or the embedder's own. */
  public <T> Records<T> records(Class<T> type) {
    return session.records(type);
  }

  /** Returns the session, of which an embedder builds services of its own. */
  public RecordSession session() {
    return session;
  }
}
