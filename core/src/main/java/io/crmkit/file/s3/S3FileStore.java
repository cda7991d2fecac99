package io.crmkit.file.s3;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.file.FileKey;
import io.crmkit.file.FileStore;
import io.crmkit.file.HashingInputStream;
import io.crmkit.file.StoredFile;
import io.crmkit.file.WrittenFile;
import io.crmkit.record.Page;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps files in a bucket of S3, or of a server that speaks its protocol. A file of more than one
 * part is sent part by part and put together at the end. Needs {@code software.amazon.awssdk:s3}
 * and {@code software.amazon.awssdk:url-connection-client}, which the host adds. Thread-safe.
 *
 * @since 0.1
 */
public final class S3FileStore implements FileStore {
  private static final int MOST_PARTS = 10_000;

  private final S3Bucket bucket;
  private final int partSize;

  /**
   * Prepares to use a bucket; nothing is asked of it yet.
   *
   * @throws IllegalStateException if a dependency is missing, naming it
   */
  public S3FileStore(S3Config config) {
    requireClass("software.amazon.awssdk.services.s3.S3Client", "s3");
    requireClass(
        "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient",
        "url-connection-client");
    this.bucket = new S3Bucket(config);
    this.partSize = config.partSize();
  }

  private static void requireClass(String name, String artifact) {
    try {
      Class.forName(name, false, S3FileStore.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "files in S3 need the dependency software.amazon.awssdk:" + artifact, e);
    }
  }

  @Override
  public WrittenFile write(FileKey key, InputStream content) throws IOException {
    HashingInputStream input = new HashingInputStream(content);
    byte[] part = new byte[partSize];
    int count = input.readNBytes(part, 0, partSize);
    if (count < partSize) {
      bucket.put(key, part, count);
      return input.written();
    }
    S3Upload upload = bucket.begin(key);
    boolean isDone = false;
    try {
      for (int number = 1; count > 0; number++) {
        if (number > MOST_PARTS) {
          throw new InvalidRequestException(
              "FILE_TOO_LARGE", "a file has at most " + MOST_PARTS + " parts of " + partSize);
        }
        upload.add(number, part, count);
        count = input.readNBytes(part, 0, partSize);
      }
      upload.complete();
      isDone = true;
    } finally {
      if (!isDone) {
        upload.abort();
      }
    }
    return input.written();
  }

  @Override
  public InputStream open(FileKey key, long offset, long length) {
    FileStore.requireRange(offset, length);
    if (length == 0) {
      bucket.require(key); // no range of S3 is empty
      return InputStream.nullInputStream();
    }
    return bucket.open(key, offset, length);
  }

  @Override
  public Optional<StoredFile> find(FileKey key) {
    return bucket.find(key);
  }

  @Override
  public void delete(FileKey key) {
    bucket.delete(key);
  }

  @Override
  public Page<StoredFile> list(String prefix, @Nullable String cursor, int limit) {
    FileStore.requireLimit(limit);
    List<StoredFile> found = bucket.list(prefix, cursor, limit + 1);
    if (found.size() <= limit) {
      return new Page<>(found, null, null);
    }
    return new Page<>(found.subList(0, limit), found.get(limit - 1).key().value(), null);
  }

  /** Gives up the uploads that were begun before {@code until} and never put together. */
  @Override
  public int sweep(Instant until) {
    return bucket.abortUploads(until);
  }

  @Override
  public void close() {
    bucket.close();
  }

  /** Tells where the bucket is. */
  @Override
  public String toString() {
    return "S3FileStore[" + bucket + "]";
  }
}
