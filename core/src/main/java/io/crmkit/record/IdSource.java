package io.crmkit.record;

import java.time.Instant;
import java.util.UUID;

/** Makes ids. Thread-safe. Injected, so that tests can foresee them. */
public interface IdSource {
  /**
   * Returns a new id. Ids made for the present rise; those made for the past sort by their instant.
   *
   * @param at the time that the id sorts by; an import that keeps the original time passes that
   */
  UUID next(Instant at);
}
