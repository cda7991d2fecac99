package io.crmkit.record;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one type. Every door (Java, HTTP, batch, import, sync) runs them, in this order:
 * {@link #normalize}, {@link #check}, {@link #beforeWrite}; {@link #afterCommit} once the change is
 * durable.
 *
 * <p>One instance serves all threads. Rules run inside the transaction: they must be quick, and
 * call nothing outside of the process. Time and other rows come from the {@link RuleContext} only.
 *
 * @param <T> the record type
 */
public interface RecordRules<T> {
  /** Returns the value in the form in which it is kept. Sees nothing but the value. */
  default T normalize(T value) {
    return value;
  }

  /** Reports what the fields are wrong about together, or beside other rows. */
  default void check(Change<T> change, RuleContext context, Faults faults) {}

  /**
   * Returns the value to be written, with the managed fields derived. May touch other rows. Not
   * called for a deletion's value; there the answer is ignored, other rows may still be touched.
   */
  default T beforeWrite(Change<T> change, RuleContext context) {
    return change.value();
  }

  /** Hears of a change that is committed. A failure here is logged and changes nothing. */
  default void afterCommit(Change<T> change) {}

  /** What a change does. */
  enum Kind {
    /** Makes a row. */
    CREATE,
    /** Changes a row. */
    UPDATE,
    /** Deletes a row, for good or softly. */
    DELETE,
    /** Brings a softly deleted row back. */
    RESTORE
  }

  /**
   * A change that is about to happen.
   *
   * @param <T> the record type
   * @param kind what it does
   * @param id the row
   * @param before the row as it was; null when it is made
   * @param value the value after the change; for a deletion the last one
   * @param action the named action that causes the change, or null for a plain verb
   * @param parts types of parts of this row that changed in the same transaction; the rules of a
   *     row run once more behind the changes of its parts, so that what is derived from them is
   *     derived once
   */
  record Change<T>(
      Kind kind,
      Id<T> id,
      @Nullable Stored<T> before,
      T value,
      @Nullable String action,
      Set<String> parts) {
    /** Copies the set. */
    public Change {
      parts = Set.copyOf(parts);
    }

    /** Returns this change towards another value. */
    public Change<T> to(T other) {
      return new Change<>(kind, id, before, other, action, parts);
    }
  }

  /** Collects what is wrong. */
  interface Faults {
    /** Reports a wrong field. */
    void add(String field, String code, String message);

    /** Returns whether something was reported. */
    boolean isEmpty();
  }
}
