package io.crmkit.storage.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement and its arguments, in the making. */
final class Sql {
  /** The whole text, as long as nothing was added to it. */
  private String fixed = "";

  private @Nullable StringBuilder text;
  private final List<@Nullable Object> values = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();

  Sql() {}

  Sql(String text) {
    this.fixed = text;
  }

  private StringBuilder builder() {
    StringBuilder builder = text;
    if (builder == null) {
      builder = new StringBuilder(Math.max(200, fixed.length() * 2)).append(fixed);
      text = builder;
    }
    return builder;
  }

  Sql add(String part) {
    builder().append(part);
    return this;
  }

  Sql add(Sql other) {
    builder().append(other.text());
    values.addAll(other.values);
    kinds.addAll(other.kinds);
    return this;
  }

  /** Adds LIMIT by its number, as a plan for any limit would be one for many rows. */
  Sql limit(long rows) {
    return add(" LIMIT ").add(Long.toString(rows));
  }

  /** Adds a question mark for a value. */
  Sql arg(Object value) {
    builder().append('?');
    return with(value);
  }

  /** Adds the value of a question mark that stands in the text already. */
  Sql with(Object value) {
    return with(value, Kind.of(value));
  }

  /** Adds the value, perhaps null, of a question mark that stands in the text already. */
  Sql with(@Nullable Object value, Kind kind) {
    values.add(value);
    kinds.add(kind);
    return this;
  }

  boolean isEmpty() {
    return fixed.isEmpty() && text == null;
  }

  String text() {
    return text == null ? fixed : text.toString();
  }

  void bind(Dialect dialect, PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      dialect.bind(statement, i + 1, values.get(i), kinds.get(i));
    }
  }

  @Override
  public String toString() {
    return text();
  }
}
