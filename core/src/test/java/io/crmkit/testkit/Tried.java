package io.crmkit.testkit;

import io.crmkit.error.CrmException;
import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt to write a record.
 *
 * @param record the record as it is now, in plain form; null where it was refused
 * @param refusals what was refused, each as {@code CODE} or {@code CODE field}
 */
public record Tried(@Nullable Map<String, Object> record, List<String> refusals) {
  /** Tells of a record that was written. */
  public static Tried written(Map<String, Object> record) {
    return new Tried(record, List.of());
  }

  /** Tells of a refusal. */
  public static Tried refused(CrmException e) {
    Stream<String> fields =
        e instanceof InvalidValueException invalid
            ? invalid.errors().stream().map(Tried::refusal)
            : Stream.of();
    return new Tried(null, Stream.concat(Stream.of(e.code()), fields).toList());
  }

  /** Spells the refusal of a field; a row of a batch names itself in front of it. */
  public static String refusal(FieldError error) {
    return refusal(error.code(), error.field());
  }

  /** Spells the refusal of a field; a row of a batch names itself in front of it. */
  public static String refusal(String code, @Nullable String field) {
    return field == null ? code : code + " " + field.replaceFirst("^rows\\[\\d+]\\.", "");
  }
}
