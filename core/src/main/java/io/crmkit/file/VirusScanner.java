package io.crmkit.file;

import io.crmkit.error.UnavailableException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Looks for viruses. Whoever calls refuses what is not clean. Thread-safe. {@code
 * VirusScannerContract} of the test kit proves an implementation.
 *
 * @since 0.1
 */
public interface VirusScanner {
  /**
   * Looks at a file. Clean is only what was looked at to its end; what the scanner does not take,
   * because it is too large for it, was not scanned. Leaves {@code content} open.
   *
   * @param content the file; it may be left unread in part
   * @param size how many bytes it has
   * @throws UnavailableException if the scanner does not answer, not in time, or not what is
   *     understood; never is that clean
   * @throws IOException if {@code content} cannot be read or is not of that size
   */
  Verdict scan(InputStream content, long size) throws IOException;
}
