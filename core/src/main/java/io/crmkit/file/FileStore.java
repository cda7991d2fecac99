package io.crmkit.file;

import io.crmkit.error.NotFoundException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Page;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bytes of files. It knows neither organizations nor rights: whoever calls has judged the
 * call. Every method raises {@link UnavailableException} if the store does not answer, and then a
 * changing one may be repeated as it was. Thread-safe. {@code FileStoreContract} of the test kit
 * proves an implementation.
 *
 * @since 0.1
 */
public interface FileStore extends AutoCloseable {
  /** Most files that {@link #list} gives at once. */
  int MOST_LISTED = 1_000;

  /**
   * Stores all that {@code content} yields. The file is seen as a whole or not at all: until this
   * returns, and if it throws, the key has what it had before. Once it returns, the file survives
   * whatever the store survives. A file that was there is replaced; whoever has it open reads the
   * old one or fails, never a mixture. Takes memory that does not grow with the file, and leaves
   * {@code content} open.
   *
   * @return what was written
   * @throws IOException if {@code content} cannot be read, as it was thrown; its other exceptions
   *     pass as they are
   * @throws UnavailableException if the store does not take it
   */
  WrittenFile write(FileKey key, InputStream content) throws IOException;

  /**
   * Opens a file from its first byte to its last, for the caller to close. A store that is lost
   * while it is read shows as an {@code IOException} of the stream, never as its end.
   *
   * @throws NotFoundException if there is none
   */
  default InputStream open(FileKey key) {
    return open(key, 0, Long.MAX_VALUE);
  }

  /**
   * Opens a part of a file: up to {@code length} bytes from {@code offset} on, fewer where the file
   * ends before, none behind its end.
   *
   * @throws NotFoundException if there is no such file
   * @throws IllegalArgumentException if a number is negative
   */
  InputStream open(FileKey key, long offset, long length);

  /** Returns what is known of a file; empty if there is none. */
  Optional<StoredFile> find(FileKey key);

  /** Removes a file. Does nothing if there is none. */
  void delete(FileKey key);

  /**
   * Lists the files whose key begins with {@code prefix}, in the order of their keys. A file that
   * is there from the first page to the last is listed once. What is not under a {@link FileKey} is
   * left out; the total is never told.
   *
   * @param prefix beginning of keys, of any length; empty for all
   * @param cursor where the page before said that this one begins, or null for the first
   * @param limit most files to return, from 1 to {@link #MOST_LISTED}
   * @throws IllegalArgumentException if the limit is another
   */
  Page<StoredFile> list(String prefix, @Nullable String cursor, int limit);

  /**
   * Removes what writes left behind that were cut off, by a crash of the process, before {@code
   * until}. Whole files stay. Name an instant that no write still running began before.
   *
   * @return how many were removed
   */
  int sweep(Instant until);

  /** Gives up what the store holds open. Files stay as far as the store keeps them. */
  @Override
  void close();

  /**
   * Checks the limit of a list.
   *
   * @throws IllegalArgumentException if it is none from 1 to {@link #MOST_LISTED}
   */
  static void requireLimit(int limit) {
    if (limit < 1 || limit > MOST_LISTED) {
      throw new IllegalArgumentException("a page has 1 to " + MOST_LISTED + " files, not " + limit);
    }
  }

  /**
   * Checks the bounds of a part.
   *
   * @throws IllegalArgumentException if one is negative
   */
  static void requireRange(long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("no part of a file: " + offset + ", " + length);
    }
  }
}
