package io.crmkit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crmkit.error.UnavailableException;
import io.crmkit.testkit.file.FileStoreContract;
import io.crmkit.testkit.file.SampleContent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalFileStoreTest extends FileStoreContract {
  private static final FileKey KEY = new FileKey("acme/0a/offer");

  @TempDir private Path folder;

  private Path root() {
    return folder.resolve("data/files");
  }

  @Override
  protected FileStore emptyStore() {
    return new LocalFileStore(root());
  }

  private Path incoming() {
    return root().resolve(".incoming");
  }

  private long leftovers() throws IOException {
    try (Stream<Path> files = Files.list(incoming())) {
      return files.count();
    }
  }

  @Test
  void store_missingFolder_isMadeForItsOwnerOnly() throws Exception {
    new LocalFileStore(root()).write(KEY, InputStream.nullInputStream());

    for (Path each : new Path[] {root(), incoming(), root().resolve("acme/0a")}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void write_contentBreaks_leavesNothingBehind() throws Exception {
    try (FileStore store = new LocalFileStore(root())) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> store.write(KEY, SampleContent.breakingAfter(1, 1_000_000)));
    }

    assertThat(leftovers()).isZero();
  }

  @Test
  void sweep_leftoversOfTheKilled_areRemovedOnceOld() throws Exception {
    FileStore store = new LocalFileStore(root());
    Instant now = Instant.now();
    Path old = Files.writeString(incoming().resolve("old.part"), "half");
    Files.setLastModifiedTime(old, FileTime.from(now.minusSeconds(7_200)));
    Files.writeString(incoming().resolve("young.part"), "half");

    int removed = store.sweep(now.minusSeconds(3_600));

    assertThat(removed).isEqualTo(1);
    assertThat(leftovers()).isEqualTo(1);
  }

  @Test
  void list_whatOthersPutThere_isLeftOut() throws Exception {
    FileStore store = new LocalFileStore(root());
    store.write(KEY, InputStream.nullInputStream());
    Files.writeString(root().resolve("README.TXT"), "x");
    Files.writeString(root().resolve("file"), "x");
    Files.createDirectories(root().resolve("lost+found/a"));
    Files.createDirectories(root().resolve("acme/0a/folder"));
    Files.writeString(root().resolve("acme/0a/Thumbs.db"), "x");
    Files.createSymbolicLink(root().resolve("acme/0a/link"), root().resolve("README.TXT"));

    assertThat(store.list("", null, 10).items()).extracting(StoredFile::key).containsExactly(KEY);
  }

  @Test
  void store_folderGone_isUnavailableNotEmpty() throws Exception {
    FileStore store = new LocalFileStore(root());
    Files.delete(incoming());
    Files.delete(root());

    assertUnavailable(() -> store.open(KEY));
    assertUnavailable(() -> store.find(KEY));
    assertUnavailable(() -> store.delete(KEY));
    assertUnavailable(() -> store.list("", null, 10));
    assertUnavailable(() -> store.sweep(Instant.now()));
    assertUnavailable(
        () -> {
          try {
            store.write(KEY, InputStream.nullInputStream());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static void assertUnavailable(Runnable call) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(call::run)
        .matches(failure -> failure.code().equals("FILE_STORE_UNAVAILABLE"));
  }

  @Test
  void store_fileInPlaceOfTheFolder_isUnavailable() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertUnavailable(() -> new LocalFileStore(file));
  }

  @Test
  void write_diskFull_isUnavailableAndRecovers() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        isDone("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
        "a small disk can be made by root on Linux only");
    try {
      FileStore store = new LocalFileStore(disk.resolve("files"));

      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> store.write(KEY, SampleContent.of(1, 8 << 20)));

      assertThat(store.find(KEY)).isEmpty();
      assertThat(store.write(KEY, SampleContent.of(1, 1 << 20)).size()).isEqualTo(1 << 20);
    } finally {
      assertThat(isDone("umount", "-l", disk.toString())).isTrue();
    }
  }

  private static boolean isDone(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }

  @Test
  void write_killed_keepsWhatWasAcknowledgedAndNothingHalf() throws Exception {
    Map<FileKey, String> acknowledged = writeUntilKilled(60);

    FileStore store = new LocalFileStore(root());
    for (Map.Entry<FileKey, String> each : acknowledged.entrySet()) {
      assertThat(sha256(store, each.getKey())).isEqualTo(each.getValue());
    }
    for (StoredFile each : store.list("", null, 1_000).items()) {
      assertThat(each.size()).isEqualTo(KilledFileWriter.SIZE);
    }
    store.sweep(Instant.now().plusSeconds(60));
    assertThat(leftovers()).isZero();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(60);
  }

  private static String sha256(FileStore store, FileKey key) throws IOException {
    try (HashingInputStream in = new HashingInputStream(store.open(key))) {
      in.readAllBytes();
      return in.written().sha256();
    }
  }

  private Map<FileKey, String> writeUntilKilled(int atLeast) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KilledFileWriter.class.getName(),
                root().toString())
            .redirectError(folder.resolve("writer.log").toFile())
            .start();
    Map<FileKey, String> written = new HashMap<>();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.endsWith(".")) { // a line may be cut short
          String[] parts = line.split(" ", -1);
          written.put(new FileKey(parts[0]), parts[1]);
        }
        if (written.size() == atLeast) {
          writer.toHandle().destroyForcibly(); // what it printed before stays readable
        }
      }
    }
    writer.waitFor();
    return written;
  }
}
