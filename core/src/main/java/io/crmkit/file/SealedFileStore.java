package io.crmkit.file;

import io.crmkit.engine.KeyRing;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Page;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Seals files before another store keeps them, so that neither who runs it nor who takes its disk
 * away can read or change one unseen. Each file has a random key, which is sealed with the current
 * key of the ring; older keys of the ring open older files. Parts are read without the rest of the
 * file. Sizes and hashes are those of the content; {@link #find} and {@link #list} work the size
 * out from what is stored, which only reading proves. Who can write to the other store can put back
 * an older version of a file under its key. Thread-safe.
 *
 * <p>Streams throw {@link DamagedFileException} for what was changed, and {@code
 * IllegalArgumentException} if the ring lacks the key.
 *
 * @since 0.1
 */
public final class SealedFileStore implements FileStore {
  private final FileStore store;
  private final KeyRing keys;
  private final SecureRandom random = new SecureRandom();

  /** Seals what {@code store} keeps with {@code keys}, and closes it when this is closed. */
  public SealedFileStore(FileStore store, KeyRing keys) {
    this.store = store;
    this.keys = keys;
  }

  @Override
  public WrittenFile write(FileKey key, InputStream content) throws IOException {
    HashingInputStream input = new HashingInputStream(content);
    store.write(key, new SealingInputStream(input, FileCipher.create(keys, key, random)));
    return input.written();
  }

  @Override
  public InputStream open(FileKey key) {
    InputStream sealed = store.open(key);
    return new LateInputStream(
        sealed,
        () -> {
          byte[] header = sealed.readNBytes(FileCipher.HEADER);
          return new OpeningInputStream(sealed, key, FileCipher.open(keys, key, header), 0);
        });
  }

  @Override
  public InputStream open(FileKey key, long offset, long length) {
    FileStore.requireRange(offset, length);
    if (offset == 0 && length == Long.MAX_VALUE) {
      return open(key);
    }
    InputStream head = store.open(key, 0, FileCipher.HEADER);
    return new LateInputStream(head, () -> part(key, head, offset, length));
  }

  private InputStream part(FileKey key, InputStream head, long offset, long length)
      throws IOException {
    byte[] header = head.readNBytes(FileCipher.HEADER);
    head.close();
    FileCipher cipher = FileCipher.open(keys, key, header);
    long size = store.find(key).map(file -> plainSize(file.size())).orElse(0L);
    long from = Math.min(offset, size);
    long first = Math.max(0, Math.min(from, size - 1)) / FileCipher.CHUNK;
    long left = Math.min(length, size - from);
    long last = Math.max(0, from + left - 1) / FileCipher.CHUNK;
    // one byte more, which tells that the last of these chunks is not the last of the file
    long span = (Math.max(first, last) - first + 1) * FileCipher.SEALED_CHUNK + 1;
    InputStream chunks = store.open(key, FileCipher.HEADER + first * FileCipher.SEALED_CHUNK, span);
    OpeningInputStream opened = new OpeningInputStream(chunks, key, cipher, first);
    if (left == 0) {
      opened.read(); // that nothing is there is checked as well
    } else {
      opened.skipNBytes(from - first * FileCipher.CHUNK);
    }
    return new BoundedInputStream(opened, left);
  }

  /** The size of the content of what is sealed to so many bytes; nothing else has no chunk. */
  static long plainSize(long sealed) {
    long body = Math.max(0, sealed - FileCipher.HEADER);
    long chunks = (body + FileCipher.SEALED_CHUNK - 1) / FileCipher.SEALED_CHUNK;
    return Math.max(0, body - chunks * FileCipher.TAG);
  }

  private static StoredFile plain(StoredFile file) {
    return new StoredFile(file.key(), plainSize(file.size()), file.changedAt());
  }

  @Override
  public Optional<StoredFile> find(FileKey key) {
    return store.find(key).map(SealedFileStore::plain);
  }

  @Override
  public void delete(FileKey key) {
    store.delete(key);
  }

  @Override
  public Page<StoredFile> list(String prefix, @Nullable String cursor, int limit) {
    return store.list(prefix, cursor, limit).map(SealedFileStore::plain);
  }

  @Override
  public int sweep(Instant until) {
    return store.sweep(until);
  }

  @Override
  public void close() {
    store.close();
  }

  /** Tells what is sealed. */
  @Override
  public String toString() {
    return "SealedFileStore[" + store + "]";
  }

  /** Makes a stream. */
  private interface Opener {
    InputStream open() throws IOException;
  }

  /** Is made with the first read, as only a read may throw what the header may be wrong with. */
  private static final class LateInputStream extends FilterInputStream {
    private @Nullable Opener opener;

    LateInputStream(InputStream first, Opener opener) {
      super(first);
      this.opener = opener;
    }

    private void start() throws IOException {
      Opener known = opener;
      if (known != null) {
        try {
          in = known.open();
        } catch (UnavailableException | NotFoundException e) {
          throw new IOException("the store was lost while a file was read", e);
        }
        opener = null;
      }
    }

    @Override
    public int read() throws IOException {
      start();
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      start();
      return super.read(bytes, offset, length);
    }

    @Override
    public long skip(long count) throws IOException {
      start();
      return super.skip(count);
    }

    @Override
    public int available() throws IOException {
      return opener == null ? super.available() : 0;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
