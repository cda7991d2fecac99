package io.crmkit.engine;

/**
 * How many rows of a file went which way.
 *
 * @param read rows seen so far
 * @param created rows that made a record
 * @param updated rows that changed a record
 * @param skipped rows that hold nothing, or nothing new
 * @param rejected rows that were refused
 */
public record ImportCounts(long read, long created, long updated, long skipped, long rejected) {
  /** Nothing yet. */
  public static final ImportCounts ZERO = new ImportCounts(0, 0, 0, 0, 0);

  /** Returns the sum. */
  public ImportCounts plus(ImportCounts other) {
    return new ImportCounts(
        read + other.read,
        created + other.created,
        updated + other.updated,
        skipped + other.skipped,
        rejected + other.rejected);
  }
}
