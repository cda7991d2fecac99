package io.crmkit.storage;

import java.util.List;
import java.util.SortedSet;

/**
 * A row and what it is found by besides its columns.
 *
 * @param row the row
 * @param words words of the searchable fields, folded; those that begin with {@link #MATCH} are
 *     keys of {@link Reads#probe} and never searched for
 * @param entries values of lists and filterable custom fields
 */
public record Indexed(Row row, SortedSet<String> words, List<Entry> entries) {
  /** What a match key begins with. */
  public static final char MATCH = '~';

  /**
   * A value that filters find a row by: an element of an indexed list, or a custom field.
   *
   * @param field path, for example {@code content.tags} or {@code custom.size}
   * @param value {@link String}, {@link Long}, {@link Boolean} or {@link java.util.UUID}
   */
  public record Entry(String field, Object value) {}
}
