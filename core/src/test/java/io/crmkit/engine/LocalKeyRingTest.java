package io.crmkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalKeyRingTest {
  private static final String A = "a:" + "A".repeat(43) + "=";
  private static final String B = "b:" + "_".repeat(42) + "8=";

  @TempDir private Path folder;

  @Test
  void parse_severalKeys_theFirstIsCurrent() {
    LocalKeyRing keys = LocalKeyRing.parse(" " + A + " , " + B + "\n");

    assertThat(keys.currentKeyId()).isEqualTo("a");
    assertThat(keys.key("a")).hasSize(32).containsOnly(0);
    assertThat(keys.key("b")).hasSize(32).containsOnly(0xFF);
    assertThat(keys).hasToString("LocalKeyRing[a, b]");
    assertThatIllegalArgumentException().isThrownBy(() -> keys.key("c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a:", "a:AAAA", "a:%%%", ":AAAA", "a b:AAAA"})
  void parse_otherText_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> LocalKeyRing.parse(text));
  }

  @Test
  void parse_oneNameTwice_isRefusedWithoutTheKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalKeyRing.parse(A + "," + A))
        .withMessage("two keys are called a");
  }

  @Test
  void file_missing_isMadeForItsOwnerOnly() throws Exception {
    Path file = folder.resolve("data/keys");

    LocalKeyRing made = LocalKeyRing.file(file);
    LocalKeyRing read = LocalKeyRing.file(file);

    assertThat(read.key(made.currentKeyId())).isEqualTo(made.key(made.currentKeyId()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
