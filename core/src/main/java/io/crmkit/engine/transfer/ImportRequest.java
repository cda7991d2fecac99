package io.crmkit.engine.transfer;

import io.crmkit.record.Id;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * What to import, and how.
 *
 * @param type name of the record type
 * @param fileId the file as it was uploaded, which the run points to; null where the caller keeps
 *     it elsewhere
 * @param mapping how columns become fields
 * @param key unique or indexed field, or {@code id}, by which a row finds the record it changes;
 *     null where every row makes one
 * @param isDryRun whether to check everything and write nothing
 * @param charset encoding that the caller knows of, or null
 * @param ownerId who the run belongs to, or null for the actor
 */
public record ImportRequest(
    String type,
    @Nullable Id<?> fileId,
    ImportMapping mapping,
    @Nullable String key,
    boolean isDryRun,
    @Nullable Charset charset,
    @Nullable Id<?> ownerId) {

  /** Asks for an import that guesses everything and makes a record of each row. */
  public static ImportRequest of(String type, @Nullable Id<?> fileId) {
    return new ImportRequest(type, fileId, ImportMapping.GUESSED, null, false, null, null);
  }

  /** Asks for the same of a file that the caller keeps. */
  public static ImportRequest of(String type) {
    return of(type, null);
  }

  /** Returns this request with a mapping. */
  public ImportRequest mapped(ImportMapping newMapping) {
    return new ImportRequest(type, fileId, newMapping, key, isDryRun, charset, ownerId);
  }

  /** Returns this request for rows that change the records they find by a field. */
  public ImportRequest keyed(String newKey) {
    return new ImportRequest(type, fileId, mapping, newKey, isDryRun, charset, ownerId);
  }

  /** Returns this request as a dry run. */
  public ImportRequest dry() {
    return new ImportRequest(type, fileId, mapping, key, true, charset, ownerId);
  }

  /** Returns this request for a file of known encoding. */
  public ImportRequest in(Charset newCharset) {
    return new ImportRequest(type, fileId, mapping, key, isDryRun, newCharset, ownerId);
  }
}
