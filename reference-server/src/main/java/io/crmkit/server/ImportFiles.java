package io.crmkit.server;

import io.crmkit.engine.ImportRun;
import io.crmkit.engine.transfer.ImportSource;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Id;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the files that imports read, in a folder for each organization, each under the id of its
 * run. Thread-safe, also beside other processes on the same folder.
 */
final class ImportFiles implements AutoCloseable {
  static final String TOO_LARGE = "BODY_TOO_LARGE";
  private static final String PART = ".part";
  private static final String LOCK = ".lock";
  private static final int CHUNK = 1 << 16;
  private static final Duration RETRY = Duration.ofSeconds(30);

  /** How long what was sent in part only is left alone, since somebody may still be sending. */
  private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

  private final @Nullable Path given;
  private @Nullable Path made;

  /** Keeps files in a folder; without one in a temporary folder, which {@link #close} deletes. */
  ImportFiles(@Nullable Path folder) {
    this.given = folder;
  }

  /**
   * A file that is kept, and belongs to no run yet.
   *
   * @param id its id until then
   * @param sha256 digest of its bytes, unpacked, in hexadecimal
   */
  record Kept(Id<?> id, String sha256) {}

  /** The right to work on the file of a run alone; held until it is closed. */
  interface Claim extends AutoCloseable {
    @Override
    void close();
  }

  boolean isTemporary() {
    return given == null;
  }

  /** Returns the folder of everything, made if need be. */
  synchronized Path folder() throws IOException {
    Path folder = given == null ? made : given;
    if (folder == null) {
      folder = Files.createTempDirectory("crmkit-imports-");
      made = folder;
    }
    return create(folder);
  }

  private static Path create(Path folder) throws IOException {
    boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownersOnly =
        isPosix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    return Files.createDirectories(folder, ownersOnly);
  }

  private Path path(UUID organization, Id<?> file, String suffix) throws IOException {
    return create(folder().resolve(organization.toString())).resolve(file + suffix);
  }

  /**
   * Keeps what a stream yields, unpacked if it is packed with gzip.
   *
   * @param most bytes that are kept at most
   * @throws IOException if the stream breaks off or cannot be unpacked
   * @throws InvalidRequestException {@link #TOO_LARGE}, or {@code NOT_CSV} if it is packed twice
   * @throws UnavailableException if the disk takes no more
   */
  Kept keep(UUID organization, InputStream bytes, long most) throws IOException {
    Id<?> id = new Id<>(UUID.randomUUID());
    InputStream plain = unpacked(bytes);
    Path part = null;
    try {
      part = path(organization, id, PART);
      String digest = copy(plain, part, most);
      Files.move(part, path(organization, id, ""), StandardCopyOption.ATOMIC_MOVE);
      return new Kept(id, digest);
    } catch (DiskException e) {
      throw new UnavailableException("STORAGE_UNAVAILABLE", "the file cannot be kept", RETRY, e);
    } finally {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static InputStream unpacked(InputStream bytes) throws IOException {
    InputStream whole = new BufferedInputStream(bytes, CHUNK);
    if (!isPacked(whole)) {
      return whole;
    }
    InputStream inner = new BufferedInputStream(new GZIPInputStream(whole, CHUNK), CHUNK);
    if (isPacked(inner)) {
      throw new InvalidRequestException("NOT_CSV", "the file is packed twice");
    }
    return inner;
  }

  private static boolean isPacked(InputStream bytes) throws IOException {
    bytes.mark(2);
    byte[] head = bytes.readNBytes(2);
    bytes.reset();
    return head.length == 2 && head[0] == 0x1F && (head[1] & 0xFF) == 0x8B;
  }

  private static String copy(InputStream from, Path to, long most) throws IOException {
    MessageDigest digest = sha256();
    byte[] chunk = new byte[CHUNK];
    long total = 0;
    try (OutputStream disk = open(to)) {
      for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
        total += read;
        if (total > most) {
          throw new InvalidRequestException(TOO_LARGE, "a file has at most " + most + " bytes");
        }
        digest.update(chunk, 0, read);
        write(disk, chunk, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static OutputStream open(Path to) throws DiskException {
    try {
      return Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  private static void write(OutputStream disk, byte[] chunk, int length) throws DiskException {
    try {
      disk.write(chunk, 0, length);
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the file of a run, or one that has none yet, or null if it is not kept here. */
  @Nullable ImportSource find(UUID organization, Id<?> id) {
    try {
      Path path = path(organization, id, "");
      return Files.exists(path) ? ImportSource.of(path) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a run for the caller alone; returns null if this or another process has it. */
  @Nullable Claim claim(UUID organization, Id<ImportRun> run) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path(organization, run, LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return () -> release(channel);
      }
    } catch (OverlappingFileLockException e) {
      channel.close(); // this process has it
      return null;
    }
    channel.close();
    return null;
  }

  private static void release(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a file that of a run. */
  void assign(UUID organization, Kept file, Id<ImportRun> run) throws IOException {
    Files.move(
        path(organization, file.id(), ""),
        path(organization, run, ""),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes a file that no run wants. */
  void delete(UUID organization, Kept file) throws IOException {
    Files.deleteIfExists(path(organization, file.id(), ""));
  }

  /** Deletes an organization's files that are older, but for those of these runs. */
  void purge(UUID organization, Instant keptSince, Set<Id<ImportRun>> inUse) throws IOException {
    Path folder = folder().resolve(organization.toString());
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.toList();
    }
    for (Path each : all) {
      String name = each.getFileName().toString();
      boolean isPart = name.endsWith(PART);
      Instant since = isPart ? Instant.now().minus(LONGEST_UPLOAD) : keptSince;
      boolean isUsed = inUse.stream().anyMatch(id -> name.startsWith(id.toString()));
      if (!isUsed && isOlder(each, since)) {
        Files.deleteIfExists(each);
      }
    }
  }

  private static boolean isOlder(Path file, Instant than) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(than);
    } catch (NoSuchFileException e) {
      return false; // another process was faster
    }
  }

  /** Deletes a temporary folder; one that was given stays as it is. */
  @Override
  public synchronized void close() {
    Path folder = made;
    if (folder == null) {
      return;
    }
    made = null;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells a disk that fails from a sender that does. */
  private static final class DiskException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskException(IOException cause) {
      super(cause);
    }
  }
}
