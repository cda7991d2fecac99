package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.file.FileKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileSettingsTest {
  private final List<String> faults = new ArrayList<>();

  @TempDir private Path folder;

  private FileSettings read(Map<String, String> given) {
    return new FileSettings(
        given,
        (key, message) -> faults.add(key + " " + message),
        FileSettings.USUAL_SIZE,
        folder.resolve("files"));
  }

  @Test
  void read_nothing_keepsFilesInTheFolder() {
    try (var store = read(Map.of()).store()) {
      assertThat(store.find(new FileKey("a/b/c"))).isEmpty();
    }

    assertThat(faults).isEmpty();
    assertThat(folder.resolve("files")).isDirectory();
  }

  @Test
  void read_bucket_isTakenWithoutShowingItsSecret() {
    FileSettings settings =
        read(
            Map.of(
                "S3_BUCKET", "crm-files",
                "S3_REGION", "eu-west-3",
                "S3_ENDPOINT", "https://s3.example:9000",
                "S3_PATH_STYLE", "true",
                "S3_FOLDER", "crm/",
                "S3_ACCESS_KEY", "access",
                "S3_SECRET_KEY", "hidden",
                "CLAMD_URL", "tcp://clamd"));

    assertThat(faults).isEmpty();
    assertThat(settings.toString())
        .contains("https://s3.example:9000, crm-files/crm/", "clamd:3310")
        .doesNotContain("hidden");
  }

  @ParameterizedTest
  @CsvSource({
    "S3_BUCKET, A_B, S3_BUCKET is no name of a bucket",
    "S3_REGION, eu, S3_BUCKET is needed too",
    "CLAMD_URL, clamd:3310, CLAMD_URL is neither tcp://host:port nor unix:/path",
    "CLAMD_URL, tcp://:1, CLAMD_URL is neither tcp://host:port nor unix:/path",
    "CLAMD_URL, a b, CLAMD_URL is neither tcp://host:port nor unix:/path"
  })
  void read_wrong_isTold(String key, String value, String fault) {
    read(Map.of(key, value));

    assertThat(faults).containsExactly(fault);
  }

  @Test
  void read_socketOfClamd_isTaken() {
    assertThat(read(Map.of("CLAMD_URL", "unix:/run/clamd.sock")).toString())
        .contains("/run/clamd.sock");
    assertThat(faults).isEmpty();
  }
}
