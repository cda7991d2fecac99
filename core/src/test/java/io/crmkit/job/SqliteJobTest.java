package io.crmkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.LocalKeyRing;
import io.crmkit.record.Id;
import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.JdbcStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteJobTest extends JobContract {
  @TempDir private Path folder;

  @Override
  Storage emptyStorage() {
    return JdbcStorage.sqlite(folder.resolve("crm.db"));
  }

  @Test
  void payload_withAndWithoutKeys_isSealedAtRestAndStaysReadable() throws IOException {
    Path file = folder.resolve("sealed.db");
    Id<Job> first;
    UUID organization;
    try (Crm crm = Crm.builder().storage(JdbcStorage.sqlite(file)).build()) {
      organization = crm.createOrganization("Dakar Events");
      first = enqueue(crm, organization, "without-keys");
    }
    LocalKeyRing keys = LocalKeyRing.parse(LocalKeyRing.generate());
    try (Crm crm = Crm.builder().storage(JdbcStorage.sqlite(file)).keys(keys).build()) {
      Id<Job> second = enqueue(crm, organization, "with-keys");

      assertThat(payload(crm, first)).contains("without-keys");
      assertThat(payload(crm, second)).contains("with-keys");
    }
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .doesNotContain("without-keys", "with-keys");
  }

  private static Id<Job> enqueue(Crm crm, UUID organization, String word) {
    Actor actor = Actor.system(organization, "test", Grants.all());
    return new JobService(crm.engine(), crm.as(actor).session())
        .enqueue(JobRequest.of("tell").payload(Map.of("word", word)))
        .orElseThrow();
  }

  private static String payload(Crm crm, Id<Job> id) {
    return crm.engine().platform().find(Job.class, id).orElseThrow().value().payload();
  }
}
