package io.crmkit.file;

import io.crmkit.record.Ref;
import org.jspecify.annotations.Nullable;

/**
 * A file that shall be stored. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * NewFile.of("offer.pdf").relatedTo(Ref.to("account", accountId))
 * }</pre>
 *
 * @param name as its user calls it; a path in front of it is dropped
 * @param size how many bytes will come, or null if that is not known; another number is refused
 * @param sha256 SHA-256 of these bytes in hexadecimal, or null; another one is refused
 * @param relatedTo the record that it hangs on, and from whose readers it has its own; or null
 * @param isPublic whether everybody may read it
 * @since 0.1
 */
public record NewFile(
    String name,
    @Nullable Long size,
    @Nullable String sha256,
    @Nullable Ref relatedTo,
    boolean isPublic) {

  /**
   * Wants a file of this name, of any size and content, that hangs on nothing and is not public.
   */
  public static NewFile of(String name) {
    return new NewFile(name, null, null, null, false);
  }

  /** Returns this file with a size that its bytes must have. */
  public NewFile size(long bytes) {
    return new NewFile(name, bytes, sha256, relatedTo, isPublic);
  }

  /** Returns this file with a SHA-256 that its bytes must have. */
  public NewFile sha256(String hex) {
    return new NewFile(name, size, hex, relatedTo, isPublic);
  }

  /** Returns this file hanging on a record. */
  public NewFile relatedTo(Ref record) {
    return new NewFile(name, size, sha256, record, isPublic);
  }

  /** Returns this file for everybody to read. */
  public NewFile forEverybody() {
    return new NewFile(name, size, sha256, relatedTo, true);
  }
}
