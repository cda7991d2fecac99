package io.crmkit.record;

import java.util.List;
import java.util.UUID;

/**
 * Something that a write met and that does not forbid it.
 *
 * @param code fixed UPPER_SNAKE word, for example {@code DUPLICATE}
 * @param ids the records concerned, as far as the actor may read them
 */
public record Warning(String code, List<UUID> ids) {
  /** Copies the list. */
  public Warning {
    ids = List.copyOf(ids);
  }
}
