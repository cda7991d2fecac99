package io.crmkit.storage.jdbc;

import io.crmkit.record.ValueType;
import java.util.UUID;

/** What a column holds. */
enum Kind {
  TEXT,
  INTEGER,
  SMALL,
  BOOLEAN,
  ID,
  BYTES,
  /** A number that the database gives, rising. */
  SERIAL,
  /** 1 while the row lives, else null; made by the database. */
  LIVE,
  /** An argument of many values. */
  ARRAY;

  static Kind of(ValueType.Form form) {
    return switch (form) {
      case TEXT -> TEXT;
      case INTEGER -> INTEGER;
      case BOOLEAN -> BOOLEAN;
      case ID -> ID;
    };
  }

  static Kind of(Object value) {
    if (value instanceof String) {
      return TEXT;
    }
    if (value instanceof Boolean) {
      return BOOLEAN;
    }
    if (value instanceof UUID) {
      return ID;
    }
    if (value instanceof byte[]) {
      return BYTES;
    }
    return value instanceof Object[] ? ARRAY : INTEGER;
  }
}
