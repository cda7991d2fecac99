package io.crmkit.file;

import static io.crmkit.file.FileWorld.behind;
import static io.crmkit.file.FileWorld.bytes;
import static io.crmkit.file.FileWorld.code;
import static io.crmkit.file.FileWorld.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.error.NotFoundException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** How bytes come to an address. */
interface ArrivalContract {
  /** Returns a world of its own for the test. */
  FileWorld world();

  private static UploadAddress begin(FileWorld world, String name) {
    return world.system().files().begin(NewFile.of(name));
  }

  private static Arrival receive(FileWorld world, UploadAddress address, String text)
      throws IOException {
    return world.crm.files().receive(address.token(), -1, bytes(text));
  }

  @Test
  default void receive_bytes_areReadByTheirActor() throws IOException {
    FileWorld world = world();
    UploadAddress address = begin(world, "notes.txt");

    Arrival arrival = receive(world, address, "Bonjour");

    assertThat(arrival.state()).isEqualTo(FileState.READY);
    assertThat(arrival.size()).isEqualTo(7);
    assertThat(arrival.fileId()).isEqualTo(address.fileId());
    FileObject shown = world.shown(address.fileId()).value();
    assertThat(shown.mediaType()).isEqualTo("text/plain");
    assertThat(shown.sha256()).isEqualTo(arrival.sha256()).hasSize(64);
    OpenFile open = world.system().files().open(address.fileId());
    assertThat(content(open)).isEqualTo("Bonjour");
    assertThat(open.name()).isEqualTo("notes.txt");
  }

