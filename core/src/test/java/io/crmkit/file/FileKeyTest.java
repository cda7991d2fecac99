package io.crmkit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileKeyTest {
  private static final UUID ORGANIZATION = UUID.fromString("0191c3a0-0000-7000-8000-00000000000a");
  private static final UUID FILE = UUID.fromString("0191c3a0-0000-7000-8000-0000000000ef");

  @Test
  void of_twoIds_isSpreadByTheEndOfTheFile() {
    assertThat(FileKey.of(ORGANIZATION, FILE).value())
        .isEqualTo(ORGANIZATION + "/ef/" + FILE)
        .hasSizeLessThanOrEqualTo(300);
  }

  @Test
  void beside_thumbnail_standsInTheSameFolder() {
    assertThat(FileKey.of(ORGANIZATION, FILE).beside("thumbnail").value())
        .isEqualTo(ORGANIZATION + "/ef/" + FILE + ".thumbnail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a/b",
        "a/b/c/d",
        "/a/b/c",
        "a/b/",
        "a//c",
        "../b/c",
        "a/../c",
        "a/b/..",
        "a/./c",
        "a/b/.c",
        "a/b/c.",
        "a/b/c..d",
        "a/b/c d",
        "a\\b/c/d",
        "a/b/C",
        "a/b/é",
        "a/b/c\n",
        "a/b/c\u0000.png",
        "a/b/c%2e",
        "c:/b/c",
        "~/b/c",
        "a/b/-c",
        ".incoming/b/c"
      })
  void key_trickInIt_isRefused(String text) {
    assertThat(FileKey.isKey(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new FileKey(text));
  }

  @Test
  void key_longPart_isRefused() {
    assertThat(FileKey.isKey("a/b/" + "c".repeat(95))).isTrue();
    assertThat(FileKey.isKey("a/b/" + "c".repeat(96))).isFalse();
    assertThat(FileKey.isKey("a/b/" + "c-".repeat(500_000))).isFalse();
  }
}
