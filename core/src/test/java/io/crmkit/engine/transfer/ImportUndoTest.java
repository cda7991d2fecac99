package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.engine.ImportRun;
import io.crmkit.engine.ImportState;
import io.crmkit.engine.transfer.TransferCrm.Club;
import io.crmkit.error.ConflictException;
import io.crmkit.record.Stored;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a run did is taken back. */
final class ImportUndoTest {
  private final TransferCrm crm = new TransferCrm();

  @AfterEach
  void close() {
    crm.close();
  }

  @Test
  void undo_wholeRun_isAsBeforeButForWhatChangedSince() {
    crm.load("club", "name,code,seats\nA,a,1\nB,b,2\n");
    Stored<ImportRun> run =
        crm.load(
            crm.request("club").keyed("code"),
            TransferCrm.text("name,code,seats\nA2,a,\nA3,a,7\nB2,b,9\nC,c,3\nD,d,4\n"));
    Stored<Club> b =
        crm.all(Club.class).stream()
            .filter(each -> each.value().name().equals("B2"))
            .findFirst()
            .orElseThrow();
    crm.records(Club.class).updatePlain(b.id(), null, Map.of("seats", 10L));

    UndoResult undone = crm.importer().undo(run.id());

    assertThat(undone.deleted()).isEqualTo(2);
    assertThat(undone.reverted()).isEqualTo(1);
    assertThat(undone.kept()).isEqualTo(1);
    assertThat(undone.keptRecords()).extracting(ref -> ref.id()).containsExactly(b.id().value());
    assertThat(crm.all(Club.class))
        .extracting(each -> each.value().name())
        .containsExactlyInAnyOrder("A", "B2");
    assertThat(crm.club("A").seats()).isEqualTo(1);
    assertThat(crm.records(ImportRun.class).get(run.id()).value().state())
        .isEqualTo(ImportState.UNDONE);
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> crm.importer().undo(run.id()))
        .satisfies(e -> assertThat(e.code()).isEqualTo("ALREADY_UNDONE"));
  }

  @Test
  void undo_createdReferences_goWithTheRun() {
    Stored<ImportRun> run =
        crm.load(
            crm.request("thing")
                .mapped(
                    TransferCrm.mapping(
                        "{'columns': {'club': {'field': 'links.clubId', 'onMissing': 'create'}}}")),
            TransferCrm.text("name,club\nX,Fresh\nY,Fresh\n"));
    assertThat(crm.all(Club.class)).hasSize(1);

    UndoResult undone = crm.importer().undo(run.id());

    assertThat(undone.deleted()).isEqualTo(3);
    assertThat(crm.all(Club.class)).isEmpty();
  }

  @Test
  void undo_running_isRefused() {
    ImportSource source = TransferCrm.text("name\nA\n");
    Stored<ImportRun> run = crm.importer().start(source, crm.request("club"));

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> crm.importer().undo(run.id()))
        .satisfies(e -> assertThat(e.code()).isEqualTo("IMPORT_RUNNING"));
  }
}
