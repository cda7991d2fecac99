package io.crmkit.file;

import io.crmkit.error.NotFoundException;
import io.crmkit.record.Page;
import io.crmkit.testkit.file.FileStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store as an embedder may write it passes the same contract. */
final class OwnFileStoreTest extends FileStoreContract {
  @Override
  protected FileStore emptyStore() {
    return new OwnFileStore();
  }
}

/** As short as a store can be: one lock over a sorted map. */
final class OwnFileStore implements FileStore {
  private final Map<FileKey, byte[]> files = new TreeMap<>();

  @Override
  public WrittenFile write(FileKey key, InputStream content) throws IOException {
    HashingInputStream input = new HashingInputStream(content);
    byte[] bytes = input.readAllBytes();
    synchronized (this) {
      files.put(key, bytes);
    }
    return input.written();
  }

  @Override
  public synchronized InputStream open(FileKey key, long offset, long length) {
    FileStore.requireRange(offset, length);
    byte[] bytes = find(key).map(found -> files.get(key)).orElse(null);
    if (bytes == null) {
      throw new NotFoundException("file", key);
    }
    int from = (int) Math.min(offset, bytes.length);
    int to = (int) Math.min(from + length, bytes.length);
    return new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, to));
  }

  @Override
  public synchronized Optional<StoredFile> find(FileKey key) {
    return Optional.ofNullable(files.get(key))
        .map(bytes -> new StoredFile(key, bytes.length, Instant.now()));
  }

  @Override
  public synchronized void delete(FileKey key) {
    files.remove(key);
  }

  @Override
  public synchronized Page<StoredFile> list(String prefix, @Nullable String cursor, int limit) {
    FileStore.requireLimit(limit);
    List<StoredFile> rest =
        files.keySet().stream()
            .filter(key -> key.value().startsWith(prefix))
            .filter(key -> cursor == null || key.value().compareTo(cursor) > 0)
            .map(key -> find(key).orElseThrow())
            .toList();
    return rest.size() <= limit
        ? new Page<>(rest, null, null)
        : new Page<>(rest.subList(0, limit), rest.get(limit - 1).key().value(), null);
  }

  @Override
  public int sweep(Instant until) {
    return 0;
  }

  @Override
  public void close() {}
}
