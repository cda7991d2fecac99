package io.crmkit.server;

import io.crmkit.error.UnavailableException;
import io.crmkit.file.FileKey;
import io.crmkit.file.FileStore;
import io.crmkit.file.MemoryFileStore;
import io.crmkit.file.StoredFile;
import io.crmkit.file.WrittenFile;
import io.crmkit.record.Page;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps files in memory, and can be away or break off. */
final class BreakableStore implements FileStore {
  private final MemoryFileStore store = new MemoryFileStore();
  volatile boolean isDown;
  volatile int breaksBehind = Integer.MAX_VALUE;

  @Override
  public WrittenFile write(FileKey key, InputStream content) throws IOException {
    if (isDown) {
      throw new UnavailableException("FILE_STORE_UNAVAILABLE", "down", Duration.ofSeconds(1), null);
    }
    return store.write(key, content);
  }

  @Override
  public InputStream open(FileKey key, long offset, long length) {
    int most = breaksBehind;
    return new FilterInputStream(store.open(key, offset, length)) {
      private int count;

      @Override
      public int read(byte[] bytes, int from, int wanted) throws IOException {
        if (count >= most) {
          throw new IOException("lost");
        }
        int got = super.read(bytes, from, Math.min(wanted, most - count));
        count += Math.max(0, got);
        return got;
      }
    };
  }

  @Override
  public Optional<StoredFile> find(FileKey key) {
    return store.find(key);
  }

  @Override
  public void delete(FileKey key) {
    store.delete(key);
  }

  @Override
  public Page<StoredFile> list(String prefix, String cursor, int limit) {
    return store.list(prefix, cursor, limit);
  }

  @Override
  public int sweep(Instant until) {
    return store.sweep(until);
  }

  @Override
  public void close() {
    store.close();
  }
}
