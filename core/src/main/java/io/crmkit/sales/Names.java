package io.crmkit.sales;

import io.crmkit.identity.PersonName;
import org.jspecify.annotations.Nullable;

/** Lets a whole name that was joined from its parts follow them when they change. */
final class Names {
  private Names() {}

  /** Returns the name to be kept, where {@code before} was. */
  static @Nullable PersonName following(@Nullable PersonName before, @Nullable PersonName now) {
    if (before == null || now == null || before.full() == null) {
      return now;
    }
    boolean wasJoined = before.full().equals(joined(before));
    boolean isKept = before.full().equals(now.full());
    String joined = joined(now);
    return wasJoined && isKept && joined != null && !joined.equals(now.full())
        ? new PersonName(now.prefix(), now.first(), now.middle(), now.last(), now.suffix(), joined)
        : now;
  }

  private static @Nullable String joined(PersonName name) {
    return new PersonName(
            name.prefix(), name.first(), name.middle(), name.last(), name.suffix(), null)
        .full();
  }
}
