package io.crmkit.testkit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.NotFoundException;
import io.crmkit.file.FileKey;
import io.crmkit.file.FileStore;
import io.crmkit.file.StoredFile;
import io.crmkit.file.WrittenFile;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link FileStore} does. Extend it, and hand it yours:
 *
 * <pre>{@code
 * final class MyFileStoreTest extends FileStoreContract {
 *   @Override
 *   protected FileStore emptyStore() {
 *     return new MyFileStore(emptyFolder);
 *   }
 * }
 * }</pre>
 *
 * <p>That a store which does not answer raises {@code UnavailableException}, and that what a killed
 * process leaves behind is swept, is for the test of each store, as is what it survives.
 */
public abstract class FileStoreContract extends ListedFilesContract {
  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_003, 5 << 20, LARGE})
  void write_anySize_isReadBackEqual(int size) throws Exception {
    byte[] bytes = SampleContent.bytes(1, size);

    WrittenFile written = store.write(KEY, content(bytes));

    assertThat(written).isEqualTo(new WrittenFile(size, sha256(bytes)));
    assertThat(read(KEY)).isEqualTo(bytes);
    assertThat(store.find(KEY).orElseThrow().size()).isEqualTo(size);
  }

  @Test
  void write_contentInDribs_isWhole() throws Exception {
    byte[] bytes = SampleContent.bytes(2, 70_000);
    InputStream dribs =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 7));
          }
        };

    store.write(KEY, dribs);

    assertThat(read(KEY)).isEqualTo(bytes);
  }

  @Test
  void write_contentGiven_isLeftOpen() throws Exception {
    AtomicBoolean isClosed = new AtomicBoolean();
    InputStream content =
        new ByteArrayInputStream(new byte[] {1}) {
          @Override
          public void close() {
            isClosed.set(true);
          }
        };

    store.write(KEY, content);

    assertThat(isClosed).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, LARGE})
  void write_contentBreaks_throwsItAndKeepsNothing(int after) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> store.write(KEY, SampleContent.breakingAfter(1, after)))
        .withMessage("the upload was cut off");

    assertThat(store.find(KEY)).isEmpty();
    assertThat(store.list("", null, 10).items()).isEmpty();
  }

  @Test
  void write_contentRefusesToGoOn_passesItsExceptionAndKeepsTheOldFile() throws Exception {
    store.write(KEY, content((byte) 1));
    InputStream tooLarge =
        new FilterInputStream(SampleContent.of(1, 10)) {
          @Override
          public int read() {
            throw new InvalidRequestException("FILE_TOO_LARGE", "too large");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return read();
          }
        };

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> store.write(KEY, tooLarge));

    assertThat(read(KEY)).containsExactly(1);
  }

  @Test
  void write_whileItRuns_nothingIsSeen() throws Exception {
    List<Boolean> seen = new ArrayList<>();
    InputStream watching =
        new InputStream() {
          private final InputStream content = SampleContent.of(3, LARGE);

          @Override
          public int read() throws IOException {
            return content.read();
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = content.read(bytes, offset, length);
            if (count < 0 || seen.isEmpty()) {
              seen.add(store.find(KEY).isPresent());
              seen.add(!store.list("", null, 10).items().isEmpty());
            }
            return count;
          }
        };

    store.write(KEY, watching);

    assertThat(seen).isNotEmpty().doesNotContain(true);
    assertThat(store.find(KEY)).isPresent();
  }

  @Test
  void write_again_replacesTheFile() throws Exception {
    store.write(KEY, content(SampleContent.bytes(1, 100_000)));

    store.write(KEY, content((byte) 1, (byte) 2));

    assertThat(read(KEY)).containsExactly(1, 2);
    assertThat(store.find(KEY).orElseThrow().size()).isEqualTo(2);
    assertThat(store.list("", null, 10).items()).hasSize(1);
  }

  @Test
  void write_whileTheOldIsRead_theReaderGetsNoMixture() throws Exception {
    byte[] old = SampleContent.bytes(1, 3_000_000);
    store.write(KEY, content(old));
    byte[] read;

    try (InputStream in = store.open(KEY)) {
      byte[] head = in.readNBytes(1_000);
      store.write(KEY, SampleContent.of(2, 3_000_000));
      read = old.clone();
      System.arraycopy(head, 0, read, 0, head.length);
      byte[] rest = in.readAllBytes();
      System.arraycopy(rest, 0, read, head.length, rest.length);
    } catch (IOException e) {
      read = old; // it failed, as it may
    }

    assertThat(Arrays.equals(read, old)).isTrue();
  }

  @Test
  void write_manyAtOnce_allAreWhole() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<WrittenFile>> writes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int seed = i;
        FileKey key = new FileKey("acme/" + i % 3 + "/" + i);
        writes.add(() -> store.write(key, SampleContent.of(seed, 10_000 + seed)));
      }
      for (Future<WrittenFile> each : threads.invokeAll(writes)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    for (int i = 0; i < 40; i++) {
      assertThat(read(new FileKey("acme/" + i % 3 + "/" + i)))
          .isEqualTo(SampleContent.bytes(i, 10_000 + i));
    }
  }

  @Test
  void write_sameKeyAtOnce_oneOfThemStays() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<byte[]> candidates = new ArrayList<>();
    try {
      List<Callable<WrittenFile>> writes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] bytes = SampleContent.bytes(i, 200_000);
        candidates.add(bytes);
        writes.add(() -> store.write(KEY, content(bytes)));
      }
      for (Future<WrittenFile> each : threads.invokeAll(writes)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }

    byte[] kept = read(KEY);
    assertThat(candidates.stream().anyMatch(each -> Arrays.equals(each, kept))).isTrue();
  }

  @Test
  void open_none_isNotFound() {
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> store.open(KEY));
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> store.open(KEY, 0, 0));
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> store.open(KEY, 9, 9));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0, 1",
    "0, 300000",
    "1, 10",
    "65530, 20",
    "65536, 65536",
    "131071, 2",
    "299999, 1",
    "299999, 50",
    "300000, 1",
    "300001, 1",
    "196608, 9000000000",
    "9000000000, 1",
    "70000, 0"
  })
  void open_part_givesWhatThereIsOfIt(long offset, long length) throws Exception {
    byte[] bytes = SampleContent.bytes(4, 300_000);
    store.write(KEY, content(bytes));

    byte[] part = read(KEY, offset, length);

    int from = (int) Math.min(offset, bytes.length);
    int to = (int) Math.min(from + length, bytes.length);
    assertThat(part).isEqualTo(Arrays.copyOfRange(bytes, from, to));
  }

  @Test
  void open_partOfAnEmptyFile_isEmpty() throws Exception {
    store.write(KEY, content());

    assertThat(read(KEY, 0, 5)).isEmpty();
    assertThat(read(KEY, 5, 5)).isEmpty();
  }

  @Test
  void open_negative_isAMistake() throws Exception {
    store.write(KEY, content((byte) 1));

    assertThatIllegalArgumentException().isThrownBy(() -> store.open(KEY, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> store.open(KEY, 0, -1));
  }

  @Test
  void open_closedBeforeItsEnd_harmsNobody() throws Exception {
    store.write(KEY, SampleContent.of(5, LARGE));

    for (int i = 0; i < 20; i++) {
      try (InputStream in = store.open(KEY)) {
        assertThat(in.read()).isNotNegative();
      }
    }

    assertThat(store.find(KEY)).isPresent();
  }

  @Test
  void find_none_isEmpty() {
    assertThat(store.find(KEY)).isEmpty();
  }

  @Test
  void find_written_tellsSizeAndChange() throws Exception {
    Instant before = Instant.now().minusSeconds(2); // a store may round to seconds
    store.write(KEY, content((byte) 1, (byte) 2));

    StoredFile found = store.find(KEY).orElseThrow();

    assertThat(found.key()).isEqualTo(KEY);
    assertThat(found.size()).isEqualTo(2);
    assertThat(found.changedAt()).isBetween(before, Instant.now().plusSeconds(2));
  }

  @Test
  void delete_stored_removesThatFileOnly() throws Exception {
    store.write(KEY, content((byte) 1));
    store.write(OTHER, content((byte) 2));

    store.delete(KEY);

    assertThat(store.find(KEY)).isEmpty();
    assertThat(read(OTHER)).containsExactly(2);
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> store.open(KEY));
  }

  @Test
  void delete_none_doesNothing() throws Exception {
    store.write(KEY, content((byte) 1));
    store.delete(KEY);

    store.delete(KEY);
    store.delete(OTHER);

    assertThat(store.find(KEY)).isEmpty();
  }

  @Test
  void delete_thenWrite_isThereAgain() throws Exception {
    store.write(KEY, content((byte) 1));
    store.delete(KEY);

    store.write(KEY, content((byte) 2));

    assertThat(read(KEY)).containsExactly(2);
  }
}
