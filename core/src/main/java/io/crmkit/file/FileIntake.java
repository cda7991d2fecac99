package io.crmkit.file;

import io.crmkit.engine.RecordSession;
import io.crmkit.error.ConflictException;
import io.crmkit.error.CrmException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.StaleVersionException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Id;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in the bytes of a file: into the store under a key of their own, then judged there, then
 * into the row. Until the row points to them nobody sees them, and what no row points to is
 * removed: at once where that is known, by {@link FileSweep} where the process ended. Thread-safe.
 */
final class FileIntake {
  private static final Logger LOG = LoggerFactory.getLogger(FileIntake.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
  private static final int MOST_TRIES = 4;

  private final FileStore store;
  private final FilePolicy policy;
  private final FileQuota quota;
  private final boolean isScanned;
  private final SecureRandom random = new SecureRandom();

  FileIntake(FileConfig config, FileQuota quota) {
    this.store = config.store();
    this.policy = config.policy();
    this.isScanned = config.scanner() != null;
    this.quota = quota;
  }

  /**
   * Takes in what {@code content} yields.
   *
   * @param digest of the secret of who brings it
   * @param announced number of bytes, negative if it was not told
   * @throws IOException if {@code content} cannot be read, as it was thrown
   */
  Arrival receive(
      RecordSession session, Id<FileObject> id, String digest, long announced, InputStream content)
      throws IOException {
    Stored<FileObject> row =
        session.rows(FileObject.class, List.of(id)).stream()
            .filter(file -> file.deletedAt() == null)
            .findFirst()
            .orElseThrow(UploadToken::unknown);
    StorageKey promised = awaited(row.value(), digest, session.clock().instant());
    requireSize(promised, announced < 0 ? null : announced);
    FileKey key = FileSweep.newKey(session.organizationId(), id.value(), random.nextLong());
    long most =
        promised.size() == null ? policy.largest() : Math.min(promised.size(), policy.largest());
    if (announced > most) {
      throw tooLarge(promised);
    }
    WrittenFile written =
        store.write(key, new CappedInputStream(content, most, () -> tooLarge(promised)));
    try {
      if (written.size() == 0) {
        throw InvalidValueException.of("file", "FILE_EMPTY", "a file is empty");
      }
      requireSize(promised, written.size());
      requireDigest(promised, written);
      CheckedFile checked = check(session, id, row.value().name(), key, written);
      return settle(session, id, digest, key, written, checked);
    } catch (OutcomeUnknownException e) {
      throw e; // the row may point to these bytes; the sweep finds out
    } catch (CrmException e) {
      discard(key);
      throw e;
    }
  }

  private static StorageKey awaited(FileObject file, String digest, Instant now) {
    StorageKey kept = file.storageKey() == null ? null : StorageKey.of(file.storageKey());
    if (kept == null || !kept.isOpenedBy(digest)) {
      throw UploadToken.unknown();
    }
    if (file.state() != FileState.AWAITING) {
      throw new ConflictException("UPLOAD_USED", "the file has arrived already");
    }
    if (!now.isBefore(kept.expiresAt())) {
      throw new ConflictException("UPLOAD_EXPIRED", "the address of the upload has expired");
    }
    return kept;
  }

  private RuntimeException tooLarge(StorageKey promised) {
    Long size = promised.size();
    return size != null && size <= policy.largest()
        ? wrongSize(size)
        : InvalidValueException.of(
            "file", "FILE_TOO_LARGE", "a file has at most " + policy.largest() + " bytes");
  }

  private static InvalidValueException wrongSize(long promised) {
    return InvalidValueException.of(
        "file", "FILE_SIZE", "the file does not have the " + promised + " bytes announced");
  }

  private static void requireSize(StorageKey promised, @Nullable Long size) {
    Long wanted = promised.size();
    if (wanted != null && size != null && !wanted.equals(size)) {
      throw wrongSize(wanted);
    }
  }

  private static void requireDigest(StorageKey promised, WrittenFile written) {
    if (promised.sha256() != null && !promised.sha256().equals(written.sha256())) {
      throw InvalidValueException.of(
          "file", "FILE_DIGEST", "the file does not have the SHA-256 announced");
    }
  }

  private CheckedFile check(
      RecordSession session, Id<FileObject> id, String name, FileKey key, WrittenFile written) {
    try {
      return policy.check(name, FileContent.of(store, key, written));
    } catch (InvalidValueException e) {
      refuse(session, id, e);
      throw e;
    } catch (IOException e) {
      throw new UnavailableException(
          "FILE_STORE_UNAVAILABLE", "the file cannot be read again", RETRY_AFTER, e);
    }
  }

  private static void refuse(RecordSession session, Id<FileObject> id, InvalidValueException why) {
    session.transact(
        joined -> {
          RuleContext rules = joined.rules();
          rules
              .find(FileObject.class, id)
              .map(Stored::value)
              .filter(file -> file.state() == FileState.AWAITING)
              .ifPresent(
                  file -> {
                    rules.update(FileObject.class, id, file.refused());
                    Map<String, Object> facts = Map.of("reason", why.errors().get(0).code());
                    rules.emit("file.refused", "file", id, Map.copyOf(facts));
                  });
          return id;
        });
  }

  private Arrival settle(
      RecordSession session,
      Id<FileObject> id,
      String digest,
      FileKey key,
      WrittenFile written,
      CheckedFile checked) {
    for (int tries = 1; ; tries++) {
      try {
        return quota.alone(
            session.organizationId(),
            () ->
                session.transact(
                    joined -> settled(joined.rules(), id, digest, key, written, checked)));
      } catch (StaleVersionException e) {
        if (tries == MOST_TRIES) { // another upload, or somebody renames the file at this moment
          throw e;
        }
      }
    }
  }

  private Arrival settled(
      RuleContext rules,
      Id<FileObject> id,
      String digest,
      FileKey key,
      WrittenFile written,
      CheckedFile checked) {
    FileObject file =
        rules.find(FileObject.class, id).map(Stored::value).orElseThrow(UploadToken::unknown);
    StorageKey kept = awaited(file, digest, rules.now());
    if (kept.size() == null) {
      quota.require(rules, written.size()); // what was announced counts already
    }
    FileState next = isScanned ? FileState.SCANNING : FileState.READY;
    FileObject arrived = file.arrived(kept.at(key), written, checked, next);
    rules.update(FileObject.class, id, arrived);
    if (isScanned) {
      FileJobs.scan(id).enqueue(rules);
    }
    FileJobs.wantThumbnail(id, arrived, rules);
    return new Arrival(id, next, written.size(), written.sha256());
  }

  /** Removes bytes that no row will point to; where the store is away, the sweep does it later. */
  private void discard(FileKey key) {
    try {
      store.delete(key);
    } catch (UnavailableException e) {
      LOG.info("the sweep will remove {}, as the store does not answer", Objects.toString(key), e);
    }
  }
}
