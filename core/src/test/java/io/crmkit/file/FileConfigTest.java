package io.crmkit.file;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.storage.memory.MemoryStorage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FileConfigTest {
  @Test
  void build_wrongSettings_areAllNamed() {
    FileConfig.Builder wrong =
        FileConfig.builder().quota(0).uploadLife(Duration.ZERO).thumbnailSide(0);

    assertThatIllegalArgumentException()
        .isThrownBy(wrong::build)
        .withMessage(
            "files: store is missing; quota is less than 1 byte; uploadLife is not positive;"
                + " thumbnailSide is none from 1 to 2,048");
  }

  @Test
  void files_notConfigured_sayWhatIsMissing() {
    try (Crm crm = Crm.builder().storage(new MemoryStorage()).build()) {
      Actor actor = Actor.system(crm.createOrganization("Acme"), "test", Grants.all());

      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> crm.as(actor).files())
          .withMessageContaining("Crm.builder().files(");
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(crm::files);
    }
  }
}
