package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.crmkit.access.AccessScope;
import io.crmkit.access.Grants;
import io.crmkit.engine.ImportCounts;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.ImportState;
import io.crmkit.engine.transfer.TransferCrm.Club;
import io.crmkit.error.ConflictException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
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

  private void runInto(RuntimeException failure) {
    crm.importer()
        .run(
            run.id(),
            source,
            progress -> {
              throw failure;
            });
  }

  @Test
  void run_faultOfOurs_failsAndTellsTheCaller() {
    assertThatIllegalStateException()
        .isThrownBy(() -> runInto(new IllegalStateException("a fault")))
        .withMessage("a fault");

    assertThat(found().state()).isEqualTo(ImportState.FAILED);
    assertThat(found().failure()).isEqualTo("INTERNAL_ERROR");
    assertThat(crm.all(Club.class)).hasSize(1);
  }

  @Test
  void run_outcomeOfACommitUnknown_isToBeGoneOnWith() {
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(
            () ->
                runInto(
                    new OutcomeUnknownException("the answer was lost", new IOException("reset"))));
    assertThat(found().state()).isEqualTo(ImportState.RUNNING);

    ImportRun ended = crm.importer().run(run.id(), source, progress -> {}).value();

    assertThat(ended.state()).isEqualTo(ImportState.DONE);
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

  @Test
  void run_interrupted_goesOnWhereItWas() {
    StringBuilder csv = new StringBuilder("name,parent\n");
    for (int i = 0; i < 1_700; i++) {
      csv.append("c").append(i).append(i == 3 ? ",c1600" : ",").append('\n');
    }
    ImportSource source = TransferCrm.text(csv.toString());
    Stored<ImportRun> run = crm.importer().start(source, crm.request("club"));

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                crm.importer()
                    .run(
                        run.id(),
                        source,
                        progress -> {
                          if (progress.counts().read() >= 1_000) {
                            throw new CancellationException("the server stops");
                          }
                        }));
    assertThat(crm.all(Club.class)).hasSize(999);
    List<ImportProgress> heard = new ArrayList<>();
    Stored<ImportRun> done = crm.importer().run(run.id(), source, heard::add);

    assertThat(done.value().counts()).isEqualTo(new ImportCounts(1_700, 1_700, 0, 0, 0));
    assertThat(done.value().resumeAt()).isEqualTo(1_700);
    assertThat(heard.get(0).totalBytes()).isEqualTo(source.size());
    assertThat(crm.records(Club.class).get(crm.club("c3").parentId()).value().name())
        .isEqualTo("c1600");
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> crm.importer().run(run.id(), source, progress -> {}));
  }

  @Test
  void cancel_atWork_stopsBehindTheBlock() {
    StringBuilder csv = new StringBuilder("name\n");
    for (int i = 0; i < 1_200; i++) {
      csv.append("c").append(i).append('\n');
    }
    ImportSource source = TransferCrm.text(csv.toString());
    Stored<ImportRun> run = crm.importer().start(source, crm.request("club"));

    Stored<ImportRun> ended =
        crm.importer()
            .run(
                run.id(),
                source,
                progress -> {
                  if (progress.counts().read() == 500) {
                    crm.importer().cancel(run.id());
                  }
                });

    assertThat(ended.value().state()).isEqualTo(ImportState.FAILED);
    assertThat(ended.value().failure()).isEqualTo(ImportRun.CANCELLED);
    assertThat(crm.all(Club.class)).hasSize(500);
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> crm.importer().cancel(run.id()));
    assertThat(crm.importer().undo(run.id()).deleted()).isEqualTo(500);
  }
}
