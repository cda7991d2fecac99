package io.crmkit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.crmkit.engine.KeyRing;
import io.crmkit.engine.LocalKeyRing;
import io.crmkit.engine.RandomKeyRing;
import io.crmkit.testkit.file.FileStoreContract;
import io.crmkit.testkit.file.SampleContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SealedFileStoreTest extends FileStoreContract {
  private static final FileKey KEY = new FileKey("acme/0a/offer");
  private static final FileKey OTHER = new FileKey("acme/0a/plan");
  private static final int CHUNK = FileCipher.SEALED_CHUNK;

  private final KeyRing ring = new RandomKeyRing();
  private final MemoryFileStore kept = new MemoryFileStore();
  private final FileStore sealed = new SealedFileStore(kept, ring);

  @Override
  protected FileStore emptyStore() {
    return new SealedFileStore(new MemoryFileStore(), new RandomKeyRing());
  }

  private byte[] stored(FileKey key) throws IOException {
    return kept.open(key).readAllBytes();
  }

  private void store(FileKey key, byte[] bytes) throws IOException {
    kept.write(key, new ByteArrayInputStream(bytes));
  }

  private byte[] write(FileKey key, int size) throws IOException {
    sealed.write(key, SampleContent.of(size, size));
    return SampleContent.bytes(size, size);
  }

  private void assertDamaged(FileKey key) {
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> sealed.open(key).readAllBytes());
  }

  @Test
  void write_text_isNotInWhatIsKept() throws Exception {
    String secret = "margin of this offer: 40 %";
    sealed.write(KEY, new ByteArrayInputStream(secret.getBytes(StandardCharsets.UTF_8)));

    assertThat(new String(stored(KEY), StandardCharsets.ISO_8859_1)).doesNotContain("margin");
  }

  @Test
  void write_sameTwice_isKeptDifferently() throws Exception {
    write(KEY, 1_000);
    byte[] first = stored(KEY);

    write(KEY, 1_000);

    assertThat(Arrays.copyOfRange(stored(KEY), FileCipher.HEADER, 1_000))
        .isNotEqualTo(Arrays.copyOfRange(first, FileCipher.HEADER, 1_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
  void open_anyBitFlipped_isDamaged(int size) throws Exception {
    write(KEY, size);
    byte[] whole = stored(KEY);
    Random random = new Random(size);

    for (int i = 0; i < 60; i++) {
      byte[] changed = whole.clone();
      int at = i < 30 ? random.nextInt(FileCipher.HEADER) : random.nextInt(whole.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      store(KEY, changed);

      // a changed key id is of a key that the ring does not have
      assertThat(catchThrowable(() -> sealed.open(KEY).readAllBytes()))
          .as("byte " + at)
          .isInstanceOfAny(DamagedFileException.class, IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 255, 256, 257, 256 + 16, 256 + CHUNK - 1, 256 + CHUNK, 256 + 2 * CHUNK})
  void open_cutShort_isDamaged(int left) throws Exception {
    write(KEY, 3 * FileCipher.CHUNK);
    store(KEY, Arrays.copyOf(stored(KEY), left));

    assertDamaged(KEY);
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "65536, 10", "131071, 9", "131072, 1", "131073, 1", "500000, 1", "7, 0"})
  void openPart_cutAtTheEndOfAChunk_isDamagedOrRightNeverShort(long offset, long length)
      throws Exception {
    byte[] content = write(KEY, 3 * FileCipher.CHUNK);
    store(KEY, Arrays.copyOf(stored(KEY), FileCipher.HEADER + 2 * CHUNK));

    byte[] read;
    try (InputStream in = sealed.open(KEY, offset, length)) {
      read = in.readAllBytes();
    } catch (DamagedFileException e) {
      return;
    }

    assertThat(read).isEqualTo(Arrays.copyOfRange(content, (int) offset, (int) (offset + length)));
    assertThat(offset + length).isLessThanOrEqualTo(2 * FileCipher.CHUNK);
  }

  @Test
  void open_appended_isDamaged() throws Exception {
    write(KEY, 65_536);
    byte[] whole = stored(KEY);
    store(KEY, Arrays.copyOf(whole, whole.length + 1));

    assertDamaged(KEY);
  }

  @Test
  void open_chunksSwapped_isDamaged() throws Exception {
    write(KEY, 3 * FileCipher.CHUNK);
    byte[] whole = stored(KEY);
    byte[] swapped = whole.clone();
    System.arraycopy(whole, FileCipher.HEADER, swapped, FileCipher.HEADER + CHUNK, CHUNK);
    System.arraycopy(whole, FileCipher.HEADER + CHUNK, swapped, FileCipher.HEADER, CHUNK);
    store(KEY, swapped);

    assertDamaged(KEY);
  }

  @Test
  void open_chunkOfAnotherFile_isDamaged() throws Exception {
    write(KEY, 3 * FileCipher.CHUNK);
    sealed.write(OTHER, SampleContent.of(9, 3 * FileCipher.CHUNK));
    byte[] mixed = stored(KEY);
    System.arraycopy(stored(OTHER), FileCipher.HEADER, mixed, FileCipher.HEADER, CHUNK);
    store(KEY, mixed);

    assertDamaged(KEY);
  }

  @Test
  void open_movedFromAnotherKey_isDamaged() throws Exception {
    write(OTHER, 1_000);
    store(KEY, stored(OTHER));

    assertDamaged(KEY);
  }

  @Test
  void open_neverSealed_isDamaged() throws Exception {
    store(KEY, SampleContent.bytes(1, 100_000));

    assertDamaged(KEY);
    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> sealed.open(KEY, 5, 5).readAllBytes());
  }

  @Test
  void open_damagedLate_givesWhatIsBeforeIt() throws Exception {
    byte[] content = write(KEY, 3 * FileCipher.CHUNK);
    byte[] changed = stored(KEY);
    changed[changed.length - 1] ^= 1;
    store(KEY, changed);

    try (InputStream in = sealed.open(KEY)) {
      assertThat(in.readNBytes(2 * FileCipher.CHUNK))
          .isEqualTo(Arrays.copyOf(content, 2 * FileCipher.CHUNK));
      assertThatExceptionOfType(DamagedFileException.class).isThrownBy(in::read);
    }
  }

  @Test
  void open_keyRotated_olderFilesStayReadable() throws Exception {
    String old = "old:" + "A".repeat(43) + "=";
    String young = "young:" + "B".repeat(43) + "=";
    new SealedFileStore(kept, LocalKeyRing.parse(old)).write(KEY, SampleContent.of(1, 10));
    FileStore rotated = new SealedFileStore(kept, LocalKeyRing.parse(young + "," + old));
    rotated.write(OTHER, SampleContent.of(2, 10));

    assertThat(rotated.open(KEY).readAllBytes()).isEqualTo(SampleContent.bytes(1, 10));
    assertThat(new SealedFileStore(kept, LocalKeyRing.parse(young)).open(OTHER).readAllBytes())
        .isEqualTo(SampleContent.bytes(2, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SealedFileStore(kept, LocalKeyRing.parse(young)).open(KEY).readAllBytes());
  }

  @Test
  void open_wrongKeyUnderTheSameName_isDamaged() throws Exception {
    write(KEY, 10);
    FileStore other = new SealedFileStore(kept, new RandomKeyRing());

    assertThatExceptionOfType(DamagedFileException.class)
        .isThrownBy(() -> other.open(KEY).readAllBytes());
  }

  @Test
  void openPart_ofALargeFile_needsOnlyThatPart() throws Exception {
    byte[] content = write(KEY, 5_000_000);
    byte[] holed = new byte[stored(KEY).length];
    int at = FileCipher.HEADER + 30 * CHUNK;
    System.arraycopy(stored(KEY), 0, holed, 0, FileCipher.HEADER);
    System.arraycopy(stored(KEY), at, holed, at, CHUNK);
    store(KEY, holed);

    byte[] part = sealed.open(KEY, 2_000_000, 100).readAllBytes();

    assertThat(part).isEqualTo(Arrays.copyOfRange(content, 2_000_000, 2_000_100));
  }
}
