package io.crmkit.engine.transfer;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.transfer.ImportMapping.Column;
import io.crmkit.engine.transfer.ImportPlan.PlannedColumn;
import io.crmkit.engine.transfer.ImportPlan.Reason;
import io.crmkit.engine.transfer.Target.Part;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Declaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides for each column of a file where it goes. */
final class Planner {
  private final Targets targets;
  private final ImportMapping mapping;
  private final @Nullable String key;

  Planner(RecordSession session, Declaration<?> type, ImportMapping mapping, @Nullable String key) {
    this.targets = new Targets(session, type);
    this.mapping = mapping;
    this.key = key;
  }

  /**
   * Plans the columns.
   *
   * @throws InvalidRequestException if the mapping names a column or field that is not there, or no
   *     column goes anywhere
   */
  ImportPlan plan(FileShape shape) {
    mapping.columns().forEach(this::check);
    mapping.constants().keySet().forEach(name -> target("constants." + name, name));
    if (shape.format() == FileFormat.JSON_LINES) {
      return new ImportPlan(shape, mapping, List.of());
    }
    List<String> missing = new ArrayList<>(mapping.columns().keySet());
    missing.removeAll(shape.headings());
    if (!missing.isEmpty()) {
      throw invalid("columns", "the file has no " + String.join(", ", missing));
    }
    Set<String> taken = new HashSet<>();
    mapping.columns().values().forEach(column -> take(taken, target("", column.field())));
    mapping.constants().keySet().forEach(name -> take(taken, target("", name)));
    Headings headings = new Headings(targets, shape.headings());
    Map<String, Column> columns = new LinkedHashMap<>(mapping.columns());
    List<PlannedColumn> planned = new ArrayList<>();
    for (String heading : shape.headings()) {
      planned.add(planned(heading, headings, taken, columns));
    }
    if (planned.stream().allMatch(column -> column.field() == null)) {
      throw new InvalidRequestException(
          "NO_COLUMNS", "no heading of the file names a field of " + targets.type());
    }
    ImportMapping inForce =
        new ImportMapping(
            columns,
            mapping.constants(),
            mapping.ignore(),
            mapping.nulls(),
            mapping.dates(),
            mapping.locale(),
            mapping.skipLines());
    return new ImportPlan(shape, inForce, planned);
  }

  private PlannedColumn planned(
      String heading, Headings headings, Set<String> taken, Map<String, Column> columns) {
    Column given = columns.get(heading);
    if (given != null) {
      Target target = target("columns." + heading, given.field());
      return new PlannedColumn(heading, target.name(), Reason.MAPPED);
    }
    if (mapping.ignore().contains(heading) || ErrorFile.COLUMNS.contains(heading)) {
      return new PlannedColumn(heading, null, Reason.IGNORED);
    }
    Target guess = headings.guess(heading);
    if (guess == null) {
      return new PlannedColumn(heading, null, Reason.UNMAPPED);
    }
    boolean isUnused = guess.part() == Part.RECORD && !"id".equals(key);
    if (!guess.isWritable() || isUnused) {
      return new PlannedColumn(heading, null, Reason.IGNORED);
    }
    if (!take(taken, guess)) {
      return new PlannedColumn(heading, null, Reason.UNMAPPED);
    }
    columns.put(heading, Column.of(guess.name()));
    return new PlannedColumn(heading, guess.name(), Reason.GUESSED);
  }

  /** Returns whether a column may still go there; into a list as many go as there are. */
  private static boolean take(Set<String> taken, Target target) {
    return taken.add(target.name()) || (target.isList() && target.part() == Part.VALUE);
  }

  private void check(String heading, Column column) {
    Target target = target("columns." + heading, column.field());
    if (column.by() != null && !target.isReference()) {
      throw invalid("columns." + heading + ".by", column.field() + " refers to no record");
    }
  }

  private Target target(String where, String name) {
    Target target = targets.find(name);
    if (target == null) {
      throw invalid(where, targets.type() + " has no field " + name);
    }
    if (!target.isWritable()) {
      throw invalid(where, name + " is managed and cannot be given");
    }
    return target;
  }

  Targets targets() {
    return targets;
  }

  private static InvalidRequestException invalid(String where, String message) {
    return InvalidRequestException.parameter("INVALID_MAPPING", where, message);
  }
}
