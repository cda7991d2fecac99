package io.crmkit.engine.transfer;

import io.crmkit.engine.ImportCounts;
import java.util.ArrayList;
import java.util.List;

/** What became of the rows of one transaction. */
final class Tally {
  long read;
  long created;
  long updated;
  long skipped;
  long rejected;
  long warnings;
  final List<Entry> errors = new ArrayList<>();
  final List<ImportRow> deferred = new ArrayList<>();
  final List<Long> settled = new ArrayList<>();

  /** A fault and its row. */
  record Entry(long row, Fault fault) {}

  void reject(ImportRow row, List<Fault> faults) {
    rejected++;
    faults.forEach(fault -> errors.add(new Entry(row.raw.number(), fault)));
  }

  ImportCounts counts() {
    return new ImportCounts(read, created, updated, skipped, rejected);
  }
}
