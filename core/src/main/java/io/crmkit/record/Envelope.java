package io.crmkit.record;

import java.util.List;
import java.util.Set;

/** The fields that every record has beside its own. */
public final class Envelope {
  /** Identity. */
  public static final Field ID = field("id", ValueTypes.ID);

  /** Version, from 1 on. */
  public static final Field VERSION = field("version", ValueTypes.LONG);

  /** When the record was made. */
  public static final Field CREATED_AT = field("createdAt", ValueTypes.INSTANT);

  /** When the record was last changed. */
  public static final Field UPDATED_AT = field("updatedAt", ValueTypes.INSTANT);

  /** When the record was deleted; null while it lives. */
  public static final Field DELETED_AT = field("deletedAt", ValueTypes.INSTANT);

  /** All of them, in the order of JSON. */
  public static final List<Field> FIELDS = List.of(ID, VERSION, CREATED_AT, UPDATED_AT, DELETED_AT);

  /** Names that no component may have. */
  static final Set<String> RESERVED =
      Set.of(
          "id",
          "organizationId",
          "version",
          "createdAt",
          "updatedAt",
          "deletedAt",
          "custom",
          "hidden",
          "warnings",
          "value",
          "q",
          "sort",
          "limit",
          "cursor",
          "fields",
          "count",
          "where",
          "deleted");

  private Envelope() {}

  @SuppressWarnings("unchecked")
  private static Field field(String path, ValueType<?> type) {
    Set<Field.Mark> marks =
        path.equals("id") || path.equals("createdAt") ? Set.of(Field.Mark.INDEXED) : Set.of();
    return new Field(
        path, -1, -1, (ValueType<Object>) type, marks, Set.of(), null, null, PrivacyPolicy.KEEP);
  }
}
