package io.crmkit.identity;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The name of a person. A full name alone is never taken apart.
 *
 * @param prefix title in front
 * @param first given name
 * @param middle further given names
 * @param last family name
 * @param suffix addition behind
 * @param full the whole name; joined from the parts unless it is given
 */
public record PersonName(
    @Nullable @Size(max = 30) String prefix,
    @Nullable @Size(max = 100) String first,
    @Nullable @Size(max = 100) String middle,
    @Nullable @Size(max = 100) String last,
    @Nullable @Size(max = 30) String suffix,
    @Nullable @Size(max = 250) String full) {

  /** Joins the parts where the whole is not given. */
  public PersonName {
    if (full == null || full.isBlank()) {
      String joined =
          java.util.stream.Stream.of(prefix, first, middle, last, suffix)
              .filter(part -> part != null && !part.isBlank())
              .map(part -> String.valueOf(part).strip())
              .collect(java.util.stream.Collectors.joining(" "));
      full = joined.isEmpty() ? null : joined;
    }
  }

  /** Returns a name of which the whole is known only. */
  public static PersonName of(String full) {
    return new PersonName(null, null, null, null, null, full);
  }
}
