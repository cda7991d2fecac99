package io.crmkit.engine.transfer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row as the file has it.
 *
 * @param number among the data rows, from 1 on
 * @param line the physical line on which it begins, from 1 on
 * @param cells of a CSV file; else empty
 * @param json of JSON Lines, or null
 * @param text the line itself, of JSON Lines; else empty
 * @param fault why it is no row, or null
 */
record RawRow(
    long number,
    long line,
    List<String> cells,
    @Nullable Map<String, Object> json,
    String text,
    @Nullable Fault fault) {

  boolean isBlank() {
    return fault == null && json == null && cells.stream().allMatch(String::isBlank);
  }
}
