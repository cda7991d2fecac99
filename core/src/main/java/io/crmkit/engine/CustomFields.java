package io.crmkit.engine;

import io.crmkit.error.FieldError;
import io.crmkit.record.Declaration;
import io.crmkit.record.Json;
import io.crmkit.record.Schema;
import io.crmkit.record.TextFormat;
import io.crmkit.record.ValueFormatException;
import io.crmkit.record.ValueType;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The organizations' own fields: their definitions, and reading and indexing their values.
 * Definitions are kept in memory for a short while. Thread-safe.
 */
final class CustomFields {
  private static final int TEXT = 1_000;

  /** What an index of every database takes, whatever the script. */
  private static final int FILTERABLE_TEXT = 600;

  private static final int LONG_TEXT = 20_000;
  private static final int DECIMALS = 6;

  private final @Nullable ReferenceData<Map<String, Map<String, CustomField>>> definitions;

  CustomFields(Schema schema) {
    definitions =
        schema.find("custom-field").isPresent() ? byType(schema.type(CustomField.class)) : null;
  }

  private static ReferenceData<Map<String, Map<String, CustomField>>> byType(
      Declaration<CustomField> declared) {
    return new ReferenceData<>(
        declared,
        rows -> {
          Map<String, Map<String, CustomField>> byType = new HashMap<>();
          for (Row row : rows) {
            CustomField field = declared.value(row.values());
            byType
                .computeIfAbsent(field.targetType(), key -> new TreeMap<>())
                .put(field.key(), field);
          }
          return byType;
        });
  }

  /** Returns the fields that an organization added to a type, by key. */
  Map<String, CustomField> of(UUID organization, Reads reads, Declaration<?> type) {
    return definitions == null || type.isPlatform()
        ? Map.of()
        : definitions.of(organization, reads).getOrDefault(type.name(), Map.of());
  }

  /** Forgets what is kept of an organization, if this depends on the changed row. */
  void forget(Declaration<?> changed, UUID organization) {
    if (definitions != null) {
      definitions.forget(changed, organization);
    }
  }

  /** Returns how values of a field are read, written and compared. */
  static ValueType<Object> valueType(CustomField field) {
    int length = field.isFilterable() ? FILTERABLE_TEXT : TEXT;
    return switch (field.kind()) {
      case TEXT, CHOICE -> ValueType.ofText(length, TextFormat.PLAIN);
      case LONG_TEXT -> ValueType.ofText(LONG_TEXT, TextFormat.PLAIN);
      case BOOLEAN -> ValueType.of(Boolean.class);
      case INTEGER -> ValueType.of(Long.class);
      case DECIMAL -> ValueType.ofDecimal(DECIMALS);
      case MONEY -> ValueType.of(io.crmkit.record.Money.class);
      case DATE -> ValueType.of(java.time.LocalDate.class);
      case INSTANT -> ValueType.of(java.time.Instant.class);
      case MULTI_CHOICE -> ValueType.ofList(ValueType.ofText(length, TextFormat.PLAIN), 200);
      case EMAIL -> ValueType.ofText(254, TextFormat.EMAIL);
      case PHONE -> ValueType.ofText(40, TextFormat.PHONE);
      case URL -> ValueType.ofText(length, TextFormat.URL);
      case REFERENCE -> ValueType.of(io.crmkit.record.Ref.class);
    };
  }

  /**
   * Returns the values of a row after a change, as JSON, or null if it has none. Reports every
   * unknown field, wrong value and missing required one; a row from before a field was required may
   * go on without it.
   *
   * @param given what the caller named, null to clear; null if nothing was
   * @param before the values before the change, or null
   */
  @Nullable String merge(
      Map<String, CustomField> defined,
      @Nullable Map<String, @Nullable Object> given,
      @Nullable String before,
      boolean isNew,
      List<FieldError> errors) {
    Map<String, Object> merged = new LinkedHashMap<>(EventCodec.customMap(before));
    if (given != null) {
      given.forEach((key, plain) -> merge(defined.get(key), key, plain, merged, errors));
    }
    for (CustomField field : defined.values()) {
      boolean isCleared = given != null && given.containsKey(field.key());
      boolean isMissing = field.isRequired() && !merged.containsKey(field.key());
      if (isMissing && (isNew || isCleared) && !isWrong(field, errors)) {
        errors.add(new FieldError("custom." + field.key(), "REQUIRED", "is required"));
      }
    }
    return merged.isEmpty() ? null : Json.write(new TreeMap<>(merged));
  }

  private static boolean isWrong(CustomField field, List<FieldError> errors) {
    return errors.stream().anyMatch(error -> error.field().equals("custom." + field.key()));
  }

  private static void merge(
      @Nullable CustomField field,
      String key,
      @Nullable Object plain,
      Map<String, Object> merged,
      List<FieldError> errors) {
    String path = "custom." + key;
    if (field == null) {
      errors.add(new FieldError(path, "UNKNOWN_FIELD", "is no field of this organization"));
      return;
    }
    try {
      Object value = plain == null ? null : normalized(field, plain);
      if (value == null) {
        merged.remove(key);
      } else {
        merged.put(key, valueType(field).toPlain(value));
      }
    } catch (ValueFormatException e) {
      errors.add(new FieldError(path, e.code(), e.getMessage()));
    }
  }

  private static @Nullable Object normalized(CustomField field, Object plain) {
    ValueType<Object> type = valueType(field);
    Object value = type.normalize(type.fromPlain(plain));
    boolean isChoice =
        field.kind() == CustomFieldKind.CHOICE || field.kind() == CustomFieldKind.MULTI_CHOICE;
    if (value != null && isChoice) {
      List<?> chosen = value instanceof List<?> list ? list : List.of(value);
      if (!field.options().containsAll(chosen)) {
        throw new ValueFormatException("UNKNOWN_CHOICE", "is none of " + field.options());
      }
    }
    return value;
  }

  /** Returns the entries by which filters find a row with these values. */
  static List<Indexed.Entry> entries(Map<String, CustomField> defined, @Nullable String custom) {
    if (custom == null || defined.isEmpty()) {
      return List.of();
    }
    List<Indexed.Entry> entries = new ArrayList<>();
    EventCodec.customMap(custom)
        .forEach(
            (key, plain) -> {
              CustomField field = defined.get(key);
              if (field != null && field.isFilterable()) {
                add(field, plain, entries);
              }
            });
    return entries;
  }

  private static void add(CustomField field, Object plain, List<Indexed.Entry> entries) {
    ValueType<Object> type = valueType(field);
    ValueType<Object> element = type.element();
    List<?> values = plain instanceof List<?> list ? list : List.of(plain);
    ValueType<Object> one = element == null ? type : element;
    for (Object each : values) {
      Object value = one.fromPlain(java.util.Objects.requireNonNull(each));
      entries.add(new Indexed.Entry("custom." + field.key(), one.comparable(value)));
    }
  }
}
