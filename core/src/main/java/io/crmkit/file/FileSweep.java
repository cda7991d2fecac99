package io.crmkit.file;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Engine;
import io.crmkit.error.ConflictException;
import io.crmkit.job.JobKind;
import io.crmkit.job.JobRun;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes from the store what no row points to: what crashes left between the bytes and their row,
 * what was refused, and what belongs to rows that can be restored no more. It walks the store page
 * by page, and what it did once it need not do again.
 */
final class FileSweep {
  /** How long a deleted file can be restored. */
  static final Duration RESTORABLE = Duration.ofDays(30);

  /** No write takes as long, and no restoring. */
  private static final Duration GRACE = Duration.ofDays(1);

  private static final String UUID_FORM = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern KEY =
      Pattern.compile("(" + UUID_FORM + ")/../(" + UUID_FORM + ")\\.([0-9a-f]+)(\\.thumbnail)?");

  private final Engine engine;
  private final FileStore store;

  FileSweep(Engine engine, FileStore store) {
    this.engine = engine;
    this.store = store;
  }

  /** Returns the kind, which comes every night at twenty to three, UTC. */
  JobKind kind() {
    return JobKind.builder("file.sweep", this::run)
        .comes("40 2 * * *")
        .timeLimit(Duration.ofHours(12))
        .maxRunning(1)
        .build();
  }

  /** Makes the key of bytes that are about to be written for a file. */
  static FileKey newKey(UUID organization, UUID file, long attempt) {
    return FileKey.of(organization, file).beside(String.format(Locale.ROOT, "%016x", attempt));
  }

  /**
   * Refuses to restore a file whose bytes may be gone.
   *
   * @throws ConflictException with the code {@code FILE_GONE}
   */
  static void requireRestorable(Id<?> id, Instant deletedAt, Instant now) {
    if (deletedAt.isBefore(now.minus(RESTORABLE))) {
      throw new ConflictException(
          "FILE_GONE",
          "file " + id + " was deleted more than 30 days ago, and its content with it");
    }
  }

  private void run(JobRun run) {
    Instant old = engine.clock().instant().minus(GRACE);
    String cursor = null;
    do {
      Page<StoredFile> page = store.list("", cursor, FileStore.MOST_LISTED);
      sweep(page.items().stream().filter(file -> file.changedAt().isBefore(old)).toList());
      cursor = page.nextCursor();
    } while (cursor != null && !run.isCancelled());
    store.sweep(old);
  }

  private void sweep(List<StoredFile> files) {
    Map<UUID, Map<FileKey, Id<FileObject>>> byOrganization = new LinkedHashMap<>();
    for (StoredFile file : files) {
      Matcher key = KEY.matcher(file.key().value());
      UUID organization = key.matches() ? UUID.fromString(key.group(1)) : null;
      if (organization != null && !UploadToken.isNobody(organization)) {
        byOrganization
            .computeIfAbsent(organization, owner -> new HashMap<>())
            .put(file.key(), new Id<>(UUID.fromString(key.group(2))));
      } // what another put there is another's
    }
    byOrganization.forEach(this::sweep);
  }

  private void sweep(UUID organization, Map<FileKey, Id<FileObject>> owners) {
    Set<String> kept = new HashSet<>();
    Instant deletedBefore = engine.clock().instant().minus(RESTORABLE).minus(GRACE);
    engine
        .session(Actor.system(organization, "file.sweep", Grants.none()))
        .rows(FileObject.class, new HashSet<>(owners.values()))
        .forEach(
            row -> {
              FileKey key = StorageKey.keyOf(row.value());
              if (key != null && !isDeletedBefore(row, deletedBefore)) {
                kept.add(key.value());
                kept.add(key.beside("thumbnail").value());
              }
            });
    owners.keySet().stream().filter(key -> !kept.contains(key.value())).forEach(store::delete);
  }

  private static boolean isDeletedBefore(Stored<?> row, Instant instant) {
    Instant deletedAt = row.deletedAt();
    return deletedAt != null && deletedAt.isBefore(instant);
  }
}
