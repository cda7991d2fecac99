package io.crmkit.storage.jdbc;

import static io.crmkit.testkit.Samples.VENUE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crmkit.error.UnavailableException;
import io.crmkit.record.Condition;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Selection;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, and a file that another process holds. */
final class SqliteFaultsTest {
  private static final UUID ORGANIZATION = Rows.newId();
  private static final int ALL = 100_000;

  @TempDir private Path folder;

  private static void write(JdbcStorage storage, String name) {
    storage.transact(
        ORGANIZATION,
        unit -> {
          Indexed row = Rows.of(VENUE, "name", name);
          unit.insert(VENUE, List.of(row));
          unit.append(List.of(Rows.event(ORGANIZATION, "venue", row.row().id(), 1)));
          return name;
        });
  }

  private static void assertHolds(JdbcStorage storage, Path file, int rows) {
    assertThat(storage.read(ORGANIZATION).count(VENUE, Selection.of(Condition.always(), 1), ALL))
        .isEqualTo(rows);
    assertThat(storage.feed(null, 0, ALL)).extracting(LogEntry::position).hasSize(rows);
    assertThat(storage.lastPosition()).isEqualTo(rows);
    assertThat(ChainCheck.brokenLinks("jdbc:sqlite:" + file, "", "")).isEmpty();
  }

  @Test
  void transact_fileLockedByAnotherProcess_isUnavailableAndRecovers() throws Exception {
    Path file = folder.resolve("crm.db");
    try (JdbcStorage storage = JdbcStorage.sqlite(file)) {
      storage.open(Samples.SCHEMA);
      write(storage, "before");
      Process holder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  LockHolder.class.getName(),
                  file.toString())
              .redirectError(folder.resolve("holder.log").toFile())
              .start();
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(output.readLine()).isEqualTo("locked");

        assertThatExceptionOfType(UnavailableException.class)
            .isThrownBy(() -> write(storage, "while locked"))
            .satisfies(e -> assertThat(e.code()).isEqualTo("STORAGE_UNAVAILABLE"));
        assertThat(storage.isAvailable()).as("reads go on").isTrue();
        holder.getOutputStream().close();
        assertThat(holder.waitFor()).isZero();
      }
      write(storage, "afterwards");

      assertHolds(storage, file, 2);
    }
  }

  @Test
  void transact_diskFull_isUnavailableAndRecovers() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        isDone("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()),
        "a small disk can be made by root on Linux only");
    try {
      fillAndFree(disk);
    } finally {
      assertThat(isDone("umount", "-l", disk.toString())).isTrue();
    }
  }

  private static void fillAndFree(Path disk) throws Exception {
    Path file = disk.resolve("crm.db");
    AtomicInteger heard = new AtomicInteger();
    try (JdbcStorage storage = JdbcStorage.sqlite(file)) {
      storage.open(Samples.SCHEMA);
      storage.onSequenced(heard::incrementAndGet);
      write(storage, "before");
      Path ballast = disk.resolve("ballast");
      fill(ballast);
      int written = writeUntilFull(storage);
      fill(ballast); // to give the failed connection up has freed what its log took
      written += writeUntilFull(storage);
      int before = heard.get();
      Files.delete(ballast);
      write(storage, "afterwards");

      assertThat(heard.get()).isGreaterThan(before);
      assertHolds(storage, file, written + 2);
    }
    try (JdbcStorage again = JdbcStorage.sqlite(file)) {
      again.open(Samples.SCHEMA);
      write(again, "later");
      assertThat(again.lastPosition()).isEqualTo(again.feed(null, 0, ALL).size());
    }
  }

  private static int writeUntilFull(JdbcStorage storage) {
    AtomicInteger written = new AtomicInteger();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () -> {
              while (written.get() < ALL) {
                write(storage, "while full");
                written.incrementAndGet();
              }
            })
        .satisfies(e -> assertThat(e.code()).isEqualTo("STORAGE_UNAVAILABLE"));
    return written.get();
  }

  private static void fill(Path file) {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file, CREATE, APPEND)) {
      for (int i = 0; i < 1 << 20; i++) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(file).isNotEmptyFile(); // the disk is full, as it should be
    }
  }

  private static boolean isDone(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }
}
