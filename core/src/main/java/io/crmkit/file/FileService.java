package io.crmkit.file;

import io.crmkit.engine.AccessCheck;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Ref;
import io.crmkit.record.RuleContext;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stores files and opens them, for one actor in one organization. What is known of a file, its name
 * and what it hangs on are records as any other: {@code records(FileObject.class)} lists, changes
 * and deletes them.
 *
 * <p>Thread-safe. Not to be called within a transaction.
 *
 * @since 0.1
 */
public final class FileService {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final FileDepot depot;
  private final RecordSession session;
  private final SecureRandom random = new SecureRandom();

  FileService(FileDepot depot, RecordSession session) {
    this.depot = depot;
    this.session = session;
  }

  /**
   * Announces a file, and returns where its bytes may be brought to, once and until that expires.
   * Until they are there and found good, nobody reads the file.
   *
   * @throws NotPermittedException if the actor may make no files
   * @throws InvalidValueException naming every wrong field: {@code name}, {@code size}, {@code
   *     sha256}, or {@code relatedTo} if there is no such record that the actor may read
   * @throws io.crmkit.error.ConflictException with the code {@code FILE_QUOTA} if the organization
   *     has no room for the size announced
   */
  public UploadAddress begin(NewFile file) {
    byte[] secret = UploadToken.newSecret(random);
    Instant expiresAt = session.clock().instant().plus(depot.config().uploadLife());
    Id<FileObject> id = announce(file, UploadToken.digest(secret), expiresAt);
    String token = UploadToken.of(session.organizationId(), id, secret).text();
    return new UploadAddress(id, token, expiresAt);
  }

  /**
   * Stores a file: announces it and takes in all that {@code content} yields, which stays open.
   *
   * @return what became of it; where a scanner looks first, it cannot be read yet
   * @throws InvalidValueException as {@link #begin} and {@link FilePolicy#check} do, and for the
   *     field {@code file} with the code {@code FILE_SIZE} or {@code FILE_DIGEST} if the content is
   *     not the one announced
   * @throws io.crmkit.error.ConflictException with the code {@code FILE_QUOTA} if the organization
   *     has no room for it
   * @throws io.crmkit.error.UnavailableException if the store does not answer
   * @throws IOException if {@code content} cannot be read, as it was thrown
   */
  public Arrival store(NewFile file, InputStream content) throws IOException {
    byte[] secret = UploadToken.newSecret(random);
    String digest = UploadToken.digest(secret);
    Instant expiresAt = session.clock().instant().plus(depot.config().uploadLife());
    Id<FileObject> id = announce(file, digest, expiresAt);
    try {
      return depot.intake().receive(session, id, digest, -1, content);
    } catch (IOException | RuntimeException e) {
      forget(id, e);
      throw e;
    }
  }

  /**
   * Opens a file.
   *
   * @throws NotFoundException if there is none that the actor may read
   * @throws io.crmkit.error.ConflictException with the code {@code FILE_NOT_READY} if it has not
   *     arrived, is looked through, or was found to be bad
   */
  public OpenFile open(Id<FileObject> id) {
    requireReadable(id);
    return depot.open(session, id);
  }

  /**
   * Opens the thumbnail of an image.
   *
   * @throws NotFoundException if there is no such image that the actor may read, or it has no
   *     thumbnail yet
   * @throws io.crmkit.error.ConflictException as {@link #open} does
   */
  public OpenFile openThumbnail(Id<FileObject> id) {
    requireReadable(id);
    return depot.openThumbnail(session, id);
  }

  private void requireReadable(Id<FileObject> id) {
    new AccessCheck<>(session, session.schema().type(FileObject.class)).get(id);
  }

  private Id<FileObject> announce(NewFile file, String digest, Instant expiresAt) {
    Declaration<FileObject> type = session.schema().type(FileObject.class);
    session.require(type, "create");
    String sha256 = file.sha256() == null ? null : file.sha256().toLowerCase(Locale.ROOT);
    requireSound(file, sha256);
    StorageKey kept = new StorageKey(null, digest, expiresAt, file.size(), sha256);
    FileObject awaited =
        new FileObject(
            file.name(),
            null,
            file.size() == null ? 0 : file.size(),
            null,
            kept.toString(),
            FileState.AWAITING,
            file.isPublic(),
            null,
            file.relatedTo(),
            null);
    return depot
        .quota()
        .alone(
            session.organizationId(),
            () ->
                session.transact(
                    joined -> {
                      requireRecord(joined, file.relatedTo());
                      RuleContext rules = joined.rules();
                      depot.quota().require(rules, awaited.size());
                      Id<FileObject> id = rules.create(FileObject.class, awaited);
                      requireScope(joined, type, id);
                      FileJobs.expire(id, expiresAt).enqueue(rules);
                      return id;
                    }));
  }

  private void requireSound(NewFile file, @Nullable String sha256) {
    Long size = file.size();
    if (size != null && size < 1) {
      throw InvalidValueException.of("size", "FILE_EMPTY", "a file is empty");
    }
    long largest = depot.config().policy().largest();
    if (size != null && size > largest) {
      throw InvalidValueException.of(
          "size", "FILE_TOO_LARGE", "a file has at most " + largest + " bytes");
    }
    if (sha256 != null && !SHA_256.matcher(sha256).matches()) {
      throw InvalidValueException.of("sha256", "INVALID_HASH", "is no SHA-256 in hexadecimal");
    }
  }

  /** Hanging a file on a record shows it to others: the actor must see that record. */
  private static void requireRecord(RecordSession joined, @Nullable Ref record) {
    if (record == null) {
      return;
    }
    Declaration<?> type =
        joined
            .schema()
            .find(record.type())
            .filter(found -> !found.isHidden() && !found.isPlatform())
            .orElseThrow(FileService::noRecord);
    try {
      requireReadable(joined, type, record);
    } catch (NotFoundException e) {
      throw noRecord();
    }
  }

  private static <T> void requireReadable(RecordSession joined, Declaration<T> type, Ref record) {
    new AccessCheck<>(joined, type).may("read", new Id<>(record.id()), false);
  }

  private static InvalidValueException noRecord() {
    return InvalidValueException.of("relatedTo", "REFERENCE_NOT_FOUND", "refers to no such record");
  }

  private static void requireScope(
      RecordSession joined, Declaration<FileObject> type, Id<FileObject> id) {
    try {
      new AccessCheck<>(joined, type).may("create", id, false);
    } catch (NotFoundException e) {
      throw new NotPermittedException(type.name() + ":create");
    }
  }

  /** Removes a file that was announced in vain; if that fails, it expires as any other. */
  private void forget(Id<FileObject> id, Exception why) {
    try {
      session.transact(
          joined -> {
            RuleContext rules = joined.rules();
            boolean isAwaited =
                rules
                    .find(FileObject.class, id)
                    .filter(file -> file.value().state() == FileState.AWAITING)
                    .isPresent();
            if (isAwaited) {
              rules.delete(FileObject.class, id);
            }
            return isAwaited;
          });
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }
}
