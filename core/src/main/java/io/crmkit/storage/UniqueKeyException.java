package io.crmkit.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a unique value is taken. The engine turns it into a conflict that names the other
 * row.
 */
public final class UniqueKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final transient List<String> fields;

  /**
   * Reports the taken value.
   *
   * @param type name of the record type, or the kind of a note
   * @param fields paths of the fields that are unique together; empty if they are not known
   * @param cause what the database said, or null
   */
  public UniqueKeyException(String type, List<String> fields, @Nullable Throwable cause) {
    super("a value of " + type + fields + " is taken", cause);
    this.type = type;
    this.fields = List.copyOf(fields);
  }

  /** Returns the name of the record type, or the kind of the note. */
  public String type() {
    return type;
  }

  /** Returns the paths of the fields that are unique together. */
  public List<String> fields() {
    return fields;
  }
}
