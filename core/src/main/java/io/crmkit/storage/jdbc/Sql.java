package io.crmkit.storage.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement and its arguments, in the making. */
final class Sql {
  private final StringBuilder text = new StringBuilder(200);
  private final List<@Nullable Object> values = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();

  Sql() {}

  Sql(String text) {
    this.text.append(text);
  }

  Sql add(String part) {
    text.append(part);
    return this;
  }

  Sql add(Sql other) {
    text.append(other.text);
    values.addAll(other.values);
    kinds.addAll(other.kinds);
    return this;
  }

  /** Adds a question mark for a value. */
  Sql arg(Object value) {
    text.append('?');
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

  /** Forgets the values, so that the next row of a batch can be given. */
  Sql clear() {
    values.clear();
    kinds.clear();
    return this;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  String text() {
    return text.toString();
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
