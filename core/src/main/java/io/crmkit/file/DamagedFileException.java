package io.crmkit.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown while a sealed file is read if it is not what was written there: cut short, changed, put
 * together from parts of others, moved from another key, or never sealed. What was read before is
 * right. Trying again does not help; a backup may.
 *
 * @since 0.1
 */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(FileKey key, String what, @Nullable Throwable cause) {
    super("the file " + key + " is damaged: " + what, cause);
  }
}
