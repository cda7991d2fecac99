package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.crmkit.access.AccessScope;
import io.crmkit.access.Grants;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.ImportState;
import io.crmkit.engine.transfer.TransferCrm.Club;
import io.crmkit.error.ConflictException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.record.Stored;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How runs end that do not come to the end of their file. */
final class ImportEndsTest {
  private final TransferCrm crm = new TransferCrm();
  private final ImportSource source = TransferCrm.text("name\nA\n");
  private final Stored<ImportRun> run = crm.importer().start(source, crm.request("club"));

  @AfterEach
  void close() {
    crm.close();
  }

  private ImportRun found() {
    return crm.records(ImportRun.class).get(run.id()).value();
  }

  @Test
  void run_faultOfOurs_failsAndTellsTheCaller() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                crm.importer()
                    .run(
                        run.id(),
                        source,
                        progress -> {
                          throw new IllegalStateException("a fault");
                        }))
        .withMessage("a fault");

    assertThat(found().state()).isEqualTo(ImportState.FAILED);
    assertThat(found().failure()).isEqualTo("INTERNAL_ERROR");
    assertThat(crm.all(Club.class)).hasSize(1);
  }

  @Test
  void run_rightTakenAwayMeanwhile_fails() {
    Grants grants = Grants.builder().grant("club:create", AccessScope.ORGANIZATION).build();

    Stored<ImportRun> ended = new Importer(crm.as(grants)).run(run.id(), source, progress -> {});

    assertThat(ended.value().state()).isEqualTo(ImportState.FAILED);
    assertThat(ended.value().failure()).isEqualTo("NOT_PERMITTED");
    assertThat(crm.all(Club.class)).isEmpty();
  }

  @Test
  void abandon_running_failsOnceAndStaysSo() {
    ImportRun abandoned = crm.importer().abandon(run.id()).value();

    assertThat(abandoned.state()).isEqualTo(ImportState.FAILED);
    assertThat(abandoned.failure()).isEqualTo(ImportRun.FILE_LOST);
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> crm.importer().abandon(run.id()));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> crm.importer().run(run.id(), source, progress -> {}));
  }

  @Test
  void abandon_withoutTheRight_isRefused() {
    Grants grants = Grants.builder().grant("import:read", AccessScope.ORGANIZATION).build();

    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> new Importer(crm.as(grants)).abandon(run.id()));
    assertThat(found().state()).isEqualTo(ImportState.RUNNING);
  }
}
