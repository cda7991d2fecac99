package io.crmkit.engine.transfer;

import io.crmkit.record.Ref;
import java.util.List;

/**
 * What an undo did.
 *
 * @param deleted records that the import had made
 * @param reverted records that the import had changed, and that are as they were before
 * @param kept records that changed since, and stay as they are
 * @param keptRecords the first thousand of these
 */
public record UndoResult(long deleted, long reverted, long kept, List<Ref> keptRecords) {
  /** Copies the list. */
  public UndoResult {
    keptRecords = List.copyOf(keptRecords);
  }
}
