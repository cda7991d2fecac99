package io.crmkit.file;

import static io.crmkit.file.FileWorld.bytes;
import static io.crmkit.file.FileWorld.code;
import static io.crmkit.file.FileWorld.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is left behind, and for how long. */
interface FileCleaningContract {
  /** Returns a world of its own for the test. */
  FileWorld world();

  /** Returns a world whose organizations have room for ten bytes each. */
  FileWorld smallWorld();

  /** Ends a process. */
  final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static long count(FileWorld world) {
    return world.system().records(FileObject.class).count(Query.ALL);
  }

  @Test
  default void upload_thatNeverCame_isRemovedADayAfterItExpired() {
    FileWorld world = world();
    world.system().files().begin(NewFile.of("a.txt"));

    world.pass(Duration.ofHours(24));
    assertThat(count(world)).isEqualTo(1);
    world.pass(Duration.ofHours(1));

    assertThat(count(world)).isZero();
  }

  @Test
  default void upload_thatCame_staysWhenItsAddressExpires() throws IOException {
    FileWorld world = world();
    Id<FileObject> id = world.text("a.txt", "Bonjour");

    for (int day = 0; day < 3; day++) {
      world.pass(Duration.ofDays(1));
    }

    assertThat(content(world.system().files().open(id))).isEqualTo("Bonjour");
    assertThat(world.store.listed).hasValueGreaterThan(1);
  }

  @Test
  default void process_killedBetweenBytesAndRow_leavesNoOrphan() throws IOException {
    FileWorld world = world();
    UploadAddress address = world.system().files().begin(NewFile.of("a.txt"));
    world.store.dyingAfterWrite = new Killed();
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(Killed.class)
          .isThrownBy(() -> world.crm.files().receive(address.token(), -1, bytes("cut")));
    }
    world.store.dyingAfterWrite = null;
    world.assertStored(3);
    assertThat(world.row(address.fileId()).state()).isEqualTo(FileState.AWAITING);
    world.crm.files().receive(address.token(), -1, bytes("whole"));
    String kept = StorageKey.keyOf(world.row(address.fileId())).value();

    world.pass(Duration.ofHours(20));
    world.assertStored(4);
    world.pass(Duration.ofDays(1));

    assertThat(world.store.keys()).containsExactly(kept);
    assertThat(content(world.system().files().open(address.fileId()))).isEqualTo("whole");
  }

  @Test
  default void process_killedBehindAThumbnail_drawsItAgain() throws IOException {
    FileWorld world = world();
    byte[] png = SampleFiles.image("png", 40, 20);
    Id<FileObject> id =
        world.system().files().store(NewFile.of("a.png"), new ByteArrayInputStream(png)).fileId();
    world.store.dyingAfterWrite = new StackOverflowError(); // which ends the job, not the test
    world.runJobs();
    assertThat(world.row(id).image().thumbnailKey()).isNull();
    world.store.dyingAfterWrite = null;

    world.pass(Duration.ofMinutes(1));
    world.pass(Duration.ofDays(2));

    assertThat(world.system().files().openThumbnail(id).content().size()).isPositive();
    world.assertStored(2);
  }

  @Test
  default void sweep_storeIsDown_doesItLater() throws IOException {
    FileWorld world = world();
    world.store.write(FileSweep.newKey(world.organization, UUID.randomUUID(), 7), bytes("orphan"));
    world.store.write(new FileKey("shop/0a/logo"), bytes("not ours"));
    world.store.isDown = true;
    world.pass(Duration.ofDays(2));
    world.store.isDown = false;
    world.assertStored(2);

    world.pass(Duration.ofHours(1));
    world.pass(Duration.ofDays(1));

    assertThat(world.store.keys()).containsExactly("shop/0a/logo");
  }

  @Test
  default void deleted_forThirtyDays_comesBackAndThenNoMore() throws IOException {
    FileWorld world = world();
    byte[] png = SampleFiles.image("png", 40, 20);
    Id<FileObject> id =
        world.system().files().store(NewFile.of("a.png"), new ByteArrayInputStream(png)).fileId();
    world.runJobs();
    world.system().records(FileObject.class).delete(id, null);
    assertThat(code(() -> world.system().files().open(id))).isEqualTo("NOT_FOUND");

    world.pass(Duration.ofDays(29));
    world.system().records(FileObject.class).restore(id, null);
    assertThat(world.system().files().open(id).content().size()).isEqualTo(png.length);
    world.assertStored(2);
    world.system().records(FileObject.class).delete(id, null);
    world.pass(Duration.ofDays(30).plusSeconds(1));
    assertThat(code(() -> world.system().records(FileObject.class).restore(id, null)))
        .isEqualTo("FILE_GONE");
    world.pass(Duration.ofDays(2));

    world.assertStored(0);
  }

  @Test
  default void quota_announced_isKeptFree() {
    FileWorld world = smallWorld();
    FileService files = world.system().files();
    files.begin(NewFile.of("a.txt").size(6));

    assertThat(code(() -> files.begin(NewFile.of("b.txt").size(5)))).isEqualTo("FILE_QUOTA");
    assertThat(code(() -> files.begin(NewFile.of("b.txt").size(4)))).isEqualTo("none");
    world.clock.advance(Duration.ofHours(1));
    assertThat(code(() -> files.begin(NewFile.of("c.txt").size(10)))).isEqualTo("none");
  }

  @Test
  default void quota_notAnnounced_isAskedForOnceItCame() throws IOException {
    FileWorld world = smallWorld();
    Id<FileObject> first = world.text("a.txt", "eight by");
    UploadAddress address = world.system().files().begin(NewFile.of("b.txt"));

    assertThat(code(() -> world.crm.files().receive(address.token(), -1, bytes("four"))))
        .isEqualTo("FILE_QUOTA");
    world.assertStored(1);
    world.system().records(FileObject.class).delete(first, null);

    assertThat(code(() -> world.crm.files().receive(address.token(), -1, bytes("four"))))
        .isEqualTo("none");
  }

  @Test
  default void quota_manyAtOnce_isNeverPassed() throws Exception {
    FileWorld world = smallWorld();
    List<String> ends = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = "a" + i + ".txt";
      Thread thread =
          new Thread(
              () ->
                  ends.add(
                      code(() -> world.system().files().store(NewFile.of(name), bytes("abc")))));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(Collections.frequency(ends, "none")).isEqualTo(3);
    assertThat(Collections.frequency(ends, "FILE_QUOTA")).isEqualTo(5);
    assertThat(
            world.system().records(FileObject.class).list(Query.ALL).items().stream()
                .map(Stored::value)
                .mapToLong(FileObject::size)
                .sum())
        .isEqualTo(9);
  }
}
