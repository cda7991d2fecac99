package io.crmkit.file;

import io.crmkit.record.Id;
import java.time.Instant;

/**
 * Where the bytes of a file may be brought to, once.
 *
 * @param fileId the file
 * @param token the right to bring them: whoever has it needs no other; see {@link
 *     FileDepot#receive}
 * @param expiresAt until when
 * @since 0.1
 */
public record UploadAddress(Id<FileObject> fileId, String token, Instant expiresAt) {
  /** Shows no token. */
  @Override
  public String toString() {
    return "UploadAddress[" + fileId + ", until " + expiresAt + "]";
  }
}
