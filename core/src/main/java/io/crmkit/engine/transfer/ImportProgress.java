package io.crmkit.engine.transfer;

import io.crmkit.engine.ImportCounts;

/**
 * How far an import is.
 *
 * @param counts rows so far
 * @param warnings rows so far that look like a record that was there, and were written all the same
 * @param bytes of the file that were read
 * @param totalBytes of the file, or -1 if that is not known
 */
public record ImportProgress(ImportCounts counts, long warnings, long bytes, long totalBytes) {}
