package io.crmkit.server;

import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Id;
import io.crmkit.record.ValueFormatException;
import io.crmkit.record.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what an action is asked with, and reports everything that is wrong about it at once. */
final class ActionBody {
  private static final int LONGEST_TEXT = 5_000;

  /** Stands for what is missing until {@link #done} tells so. */
  private static final UUID NOTHING = new UUID(0, 0);

  private final Map<String, @Nullable Object> plain;
  private final List<FieldError> errors = new ArrayList<>();

  ActionBody(Map<String, @Nullable Object> plain, Set<String> known) {
    this.plain = plain;
    for (String key : plain.keySet()) {
      if (!known.contains(key)) {
        errors.add(new FieldError(key, "UNKNOWN_FIELD", "is no part of this call"));
      }
    }
  }

  @Nullable String text(String key) {
    return (String) value(key, ValueType.ofText(LONGEST_TEXT, io.crmkit.record.TextFormat.PLAIN));
  }

  /** Returns a text that must be there. */
  String requiredText(String key) {
    String text = text(key);
    if (text == null && errors.stream().noneMatch(error -> error.field().equals(key))) {
      errors.add(new FieldError(key, "REQUIRED", "is required"));
    }
    return text == null ? "" : text;
  }

  <T> @Nullable Id<T> id(String key, Class<T> type) {
    Object value = value(key, ValueType.of(Id.class));
    return value == null ? null : ((Id<?>) value).as(type);
  }

  boolean flag(String key, boolean usual) {
    Object value = value(key, ValueType.of(Boolean.class));
    return value == null ? usual : (Boolean) value;
  }

  <V> @Nullable V value(String key, Class<V> type) {
    return type.cast(value(key, ValueType.of(type)));
  }

  /** Returns an id that must be there. */
  <T> Id<T> requiredId(String key, Class<T> type) {
    Id<T> id = id(key, type);
    if (id == null && plain.get(key) == null) {
      errors.add(new FieldError(key, "REQUIRED", "is required"));
    }
    return id == null ? new Id<>(NOTHING) : id;
  }

  /** Returns a part that must be there. */
  <V> V required(String key, Class<V> type, V instead) {
    V value = value(key, type);
    if (value == null && plain.get(key) == null) {
      errors.add(new FieldError(key, "REQUIRED", "is required"));
    }
    return value == null ? instead : value;
  }

  private @Nullable Object value(String key, ValueType<Object> type) {
    Object given = plain.get(key);
    if (given == null) {
      return null;
    }
    try {
      return type.normalize(type.fromPlain(given));
    } catch (ValueFormatException e) {
      errors.add(new FieldError(key, e.code(), e.getMessage()));
      return null;
    }
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidValueException if something is wrong
   */
  void done() {
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
  }
}
