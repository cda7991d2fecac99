package io.crmkit.storage.jdbc;

import java.time.Clock;
import java.util.UUID;

/** What all operations share once the types are known. */
record Kernel(Dialect dialect, Tables tables, Events events, Notes notes, Flush flush) {
  /** Stands for the organization where there is none. */
  static final UUID PLATFORM = new UUID(0, 0);

  static Kernel of(Dialect dialect, Tables tables, Clock clock) {
    return new Kernel(
        dialect, tables, new Events(dialect), new Notes(dialect, clock), dialect.flush());
  }
}
