package io.crmkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.RandomKeyRing;
import io.crmkit.error.ConflictException;
import io.crmkit.file.FileConfig;
import io.crmkit.file.FileKey;
import io.crmkit.file.FileService;
import io.crmkit.file.NewFile;
import io.crmkit.storage.memory.MemoryStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

  @Test
  void read_quota_boundsTheFilesOfAnOrganization() throws IOException {
    FileConfig config = read(Map.of("FILE_QUOTA", "1KiB")).open(new RandomKeyRing());
    try (Crm crm = Crm.builder().storage(new MemoryStorage()).files(config).build()) {
      UUID organization = crm.createOrganization("Acme");
      FileService files = crm.as(Actor.system(organization, "test", Grants.all())).files();
      files.store(NewFile.of("a.txt"), new ByteArrayInputStream("a".repeat(1_000).getBytes(UTF_8)));

      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(() -> files.begin(NewFile.of("b.txt").size(25)))
          .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("FILE_QUOTA"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "S3_BUCKET, A_B, S3_BUCKET is no name of a bucket",
    "FILE_QUOTA, 50 GiB, FILE_QUOTA is no size like 50GiB",
    "FILE_QUOTA, 0, FILE_QUOTA is no size like 50GiB",
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
