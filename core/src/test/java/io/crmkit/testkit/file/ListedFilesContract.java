package io.crmkit.testkit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.file.FileKey;
import io.crmkit.file.FileStore;
import io.crmkit.file.StoredFile;
import io.crmkit.record.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link FileStore} does when it lists and sweeps what it holds. */
abstract class ListedFilesContract {
  /** Larger than any part or chunk that a store may write at once. */
  protected static final int LARGE = 12_000_011;

  static final FileKey KEY = new FileKey("acme/0a/offer");
  static final FileKey OTHER = new FileKey("acme/0a/plan");

  FileStore store;

  /** Returns a store that holds nothing. Called once for each test, which closes it. */
  protected abstract FileStore emptyStore();

  @BeforeEach
  final void openStore() {
    store = emptyStore();
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  static InputStream content(byte... bytes) {
    return new ByteArrayInputStream(bytes);
  }

  final byte[] read(FileKey key) throws IOException {
    try (InputStream in = store.open(key)) {
      return in.readAllBytes();
    }
  }

  final byte[] read(FileKey key, long offset, long length) throws IOException {
    try (InputStream in = store.open(key, offset, length)) {
      return in.readAllBytes();
    }
  }

  @Test
  void list_nothing_isEmpty() {
    Page<StoredFile> page = store.list("", null, 10);

    assertThat(page.items()).isEmpty();
    assertThat(page.nextCursor()).isNull();
    assertThat(page.total()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 1_000})
  void list_byPages_givesEachOnceInTheOrderOfKeys(int limit) throws Exception {
    List<String> keys =
        List.of("a-b/0/x", "a/0-1/x", "a/0/x", "a/0/x.y", "a/0/x-y", "a/1/x", "b/0/x");
    for (String key : keys) {
      store.write(new FileKey(key), content((byte) 1));
    }

    List<String> listed = listAll("", limit);

    assertThat(listed).containsExactlyElementsOf(keys.stream().sorted().toList());
  }

  private List<String> listAll(String prefix, int limit) {
    List<String> listed = new ArrayList<>();
    String cursor = null;
    do {
      Page<StoredFile> page = store.list(prefix, cursor, limit);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      page.items().forEach(each -> listed.add(each.key().value()));
      cursor = page.nextCursor();
    } while (cursor != null);
    return listed;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''     | a/0/x a/0/xy a/01/x ab/0/x",
        "a      | a/0/x a/0/xy a/01/x ab/0/x",
        "a/     | a/0/x a/0/xy a/01/x",
        "a/0    | a/0/x a/0/xy a/01/x",
        "a/0/   | a/0/x a/0/xy",
        "a/0/x  | a/0/x a/0/xy",
        "a/0/xy | a/0/xy",
        "b      | ''",
        "../    | ''"
      })
  void list_prefix_givesWhatBeginsWithIt(String prefix, String expected) throws Exception {
    for (String key : List.of("a/0/x", "a/0/xy", "a/01/x", "ab/0/x")) {
      store.write(new FileKey(key), content((byte) 1));
    }

    assertThat(String.join(" ", listAll(prefix, 1_000))).isEqualTo(expected);
    assertThat(String.join(" ", listAll(prefix, 1))).isEqualTo(expected);
  }

  @Test
  void list_each_tellsWhatFindTells() throws Exception {
    store.write(KEY, content(SampleContent.bytes(1, 100_000)));

    StoredFile listed = store.list("acme/", null, 10).items().get(0);

    StoredFile found = store.find(KEY).orElseThrow();
    assertThat(listed.size()).isEqualTo(found.size()).isEqualTo(100_000);
    assertThat(listed.changedAt().truncatedTo(ChronoUnit.SECONDS))
        .isEqualTo(found.changedAt().truncatedTo(ChronoUnit.SECONDS));
  }

  @Test
  void list_deletedBetweenPages_goesOnBehindIt() throws Exception {
    for (String key : List.of("a/0/1", "a/0/2", "a/0/3")) {
      store.write(new FileKey(key), content((byte) 1));
    }
    Page<StoredFile> first = store.list("", null, 2);
    store.delete(new FileKey("a/0/2"));

    Page<StoredFile> second = store.list("", first.nextCursor(), 2);

    assertThat(second.items()).extracting(each -> each.key().value()).containsExactly("a/0/3");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_001})
  void list_limitOutOfBounds_isAMistake(int limit) {
    assertThatIllegalArgumentException().isThrownBy(() -> store.list("", null, limit));
  }

  @Test
  void sweep_wholeFiles_stay() throws Exception {
    store.write(KEY, SampleContent.of(1, LARGE));

    int removed = store.sweep(Instant.now().plusSeconds(60));

    assertThat(removed).isZero();
    assertThat(store.find(KEY)).isPresent();
  }

  @Test
  void sweep_olderThanARunningWrite_leavesItAlone() throws Exception {
    Instant before = Instant.now().minusSeconds(60);
    InputStream sweeping =
        new InputStream() {
          private final InputStream content = SampleContent.of(3, LARGE);
          private boolean isSwept;

          @Override
          public int read() throws IOException {
            return content.read();
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = content.read(bytes, offset, length);
            if (count < 0 && !isSwept) {
              isSwept = true;
              store.sweep(before);
            }
            return count;
          }
        };

    store.write(KEY, sweeping);

    assertThat(read(KEY)).isEqualTo(SampleContent.bytes(3, LARGE));
  }
}
