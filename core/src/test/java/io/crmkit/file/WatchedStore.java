package io.crmkit.file;

import io.crmkit.error.UnavailableException;
import io.crmkit.record.Page;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store in memory that can be away, or have the process end right behind a write. */
final class WatchedStore implements FileStore {
  private final FileStore store;
  volatile boolean isDown;
  volatile @Nullable Error dyingAfterWrite;
  final AtomicInteger listed = new AtomicInteger();

  WatchedStore(Clock clock) {
    this.store = new MemoryFileStore(clock);
  }

  List<String> keys() {
    return store.list("", null, MOST_LISTED).items().stream()
        .map(file -> file.key().value())
        .toList();
  }

  private FileStore answering() {
    if (isDown) {
      throw new UnavailableException("FILE_STORE_UNAVAILABLE", "down", Duration.ofSeconds(1), null);
    }
    return store;
  }

  @Override
  public WrittenFile write(FileKey key, InputStream content) throws IOException {
    WrittenFile written = answering().write(key, content);
    Error death = dyingAfterWrite;
    if (death != null) {
      throw death;
    }
    return written;
  }

  @Override
  public InputStream open(FileKey key, long offset, long length) {
    return answering().open(key, offset, length);
  }

  @Override
  public Optional<StoredFile> find(FileKey key) {
    return answering().find(key);
  }

  @Override
  public void delete(FileKey key) {
    answering().delete(key);
  }

  @Override
  public Page<StoredFile> list(String prefix, @Nullable String cursor, int limit) {
    listed.incrementAndGet();
    return answering().list(prefix, cursor, Math.min(limit, 2)); // so that there are pages
  }

  @Override
  public int sweep(Instant until) {
    return answering().sweep(until);
  }

  @Override
  public void close() {
    store.close();
  }
}
