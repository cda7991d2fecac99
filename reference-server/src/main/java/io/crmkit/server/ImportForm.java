package io.crmkit.server;

import io.crmkit.engine.ImportRun;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.engine.transfer.FileFormat;
import io.crmkit.engine.transfer.UndoResult;
import io.crmkit.record.Json;
import io.crmkit.record.Ref;
import io.crmkit.record.Stored;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Imports as answers show them. */
final class ImportForm {
  private static final String COUNTS = "counts";

  private ImportForm() {}

  /** Returns a run as its own address shows it. */
  static Map<String, @Nullable Object> of(RecordSession session, Stored<ImportRun> run) {
    Records<ImportRun> records = session.records(ImportRun.class);
    return withCounts(records.plain(run, Set.of()));
  }

  /** Returns the plain form of a run with its counts beside the state, as clients look for them. */
  static Map<String, @Nullable Object> withCounts(Map<String, @Nullable Object> plain) {
    if (!(plain.get(COUNTS) instanceof Map<?, ?> counts)) {
      return plain;
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>(plain);
    counts.forEach((name, count) -> shown.put((String) name, count));
    return shown;
  }

  static Map<String, Object> of(UndoResult result) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("deleted", result.deleted());
    plain.put("reverted", result.reverted());
    plain.put("kept", result.kept());
    plain.put("keptRecords", result.keptRecords().stream().map(Ref::toString).toList());
    return plain;
  }

  /** Returns whether the file of a run has a JSON object in each line. */
  static boolean isJsonLines(ImportRun run) {
    return Json.read(run.mapping()) instanceof Map<?, ?> details
        && FileFormat.JSON_LINES.name().equals(details.get("format"));
  }
}
