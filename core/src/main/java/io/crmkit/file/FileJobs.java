package io.crmkit.file;

import io.crmkit.engine.RecordSession;
import io.crmkit.error.InvalidValueException;
import io.crmkit.job.JobKind;
import io.crmkit.job.JobRequest;
import io.crmkit.job.JobRun;
import io.crmkit.record.Id;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What is done for a file after it arrived, or when it does not. */
final class FileJobs {
  static final String SCAN = "file.scan";
  static final String THUMBNAIL = "file.thumbnail";
  private static final String EXPIRE = "file.expire";

  /** A scanner may be away for a week; until then nobody reads the file. */
  private static final int SCAN_ATTEMPTS = 200;

  /** An upload that is late by the clock of another node is still let end. */
  private static final Duration GRACE = Duration.ofDays(1);

  private final FileStore store;
  private final @Nullable VirusScanner scanner;
  private final Thumbnails thumbnails;

  FileJobs(FileConfig config) {
    this.store = config.store();
    this.scanner = config.scanner();
    this.thumbnails = config.thumbnails();
  }

  static JobRequest scan(Id<?> file) {
    return request(SCAN, file).maxAttempts(SCAN_ATTEMPTS);
  }

  static JobRequest thumbnail(Id<?> file) {
    return request(THUMBNAIL, file);
  }

  static JobRequest expire(Id<?> file, Instant expiresAt) {
    return request(EXPIRE, file).at(expiresAt.plus(GRACE));
  }

  private static JobRequest request(String kind, Id<?> file) {
    return JobRequest.of(kind)
        .payload(Map.of("file", file.toString()))
        .uniqueKey(kind + ":" + file);
  }

  /** Asks for the thumbnail of a file that is ready and has none, if it is such an image. */
  static void wantThumbnail(Id<?> id, FileObject file, RuleContext context) {
    String mediaType = file.mediaType();
    ImageSize image = file.image();
    boolean isWanted = image != null && image.thumbnailKey() == null;
    if (file.state() == FileState.READY
        && isWanted
        && mediaType != null
        && Thumbnails.takes(mediaType)) {
      thumbnail(id).enqueue(context);
    }
  }

  List<JobKind> kinds() {
    List<JobKind> kinds = new ArrayList<>();
    if (scanner != null) {
      kinds.add(JobKind.builder(SCAN, run -> scan(run, scanner)).ownThreads(2).build());
    }
    kinds.add(JobKind.of(THUMBNAIL, this::makeThumbnail));
    kinds.add(JobKind.of(EXPIRE, FileJobs::expire));
    return kinds;
  }

  private static Id<FileObject> id(JobRun run) {
    return Id.of(String.valueOf(run.payload().get("file")));
  }

  private static Optional<FileObject> find(JobRun run, FileState state) {
    return run.session().rows(FileObject.class, List.of(id(run))).stream()
        .filter(file -> file.deletedAt() == null)
        .map(Stored::value)
        .filter(file -> file.state() == state)
        .findFirst();
  }

  private void scan(JobRun run, VirusScanner looking) throws IOException {
    FileObject file = find(run, FileState.SCANNING).orElse(null);
    FileKey key = file == null ? null : StorageKey.keyOf(file);
    if (file == null || key == null) {
      return;
    }
    Verdict verdict;
    try (InputStream content = store.open(key)) {
      verdict = looking.scan(content, file.size());
    }
    change(run, FileState.SCANNING, key, (current, rules) -> judged(run, current, verdict, rules));
    if (verdict.outcome() == Verdict.Outcome.NOT_SCANNED) {
      store.delete(key);
    }
  }

  private static FileObject judged(
      JobRun run, FileObject file, Verdict verdict, RuleContext rules) {
    return switch (verdict.outcome()) {
      case CLEAN -> {
        FileObject ready = file.in(FileState.READY);
        wantThumbnail(id(run), ready, rules);
        yield ready;
      }
      case INFECTED -> {
        rules.emit("file.quarantined", "file", id(run), Map.of("finding", verdict.detail()));
        yield file.in(FileState.QUARANTINED);
      }
      case NOT_SCANNED -> {
        rules.emit("file.refused", "file", id(run), Map.of("reason", verdict.detail()));
        yield file.refused();
      }
    };
  }

  private void makeThumbnail(JobRun run) throws IOException {
    FileObject file = find(run, FileState.READY).orElse(null);
    FileKey key = file == null ? null : StorageKey.keyOf(file);
    if (file == null || key == null || file.mediaType() == null || file.sha256() == null) {
      return;
    }
    Thumbnail made;
    try {
      WrittenFile written = new WrittenFile(file.size(), file.sha256());
      made = thumbnails.make(FileContent.of(store, key, written), file.mediaType());
    } catch (InvalidValueException e) {
      return; // an image that cannot be drawn is a file all the same
    }
    FileKey at = key.beside("thumbnail");
    try (InputStream bytes = made.open()) {
      store.write(at, bytes);
    }
    change(run, FileState.READY, key, (current, rules) -> current.thumbnail(at));
  }

  /** Changes the file, unless it became another meanwhile. */
  private static void change(
      JobRun run,
      FileState state,
      FileKey key,
      BiFunction<FileObject, RuleContext, FileObject> change) {
    RecordSession session = run.session();
    Id<FileObject> id = id(run);
    session.transact(
        joined -> {
          RuleContext rules = joined.rules();
          Optional<FileObject> current =
              rules
                  .find(FileObject.class, id)
                  .map(Stored::value)
                  .filter(file -> file.state() == state && key.equals(StorageKey.keyOf(file)));
          current.ifPresent(file -> rules.update(FileObject.class, id, change.apply(file, rules)));
          return current.isPresent();
        });
  }

  private static void expire(JobRun run) {
    if (find(run, FileState.AWAITING).isEmpty()) {
      return;
    }
    run.session()
        .transact(
            joined -> {
              RuleContext rules = joined.rules();
              boolean isAwaited =
                  rules
                      .find(FileObject.class, id(run))
                      .filter(file -> file.value().state() == FileState.AWAITING)
                      .isPresent();
              if (isAwaited) {
                rules.delete(FileObject.class, id(run));
              }
              return isAwaited;
            });
  }
}
