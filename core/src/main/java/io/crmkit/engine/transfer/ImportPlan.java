package io.crmkit.engine.transfer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import would do with a file: the shape that was found, and where each column goes.
 *
 * @param shape what the file turned out to be
 * @param mapping the mapping in force, guesses included
 * @param columns in the order of the file; empty for JSON Lines
 */
public record ImportPlan(FileShape shape, ImportMapping mapping, List<PlannedColumn> columns) {
  /** Copies the list. */
  public ImportPlan {
    columns = List.copyOf(columns);
  }

  /** Why a column goes where it goes. */
  public enum Reason {
    /** The mapping says so. */
    MAPPED,
    /** Its heading says so. */
    GUESSED,
    /** It is left out: by the mapping, or since no import writes such a field. */
    IGNORED,
    /** Nothing tells what it is. */
    UNMAPPED
  }

  /**
   * Where one column goes.
   *
   * @param heading as the mapping names it
   * @param field path of the field, or null if it goes nowhere
   * @param reason why
   */
  public record PlannedColumn(String heading, @Nullable String field, Reason reason) {}

  /** Returns the headings that nothing is known about. */
  public List<String> unmapped() {
    return headings(Reason.UNMAPPED);
  }

  /** Returns the headings that are left out. */
  public List<String> ignored() {
    return headings(Reason.IGNORED);
  }

  private List<String> headings(Reason reason) {
    return columns.stream()
        .filter(column -> column.reason() == reason)
        .map(PlannedColumn::heading)
        .toList();
  }
}
