package io.crmkit.file.clamd;

import static org.awaitility.Awaitility.await;

import io.crmkit.file.VirusScanner;
import io.crmkit.testkit.file.VirusScannerContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The real daemon over its Unix socket; skipped where it is not installed, in CI it must be. */
@Tag("clamd")
final class RealClamdTest extends VirusScannerContract {
  private static final int MOST = 5 << 20;

  @TempDir private static Path folder;

  private static Process daemon;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> binary =
        Stream.of("/usr/sbin/clamd", "/usr/local/sbin/clamd", "/opt/homebrew/sbin/clamd")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    if (binary.isEmpty() && Boolean.getBoolean("crmkit.ci")) {
      Assertions.fail("CI needs clamd: the Debian package clamav-daemon");
    }
    Assumptions.assumeTrue(binary.isPresent(), "no clamd: install clamav-daemon to run this");
    Path signatures = Files.createDirectory(folder.resolve("signatures"));
    String text = "EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE";
    String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    Files.writeString(signatures.resolve("own.ndb"), "Eicar-Own:0:*:" + hex + "\n");
    Files.write(
        folder.resolve("clamd.conf"),
        List.of(
            "Foreground yes",
            "DatabaseDirectory " + signatures,
            "OfficialDatabaseOnly no",
            "LocalSocket " + socket(),
            "TemporaryDirectory " + folder,
            "StreamMaxLength 5M"));
    daemon =
        new ProcessBuilder(binary.get().toString(), "--config-file=" + folder.resolve("clamd.conf"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("clamd.log").toFile())
            .start();
    await()
        .atMost(Duration.ofSeconds(60))
        .failFast("clamd ended", () -> !daemon.isAlive())
        .until(RealClamdTest::isUp);
  }

  private static boolean isUp() throws IOException {
    return Files.exists(socket())
        && Files.readString(folder.resolve("clamd.log")).contains("Self checking");
  }

  private static Path socket() {
    return folder.resolve("clamd.sock");
  }

  @AfterAll
  static void stop() throws Exception {
    if (daemon != null) {
      daemon.destroy();
      daemon.waitFor();
    }
  }

  @Override
  protected VirusScanner scanner() {
    return new ClamdScanner(ClamdConfig.builder().socket(socket()).largest(10L * MOST).build());
  }

  /** More than the daemon takes, but not more than the scanner is set up for. */
  @Override
  protected long tooLarge() {
    return MOST + 2_000_000;
  }
}
