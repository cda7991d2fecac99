package io.crmkit.file;

import io.crmkit.error.NotFoundException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Page;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps files in a folder, each under the path that its key is: the default. A file is written
 * beside the others in {@code .incoming}, flushed to the disk, moved to its place, and acknowledged
 * once its folders are flushed too, so that it survives {@code kill -9} and power loss. Several
 * processes may share the folder. Thread-safe.
 *
 * @since 0.1
 */
public final class LocalFileStore implements FileStore {
  /** No part of a key begins with a point, so this is never taken for a file. */
  private static final String INCOMING = ".incoming";

  private static final int BUFFER = 1 << 17;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final Path root;
  private final Path incoming;

  /**
   * Uses a folder, which is made if it is not there, readable for its owner only.
   *
   * @throws UnavailableException if it cannot be made
   */
  public LocalFileStore(Path folder) {
    this.root = folder.toAbsolutePath().normalize();
    this.incoming = root.resolve(INCOMING);
    try {
      makeFolders(incoming);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private void makeFolders(Path folder) throws IOException {
    boolean isPosix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owner =
        isPosix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    Files.createDirectories(folder, owner);
  }

  private Path path(FileKey key) {
    return root.resolve(key.value());
  }

  @Override
  public WrittenFile write(FileKey key, InputStream content) throws IOException {
    HashingInputStream input = new HashingInputStream(content);
    Path temporary = incoming.resolve(UUID.randomUUID() + ".part");
    boolean isMoved = false;
    FileChannel out = create(temporary);
    try {
      byte[] bytes = new byte[BUFFER];
      for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
        append(out, ByteBuffer.wrap(bytes, 0, count));
      }
      publish(out, temporary, path(key));
      isMoved = true;
    } finally {
      if (!isMoved) {
        discard(out, temporary);
      }
    }
    return input.written();
  }

  private FileChannel create(Path temporary) {
    try {
      return FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private static void append(FileChannel out, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private void publish(FileChannel out, Path temporary, Path target) {
    try {
      out.force(true);
      out.close();
      Path folder = target.resolveSibling("");
      requireRoot(null);
      makeFolders(folder);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      flush(folder);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /**
   * Flushes the entries from a folder up to the root. All of them each time: another writer may
   * have made one a moment ago and not flushed it yet.
   */
  private void flush(Path folder) throws IOException {
    if (File.separatorChar == '\\') {
      return; // Windows opens no folder, and writes its entries through
    }
    for (Path each = folder; each != null && each.startsWith(root); each = each.getParent()) {
      try (FileChannel channel = FileChannel.open(each, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void discard(FileChannel out, Path temporary) {
    try {
      out.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // the failure that led here is on its way to the caller; what stays is swept later
    }
  }

  @Override
  public InputStream open(FileKey key, long offset, long length) {
    FileStore.requireRange(offset, length);
    try {
      SeekableByteChannel channel = Files.newByteChannel(path(key), StandardOpenOption.READ);
      channel.position(offset);
      return new BoundedInputStream(Channels.newInputStream(channel), length);
    } catch (NoSuchFileException e) {
      requireRoot(e);
      throw new NotFoundException("file", key);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public Optional<StoredFile> find(FileKey key) {
    Optional<StoredFile> found = stat(key);
    if (found.isEmpty()) {
      requireRoot(null);
    }
    return found;
  }

  private Optional<StoredFile> stat(FileKey key) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path(key), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? Optional.of(
              new StoredFile(key, attributes.size(), attributes.lastModifiedTime().toInstant()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public void delete(FileKey key) {
    try {
      if (Files.deleteIfExists(path(key))) {
        flush(path(key).resolveSibling(""));
      } else {
        requireRoot(null);
      }
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public Page<StoredFile> list(String prefix, @Nullable String cursor, int limit) {
    FileStore.requireLimit(limit);
    requireRoot(null);
    List<StoredFile> found = new ArrayList<>();
    Range range = new Range(prefix, cursor);
    try {
      for (String top : folders(root, "", range)) {
        for (String folder : folders(root.resolve(top), top, range)) {
          collect(folder, range, limit, found);
          if (found.size() > limit) {
            String last = found.get(limit - 1).key().value();
            return new Page<>(found.subList(0, limit), last, null);
          }
        }
      }
    } catch (IOException e) {
      throw unavailable(e);
    }
    return new Page<>(found, null, null);
  }

  /** Which keys are asked for. */
  private record Range(String prefix, @Nullable String after) {
    boolean mayLieIn(String folder) {
      boolean isAsked = folder.startsWith(prefix) || prefix.startsWith(folder);
      return isAsked && (after == null || folder.compareTo(after) > 0 || after.startsWith(folder));
    }

    boolean holds(String key) {
      return key.startsWith(prefix) && (after == null || key.compareTo(after) > 0);
    }
  }

  /** Returns the folders of a folder, each ending with a slash, in the order of their keys. */
  private static List<String> folders(Path folder, String before, Range range) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : names(folder)) {
      String path = before + name + "/";
      if (FileKey.isPart(name) && range.mayLieIn(path)) {
        names.add(path);
      }
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }

  private void collect(String folder, Range range, int limit, List<StoredFile> found)
      throws IOException {
    List<String> keys = new ArrayList<>();
    for (String name : names(root.resolve(folder))) {
      if (FileKey.isPart(name) && range.holds(folder + name)) {
        keys.add(folder + name);
      }
    }
    keys.sort(Comparator.naturalOrder());
    for (String key : keys) {
      if (found.size() > limit) {
        return;
      }
      stat(new FileKey(key)).ifPresent(found::add); // it may have gone meanwhile
    }
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of(); // a file that somebody else put there
    }
    return names;
  }

  @Override
  public int sweep(Instant until) {
    requireRoot(null);
    int removed = 0;
    try {
      for (String name : names(incoming)) {
        Path file = incoming.resolve(name);
        if (isOlder(file, until) && Files.deleteIfExists(file)) {
          removed++;
        }
      }
    } catch (IOException e) {
      throw unavailable(e);
    }
    return removed;
  }

  private static boolean isOlder(Path file, Instant until) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(until);
    } catch (NoSuchFileException e) {
      return false; // its write ended, or another process swept it
    }
  }

  /** A folder that is not mounted looks empty: better no answer than "there is no such file". */
  private void requireRoot(@Nullable IOException cause) {
    if (!Files.isDirectory(incoming)) {
      throw unavailable(cause == null ? new NoSuchFileException(incoming.toString()) : cause);
    }
  }

  private static UnavailableException unavailable(IOException cause) {
    return new UnavailableException(
        "FILE_STORE_UNAVAILABLE", "the folder of files does not answer", RETRY_AFTER, cause);
  }

  @Override
  public void close() {
    // nothing is held open between two calls
  }

  /** Tells the folder. */
  @Override
  public String toString() {
    return "LocalFileStore[" + root + "]";
  }
}
