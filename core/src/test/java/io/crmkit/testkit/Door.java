package io.crmkit.testkit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way by which a caller makes or changes a record. No rule may miss one of them. */
public interface Door {
  /** Returns the name under which a failing test tells of it. */
  String name();

  /** What becomes of a managed field that a caller gives. */
  enum Managed {
    /** The row is refused. */
    REFUSED,
    /** The field is passed over. */
    IGNORED,
    /** The field is written. */
    WRITTEN
  }

  /** Returns whether a refusal is among these, as this door words it. */
  default boolean refuses(String wanted, List<String> refusals) {
    return refusals.contains(wanted);
  }

  /** Returns what becomes of a managed field here. */
  Managed managed();

  /**
   * Makes a record.
   *
   * @param fields in plain form
   * @return what came of it, or null where the door cannot say this: a type of the language cannot
   *     hold it, or there is no key
   */
  @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields);

  /**
   * Changes a record.
   *
   * @param changes in plain form, null to clear
   * @return what came of it, or null where the door cannot say this
   */
  @Nullable Tried update(RuleWorld world, String type, String id, Map<String, Object> changes);
}
