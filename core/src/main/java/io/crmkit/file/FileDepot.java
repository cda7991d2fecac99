package io.crmkit.file;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Engine;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.ConflictException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.UnavailableException;
import io.crmkit.job.JobKind;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The files of one CRM, as far as nobody need be known: bytes brought to an address, and what
 * everybody may read. {@link #service} is for actors. Thread-safe.
 *
 * @since 0.1
 */
public final class FileDepot implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

  private final Engine engine;
  private final FileConfig config;
  private final FileQuota quota;
  private final FileIntake intake;

  /** Keeps files as {@code config} says; made once for an engine. */
  public FileDepot(Engine engine, FileConfig config) {
    this.engine = engine;
    this.config = config;
    this.quota = new FileQuota(config.quota(), config.uploadLife());
    this.intake = new FileIntake(config, quota);
  }

  FileConfig config() {
    return config;
  }

  FileQuota quota() {
    return quota;
  }

  FileIntake intake() {
    return intake;
  }

  /** Returns what an actor may do with files. */
  public FileService service(RecordSession session) {
    return new FileService(this, session);
  }

  /** Returns the kinds of jobs that files need. */
  public List<JobKind> kinds() {
    List<JobKind> kinds = new ArrayList<>(new FileJobs(config).kinds());
    kinds.add(new FileSweep(engine, config.store()).kind());
    return List.copyOf(kinds);
  }

  /**
   * Takes in bytes for whoever has the token of an {@link UploadAddress}. Bytes that are cut off,
   * or not those announced, leave the address as it was; bytes that no file may have end it.
   *
   * @param announced number of bytes as the sender tells it, negative if it does not
   * @param content the bytes, which stays open
   * @throws NotFoundException if this is no such token
   * @throws ConflictException with the code {@code UPLOAD_USED}, {@code UPLOAD_EXPIRED}, or {@code
   *     FILE_QUOTA} if the organization has no room for them
   * @throws io.crmkit.error.InvalidValueException as {@link FileService#store} does
   * @throws UnavailableException if the store does not answer
   * @throws IOException if {@code content} cannot be read, as it was thrown
   */
  public Arrival receive(String token, long announced, InputStream content) throws IOException {
    UploadToken read = UploadToken.read(token);
    RecordSession session =
        engine.session(Actor.system(read.organization(), "upload", Grants.none()));
    return intake.receive(session, read.file(), read.digest(), announced, content);
  }

  /**
   * Opens a file that everybody may read.
   *
   * @throws NotFoundException if there is none, or it is not for everybody, or it is not ready
   */
  public OpenFile openPublic(UUID organization, Id<FileObject> id) {
    if (UploadToken.isNobody(organization)) {
      throw new NotFoundException("file", id);
    }
    RecordSession session = engine.session(Actor.system(organization, "public", Grants.none()));
    FileObject file = find(session, id);
    if (!file.isPublic() || file.state() != FileState.READY) {
      throw new NotFoundException("file", id);
    }
    return opened(id, file);
  }

  OpenFile open(RecordSession session, Id<FileObject> id) {
    return opened(id, ready(session, id));
  }

  OpenFile openThumbnail(RecordSession session, Id<FileObject> id) {
    FileObject file = ready(session, id);
    ImageSize image = file.image();
    String text = image == null ? null : image.thumbnailKey();
    if (text == null) {
      throw new NotFoundException("thumbnail", id);
    }
    FileKey key = new FileKey(text);
    StoredFile found = config.store().find(key).orElseThrow(() -> lost(id, null));
    return opened(id, file, key, found.size());
  }

  private static FileObject find(RecordSession session, Id<FileObject> id) {
    return session.rows(FileObject.class, List.of(id)).stream()
        .filter(row -> row.deletedAt() == null)
        .map(Stored::value)
        .findFirst()
        .orElseThrow(() -> new NotFoundException("file", id));
  }

  private static FileObject ready(RecordSession session, Id<FileObject> id) {
    FileObject file = find(session, id);
    if (file.state() != FileState.READY) {
      throw new ConflictException(
          "FILE_NOT_READY",
          "file " + id + " is " + file.state(),
          Map.of("state", file.state().name()));
    }
    return file;
  }

  private OpenFile opened(Id<FileObject> id, FileObject file) {
    FileKey key = Objects.requireNonNull(StorageKey.keyOf(file), "it is ready");
    return opened(id, file, key, file.size());
  }

  private OpenFile opened(Id<FileObject> id, FileObject file, FileKey key, long size) {
    String sha256 = Objects.requireNonNull(file.sha256(), "it is ready");
    FileContent stored = FileContent.of(config.store(), key, new WrittenFile(size, sha256));
    FileContent content =
        new FileContent() {
          @Override
          public long size() {
            return size;
          }

          @Override
          public InputStream open(long offset, long length) throws IOException {
            try {
              return stored.open(offset, length);
            } catch (NotFoundException e) {
              throw lost(id, e); // where it should be is nobody's business
            }
          }
        };
    String mediaType = Objects.requireNonNull(file.mediaType(), "it is ready");
    return new OpenFile(file.name(), mediaType, sha256, content);
  }

  private static UnavailableException lost(Id<FileObject> id, @Nullable Throwable cause) {
    return new UnavailableException(
        "FILE_LOST", "the content of file " + id + " is not where it was put", RETRY_AFTER, cause);
  }

  /** Closes the store. */
  @Override
  public void close() {
    config.store().close();
  }
}
