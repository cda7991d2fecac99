package io.crmkit.file;

import static io.crmkit.file.FileWorld.code;
import static io.crmkit.file.FileWorld.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Id;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a scanner looks before anybody reads. */
interface ScanContract {
  /** Returns a world of its own for the test, with a scanner. */
  FileWorld scannedWorld();

  @Test
  default void scan_clean_letsItBeRead() throws IOException {
    FileWorld world = scannedWorld();
    Id<FileObject> id = world.text("notes.txt", "Bonjour");
    assertThat(world.row(id).state()).isEqualTo(FileState.SCANNING);
    assertThat(code(() -> world.system().files().open(id))).isEqualTo("FILE_NOT_READY");

    world.runJobs();

    assertThat(content(world.system().files().open(id))).isEqualTo("Bonjour");
    assertThat(world.scanner.scans).hasValue(1);
  }

  @Test
  default void scan_virus_isKeptFromEverybody() throws IOException {
    FileWorld world = scannedWorld();
    Id<FileObject> id = world.text("notes.txt", FileWorld.EICAR);
    world
        .system()
        .records(FileObject.class)
        .updatePlain(id, null, Map.of("isPublic", Boolean.TRUE));

    world.runJobs();

    assertThat(world.row(id).state()).isEqualTo(FileState.QUARANTINED);
    assertThat(code(() -> world.system().files().open(id))).isEqualTo("FILE_NOT_READY");
    assertThat(code(() -> world.crm.files().openPublic(world.organization, id)))
        .isEqualTo("NOT_FOUND");
    assertThat(world.system().records(FileObject.class).history(id, null, 10).items())
        .anyMatch(event -> event.action().equals("file.quarantined"));
    world.assertStored(1);
  }

  @Test
  default void scan_scannerIsDown_waitsForIt() throws IOException {
    FileWorld world = scannedWorld();
    world.scanner.isDown = true;
    Id<FileObject> id = world.text("notes.txt", "Bonjour");

    for (int i = 0; i < 30; i++) {
      world.pass(Duration.ofHours(2));
    }
    assertThat(world.row(id).state()).isEqualTo(FileState.SCANNING);
    assertThat(code(() -> world.system().files().open(id))).isEqualTo("FILE_NOT_READY");
    world.scanner.isDown = false;
    world.pass(Duration.ofHours(2));

    assertThat(world.row(id).state()).isEqualTo(FileState.READY);
  }

  @Test
  default void scan_tooLargeForTheScanner_isRefused() throws IOException {
    FileWorld world = scannedWorld();
    world.scanner.largest = 3;
    Id<FileObject> id = world.text("notes.txt", "Bonjour");

    world.runJobs();

    assertThat(world.row(id).state()).isEqualTo(FileState.REFUSED);
    world.assertStored(0);
  }

  @Test
  default void scan_image_isDrawnOnceItIsClean() throws IOException {
    FileWorld world = scannedWorld();
    byte[] jpeg = SampleFiles.image("jpg", 40, 20);
    Id<FileObject> id =
        world.system().files().store(NewFile.of("a.jpg"), new ByteArrayInputStream(jpeg)).fileId();

    world.runJobs();

    assertThat(world.system().files().openThumbnail(id).mediaType()).isEqualTo("image/jpeg");
  }

  @Test
  default void scan_deletedMeanwhile_looksOnceItIsRestored() throws IOException {
    FileWorld world = scannedWorld();
    Id<FileObject> id = world.text("notes.txt", "Bonjour");
    world.system().records(FileObject.class).delete(id, null);
    world.runJobs();

    world.system().records(FileObject.class).restore(id, null);
    assertThat(code(() -> world.system().files().open(id))).isEqualTo("FILE_NOT_READY");
    world.runJobs();

    assertThat(world.row(id).state()).isEqualTo(FileState.READY);
  }
}
