package io.crmkit.record;

import java.util.UUID;

/**
 * A link to a record whose type is known at run time only. Written as {@code account:ID}.
 *
 * @param type name of the type, for example {@code account}
 * @param id identity of the record
 */
public record Ref(String type, UUID id) implements Comparable<Ref> {

  /** Links to a record of a known type. */
  public static Ref to(String type, Id<?> id) {
    return new Ref(type, id.value());
  }

  /**
   * Reads a link as written by {@link #toString()}.
   *
   * @throws ValueFormatException if {@code text} is not {@code type:ID}
   */
  public static Ref of(String text) {
    int colon = text.indexOf(':');
    UUID id = colon < 1 ? null : Id.parse(text.substring(colon + 1));
    if (id == null) {
      throw new ValueFormatException("INVALID_REFERENCE", "is not a reference like account:ID");
    }
    return new Ref(text.substring(0, colon), id);
  }

  @Override
  public int compareTo(Ref other) {
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : Id.compare(id, other.id);
  }

  @Override
  public String toString() {
    return type + ":" + id;
  }
}
