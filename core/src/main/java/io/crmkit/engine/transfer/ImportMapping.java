package io.crmkit.engine.transfer;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Json;
import io.crmkit.record.Money;
import io.crmkit.record.ValueFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a file become fields. What it does not name is guessed from the headings.
 * Immutable. In JSON:
 *
 * <pre>{@code
 * {"columns": {"deal_stage": {"field": "stage", "values": {"Won": "Closed Won"}},
 *              "product": {"field": "productId", "by": "name", "onMissing": "error"},
 *              "close_value": {"field": "amount", "currency": "USD"}},
 *  "constants": {"pipeline": "Sales"}, "ignore": ["x"], "nulls": ["", "Select"],
 *  "dates": "d/M/yyyy HH:mm", "locale": "en-US", "skipLines": 0}
 * }</pre>
 *
 * @param columns by heading; a heading that repeats is {@code Name}, {@code Name (2)}, …
 * @param constants fields that have one value in all rows, by path, as a cell would spell it
 * @param ignore headings to leave out
 * @param nulls texts that stand for no value; the empty text always does
 * @param dates patterns of days and times, tried in order before ISO 8601
 * @param locale whose numbers and names of months the file has, or null for plain numbers
 * @param skipLines lines before the headings, or null to guess
 */
public record ImportMapping(
    Map<String, Column> columns,
    Map<String, Object> constants,
    Set<String> ignore,
    Set<String> nulls,
    List<String> dates,
    @Nullable Locale locale,
    @Nullable Integer skipLines) {
  /** Guesses everything. */
  public static final ImportMapping GUESSED =
      new ImportMapping(Map.of(), Map.of(), Set.of(), Set.of(), List.of(), null, null);

  /** What to do with a reference that finds no record. */
  public enum OnMissing {
    /** The row is refused. */
    ERROR,
    /** The record is made, with nothing but this key. */
    CREATE,
    /** The field stays empty. */
    BLANK
  }

  /**
   * How one column becomes a field.
   *
   * @param field path, for example {@code address.city} or {@code custom.size}
   * @param by field of the record referred to that the cells spell, {@code id}, or null for the one
   *     that people call it by
   * @param values what cells stand for, by their text
   * @param onMissing what to do with a reference that finds no record
   * @param currency currency of amounts that name none, or null for the organization's
   */
  public record Column(
      String field,
      @Nullable String by,
      Map<String, String> values,
      OnMissing onMissing,
      @Nullable String currency) {
    /** Copies the map. */
    public Column {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Maps a column to a field, with nothing special about it. */
    public static Column of(String field) {
      return new Column(field, null, Map.of(), OnMissing.ERROR, null);
    }
  }

  /** Copies the collections. */
  public ImportMapping {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    ignore = Collections.unmodifiableSet(new LinkedHashSet<>(ignore));
    nulls = Collections.unmodifiableSet(new LinkedHashSet<>(nulls));
    dates = List.copyOf(dates);
  }

  /**
   * Reads the JSON form.
   *
   * @throws InvalidRequestException with code {@code INVALID_MAPPING}, naming what is wrong
   */
  public static ImportMapping of(String json) {
    try {
      return ofPlain(Json.read(json));
    } catch (ValueFormatException e) {
      throw invalid("mapping", e.getMessage());
    }
  }

  /** Reads the plain form, as JSON has it. */
  public static ImportMapping ofPlain(@Nullable Object plain) {
    Map<String, Object> parts = map("mapping", plain);
    Map<String, Column> columns = new LinkedHashMap<>();
    map("columns", parts.remove("columns"))
        .forEach((heading, column) -> columns.put(heading.strip(), column(heading, column)));
    Map<String, Object> constants = map("constants", parts.remove("constants"));
    Set<String> ignore = new LinkedHashSet<>(texts("ignore", parts.remove("ignore")));
    Set<String> nulls = new LinkedHashSet<>(texts("nulls", parts.remove("nulls")));
    List<String> dates = texts("dates", parts.remove("dates"));
    Locale locale = locale(parts.remove("locale"));
    Integer skipLines = skipLines(parts.remove("skipLines"));
    RunDetails.NAMES.forEach(parts::remove);
    if (!parts.isEmpty()) {
      throw invalid("mapping", "knows no " + String.join(", ", parts.keySet()));
    }
    return new ImportMapping(columns, constants, ignore, nulls, dates, locale, skipLines);
  }

  private static Column column(String heading, Object plain) {
    String where = "columns." + heading;
    if (plain instanceof String field) {
      return Column.of(field);
    }
    Map<String, Object> parts = map(where, plain);
    String field = text(where + ".field", parts.remove("field"));
    String by = text(where + ".by", parts.remove("by"));
    String onMissing = text(where + ".onMissing", parts.remove("onMissing"));
    String currency = text(where + ".currency", parts.remove("currency"));
    Map<String, String> values = new LinkedHashMap<>();
    map(where + ".values", parts.remove("values"))
        .forEach((cell, value) -> values.put(cell.strip(), String.valueOf(value)));
    if (field == null || !parts.isEmpty()) {
      throw invalid(
          where,
          field == null ? "names no field" : "knows no " + String.join(", ", parts.keySet()));
    }
    return new Column(field, by, values, onMissing(where, onMissing), currency(where, currency));
  }

  private static OnMissing onMissing(String where, @Nullable String text) {
    try {
      return text == null ? OnMissing.ERROR : OnMissing.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw invalid(where + ".onMissing", "is neither error nor create nor blank");
    }
  }

  private static @Nullable String currency(String where, @Nullable String code) {
    try {
      return code == null ? null : Money.currency(code).getCurrencyCode();
    } catch (ValueFormatException e) {
      throw invalid(where + ".currency", e.getMessage());
    }
  }

  private static @Nullable Locale locale(@Nullable Object plain) {
    String tag = text("locale", plain);
    if (tag == null) {
      return null;
    }
    Locale locale = Locale.forLanguageTag(tag.replace('_', '-'));
    if (locale.getLanguage().isEmpty()) {
      throw invalid("locale", "is not a language tag like fr or en-US");
    }
    return locale;
  }

  private static @Nullable Integer skipLines(@Nullable Object plain) {
    if (plain == null) {
      return null;
    }
    if (plain instanceof Number lines && lines.longValue() >= 0 && lines.longValue() <= 10_000) {
      return lines.intValue();
    }
    throw invalid("skipLines", "is not a number of lines");
  }

  private static Map<String, Object> map(String where, @Nullable Object plain) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (plain instanceof Map<?, ?> given) {
      given.forEach(
          (key, value) -> {
            if (value != null) {
              map.put(String.valueOf(key), value);
            }
          });
    } else if (plain != null) {
      throw invalid(where, "must be an object");
    }
    return map;
  }

  private static List<String> texts(String where, @Nullable Object plain) {
    List<String> texts = new ArrayList<>();
    if (plain instanceof List<?> list) {
      list.forEach(each -> texts.add(String.valueOf(each).strip()));
    } else if (plain != null) {
      texts.add(String.valueOf(text(where, plain)));
    }
    return texts;
  }

  private static @Nullable String text(String where, @Nullable Object plain) {
    if (plain == null || plain instanceof String) {
      return (String) plain;
    }
    throw invalid(where, "must be text");
  }

  private static InvalidRequestException invalid(String where, String message) {
    return InvalidRequestException.parameter("INVALID_MAPPING", where, message);
  }

  /** Returns the plain form, which {@link #ofPlain} reads. */
  public Map<String, Object> toPlain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    Map<String, Object> shown = new LinkedHashMap<>();
    columns.forEach((heading, column) -> shown.put(heading, plain(column)));
    plain.put("columns", shown);
    plain.put("constants", constants);
    plain.put("ignore", List.copyOf(ignore));
    plain.put("nulls", List.copyOf(nulls));
    plain.put("dates", dates);
    if (locale != null) {
      plain.put("locale", locale.toLanguageTag());
    }
    if (skipLines != null) {
      plain.put("skipLines", (long) skipLines);
    }
    return plain;
  }

  private static Map<String, Object> plain(Column column) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("field", column.field());
    if (column.by() != null) {
      plain.put("by", column.by());
    }
    if (!column.values().isEmpty()) {
      plain.put("values", column.values());
    }
    if (column.onMissing() != OnMissing.ERROR) {
      plain.put("onMissing", column.onMissing().name().toLowerCase(Locale.ROOT));
    }
    if (column.currency() != null) {
      plain.put("currency", column.currency());
    }
    return plain;
  }
}