  @Test
  default void open_partsAtTheEdges_areThoseBytes() throws IOException {
    FileWorld world = world();
    OpenFile file = world.system().files().open(world.text("a.txt", "Bonjour"));

    for (Object[] part :
        List.of(
            new Object[] {0L, 1L, "B"},
            new Object[] {6L, 1L, "r"},
            new Object[] {5L, 9L, "ur"},
            new Object[] {7L, 1L, ""},
            new Object[] {0L, 0L, ""})) {
      try (InputStream in = file.content().open((Long) part[0], (Long) part[1])) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(part[2]);
      }
    }
  }

  @Test
  default void receive_again_isRefusedAndChangesNothing() throws IOException {
    FileWorld world = world();
    UploadAddress address = begin(world, "notes.txt");
    receive(world, address, "first");

    assertThat(code(() -> receive(world, address, "second"))).isEqualTo("UPLOAD_USED");

    assertThat(content(world.system().files().open(address.fileId()))).isEqualTo("first");
    world.assertStored(1);
  }

  @Test
  default void receive_twoAtOnce_oneIsKept() throws Exception {
    FileWorld world = world();
    UploadAddress address = begin(world, "notes.txt");
    CountDownLatch both = new CountDownLatch(2);
    List<String> ends = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (String text : List.of("from one side", "and from the other")) {
      InputStream waiting =
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
              both.countDown();
              await(both);
              return super.read(to, offset, length);
            }
          };
      Thread thread =
          new Thread(
              () ->
                  ends.add(
                      code(() -> world.crm.files().receive(address.token(), -1, waiting))
                          .replace("none", text)));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(ends).hasSize(2).contains("UPLOAD_USED");
    String kept = content(world.system().files().open(address.fileId()));
    assertThat(ends).contains(kept);
    world.assertStored(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void receive_late_isRefused() {
    FileWorld world = world();
    UploadAddress address = begin(world, "notes.txt");
    world.clock.advance(Duration.ofHours(1));

    assertThat(code(() -> receive(world, address, "late"))).isEqualTo("UPLOAD_EXPIRED");
    world.assertStored(0);
  }

  @Test
  default void receive_forgedToken_isNotFound() throws IOException {
    FileWorld world = world();
    UploadAddress address = begin(world, "notes.txt");
    UUID other = world.crm.createOrganization("Elsewhere");
    byte[] right = Base64.getUrlDecoder().decode(address.token());
    byte[] otherSecret = right.clone();
    otherSecret[63] ^= 1;
    byte[] otherOrganization = right.clone();
    ByteBuffer.wrap(otherOrganization)
        .putLong(other.getMostSignificantBits())
        .putLong(other.getLeastSignificantBits());
    byte[] otherFile = right.clone();
    otherFile[20] ^= 1;

    for (byte[] wrong : List.of(otherSecret, otherOrganization, otherFile, new byte[64])) {
      String token = Base64.getUrlEncoder().withoutPadding().encodeToString(wrong);
      assertThat(code(() -> world.crm.files().receive(token, -1, bytes("x"))))
          .isEqualTo("NOT_FOUND");
    }
    for (String token : List.of("", "x", "../..", address.token().substring(2), "é")) {
      assertThat(code(() -> world.crm.files().receive(token, -1, bytes("x"))))
          .isEqualTo("NOT_FOUND");
    }
    world.assertStored(0);
    assertThat(receive(world, address, "right").state()).isEqualTo(FileState.READY);
  }

  @Test
  default void receive_senderStopsHalfWay_maySendAgain() throws IOException {
    FileWorld world = world();
    UploadAddress address = begin(world, "notes.txt");
    InputStream cut =
        new FilterInputStream(bytes("ten letter")) {
          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            int count = super.read(to, offset, length);
            if (count < 0) {
              throw new IOException("hung up");
            }
            return count;
          }
        };

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> world.crm.files().receive(address.token(), -1, cut))
        .withMessage("hung up");

    world.assertStored(0);
    assertThat(code(() -> world.system().files().open(address.fileId())))
        .isEqualTo("FILE_NOT_READY");
    assertThat(receive(world, address, "whole").state()).isEqualTo(FileState.READY);
  }

  @Test
  default void receive_endless_isCutOff() throws IOException {
    FileWorld world = world();
    UploadAddress address = begin(world, "notes.txt");
    AtomicLong read = new AtomicLong();
    InputStream endless =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] to, int offset, int length) {
            read.addAndGet(length);
            return length;
          }
        };

    assertThat(code(() -> world.crm.files().receive(address.token(), -1, endless)))
        .isEqualTo("FILE_TOO_LARGE");

    assertThat(read.get()).isBetween(100_001L, 200_000L);
    assertThat(code(() -> world.crm.files().receive(address.token(), 100_001, endless)))
        .isEqualTo("FILE_TOO_LARGE");
    world.assertStored(0);
    assertThat(receive(world, address, "short").state()).isEqualTo(FileState.READY);
  }

  @Test
  default void receive_otherThanAnnounced_isRefusedAndMayComeAgain() throws IOException {
    FileWorld world = world();
    String sha256 = "185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969"; // Hello
    UploadAddress address =
        world
            .system()
            .files()
            .begin(NewFile.of("a.txt").size(5).sha256(sha256.toUpperCase(Locale.ROOT)));

    assertThat(code(() -> receive(world, address, "Hell"))).isEqualTo("FILE_SIZE");
    assertThat(code(() -> receive(world, address, "Hello!"))).isEqualTo("FILE_SIZE");
    assertThat(code(() -> receive(world, address, "Hullo"))).isEqualTo("FILE_DIGEST");
    assertThat(code(() -> world.crm.files().receive(address.token(), 6, bytes("Hello"))))
        .isEqualTo("FILE_SIZE");
    assertThat(code(() -> receive(world, address, ""))).isEqualTo("FILE_EMPTY");

    world.assertStored(0);
    assertThat(receive(world, address, "Hello").sha256()).isEqualTo(sha256);
  }

  @Test
  default void receive_badContent_endsTheUploadAndLeavesNothing() throws IOException {
    FileWorld world = world();
    byte[] png = SampleFiles.image("png", 30, 20);
    byte[] archive = SampleFiles.zip(Map.of("a.txt", new byte[] {1}));
    byte[] both = ByteBuffer.allocate(png.length + archive.length).put(png).put(archive).array();
    byte[] docx =
        SampleFiles.zip(
            new TreeMap<>(
                Map.of(
                    "[Content_Types].xml",
                    "<Types/>".getBytes(StandardCharsets.UTF_8),
                    "word/document.xml",
                    new byte[50 << 20])));

    assertRefused(world, "photo.pdf", png, "FILE_EXTENSION");
    assertRefused(world, "photo.png", both, "FILE_POLYGLOT");
    assertRefused(world, "huge.png", SampleFiles.hugePng(10_000, 10_000), "IMAGE_TOO_LARGE");
    assertRefused(world, "bomb.docx", docx, "FILE_EXPANDS");
    assertRefused(world, "run.exe", new byte[] {'M', 'Z', 0, 1}, "FILE_TYPE");
  }

  private static void assertRefused(FileWorld world, String name, byte[] content, String code)
      throws IOException {
    UploadAddress address = begin(world, name);

    assertThat(
            code(
                () ->
                    world
                        .crm
                        .files()
                        .receive(address.token(), -1, new ByteArrayInputStream(content))))
        .isEqualTo(code);

    assertThat(world.row(address.fileId()).state()).isEqualTo(FileState.REFUSED);
    assertThat(world.row(address.fileId()).storageKey()).isNull();
    world.assertStored(0);
    assertThat(code(() -> receive(world, address, "good"))).isEqualTo("NOT_FOUND");
    assertThat(code(() -> world.system().files().open(address.fileId())))
        .isEqualTo("FILE_NOT_READY");
    assertThat(world.system().records(FileObject.class).history(address.fileId(), null, 10).items())
        .anyMatch(event -> event.action().equals("file.refused"));
  }

  @Test
  default void begin_wrong_namesTheField() {
    FileWorld world = world();
    FileService files = world.system().files();

    assertThat(code(() -> files.begin(NewFile.of("../..")))).isEqualTo("FILE_NAME");
    assertThat(code(() -> files.begin(NewFile.of("a").size(0)))).isEqualTo("FILE_EMPTY");
    assertThat(code(() -> files.begin(NewFile.of("a").size(100_001)))).isEqualTo("FILE_TOO_LARGE");
    assertThat(code(() -> files.begin(NewFile.of("a").sha256("12")))).isEqualTo("INVALID_HASH");
    UploadAddress address = files.begin(NewFile.of("..\\..\\etc/passwd\u202e.txt"));
    assertThat(world.row(address.fileId()).name()).isEqualTo("passwd.txt");
    assertThat(address.toString()).doesNotContain(address.token());
  }

  @Test
  default void receive_storeIsDown_maySendAgain() throws IOException {
    FileWorld world = world();
    UploadAddress address = begin(world, "notes.txt");
    world.store.isDown = true;

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> receive(world, address, "lost"));
    world.store.isDown = false;

    assertThat(receive(world, address, "kept").state()).isEqualTo(FileState.READY);
    world.assertStored(1);
  }

  @Test
  default void receive_deletedMeanwhile_isNotFound() throws IOException {
    FileWorld world = world();
    UploadAddress address = begin(world, "notes.txt");
    InputStream deleting =
        behind(() -> world.system().records(FileObject.class).delete(address.fileId(), null));

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> world.crm.files().receive(address.token(), -1, deleting));
    world.assertStored(0);
  }

  @Test
  default void receive_renamedMeanwhile_arrivesUnderTheNewName() throws IOException {
    FileWorld world = world();
    UploadAddress address = begin(world, "notes.txt");
    InputStream renaming =
        behind(
            () ->
                world
                    .system()
                    .records(FileObject.class)
                    .updatePlain(address.fileId(), null, Map.of("name", "other.txt")));

    world.crm.files().receive(address.token(), -1, renaming);

    assertThat(world.system().files().open(address.fileId()).name()).isEqualTo("other.txt");
  }

  @Test
  default void store_fails_leavesNothing() {
    FileWorld world = world();
    FileService files = world.system().files();

    assertThat(code(() -> files.store(NewFile.of("a.txt").size(3), bytes("four"))))
        .isEqualTo("FILE_SIZE");

    world.assertStored(0);
    assertThat(world.system().records(FileObject.class).count(Query.ALL)).isZero();
  }

  @Test
  default void image_stored_getsAThumbnail() throws IOException {
    FileWorld world = world();
    byte[] png = SampleFiles.image("png", 600, 300);
    FileService files = world.system().files();
    Id<FileObject> id =
        files.store(NewFile.of("photo.png"), new ByteArrayInputStream(png)).fileId();
    assertThat(code(() -> files.openThumbnail(id))).isEqualTo("NOT_FOUND");

    world.runJobs();

    OpenFile thumbnail = files.openThumbnail(id);
    assertThat(thumbnail.mediaType()).isEqualTo("image/png");
    try (InputStream in = thumbnail.content().open(0, Long.MAX_VALUE)) {
      assertThat(ImageIO.read(in).getWidth()).isEqualTo(256);
    }
    ImageSize image = world.row(id).image();
    assertThat(image.width()).isEqualTo(600);
    world.assertStored(2);
  }
}
