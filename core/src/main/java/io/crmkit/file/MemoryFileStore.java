package io.crmkit.file;

import io.crmkit.error.NotFoundException;
import io.crmkit.record.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps files in the heap until the process ends: for tests, and to read what a store does. The one
 * store whose memory grows with its files. Thread-safe.
 *
 * @since 0.1
 */
public final class MemoryFileStore implements FileStore {
  private final Clock clock;
  private final ConcurrentSkipListMap<String, Content> files = new ConcurrentSkipListMap<>();

  /** Starts empty, with the clock of the machine. */
  public MemoryFileStore() {
    this(Clock.systemUTC());
  }

  /** Starts empty. */
  public MemoryFileStore(Clock clock) {
    this.clock = clock;
  }

  private static final class Content {
    private final byte[] bytes;
    private final Instant changedAt;

    Content(byte[] bytes, Instant changedAt) {
      this.bytes = bytes;
      this.changedAt = changedAt;
    }
  }

  @Override
  public WrittenFile write(FileKey key, InputStream content) throws IOException {
    HashingInputStream input = new HashingInputStream(content);
    byte[] bytes = input.readAllBytes();
    files.put(key.value(), new Content(bytes, clock.instant()));
    return input.written();
  }

  @Override
  public InputStream open(FileKey key, long offset, long length) {
    FileStore.requireRange(offset, length);
    Content file = files.get(key.value());
    if (file == null) {
      throw new NotFoundException("file", key);
    }
    int from = (int) Math.min(offset, file.bytes.length);
    int count = (int) Math.min(length, file.bytes.length - from);
    return new ByteArrayInputStream(file.bytes, from, count);
  }

  @Override
  public Optional<StoredFile> find(FileKey key) {
    return Optional.ofNullable(files.get(key.value())).map(file -> told(key.value(), file));
  }

  private static StoredFile told(String key, Content file) {
    return new StoredFile(new FileKey(key), file.bytes.length, file.changedAt);
  }

  @Override
  public void delete(FileKey key) {
    files.remove(key.value());
  }

  @Override
  public Page<StoredFile> list(String prefix, @Nullable String cursor, int limit) {
    FileStore.requireLimit(limit);
    Map<String, Content> from =
        cursor == null || cursor.compareTo(prefix) < 0
            ? files.tailMap(prefix, true)
            : files.tailMap(cursor, false);
    List<StoredFile> found =
        from.entrySet().stream()
            .takeWhile(each -> each.getKey().startsWith(prefix))
            .limit(limit + 1L)
            .map(each -> told(each.getKey(), each.getValue()))
            .toList();
    if (found.size() <= limit) {
      return new Page<>(found, null, null);
    }
    return new Page<>(found.subList(0, limit), found.get(limit - 1).key().value(), null);
  }

  /** Returns 0: a write that is cut off leaves nothing in the heap. */
  @Override
  public int sweep(Instant until) {
    return 0;
  }

  @Override
  public void close() {
    // there is nothing to give up; what is stored stays readable, as with a folder
  }
}
