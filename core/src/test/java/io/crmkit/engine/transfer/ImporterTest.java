package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.AccessScope;
import io.crmkit.access.Grants;
import io.crmkit.engine.ImportCounts;
import io.crmkit.engine.ImportPhase;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.ImportState;
import io.crmkit.engine.transfer.TransferCrm.Club;
import io.crmkit.engine.transfer.TransferCrm.Room;
import io.crmkit.engine.transfer.TransferCrm.Thing;
import io.crmkit.error.ConflictException;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ImporterTest {
  private final TransferCrm crm = new TransferCrm();

  @AfterEach
  void close() {
    crm.close();
  }

  @Test
  void run_goodRows_areWrittenWithTheirSource() {
    Stored<ImportRun> run = crm.load("club", "Name,Seats\nLe Phare,120\nLa Rotonde,\n");

    assertThat(run.value().state()).isEqualTo(ImportState.DONE);
    assertThat(run.value().phase()).isEqualTo(ImportPhase.ENDED);
    assertThat(run.value().counts()).isEqualTo(new ImportCounts(2, 2, 0, 0, 0));
    assertThat(crm.club("Le Phare").seats()).isEqualTo(120);
    assertThat(crm.club("La Rotonde").stars()).as("default").isEqualTo(5);
    Stored<Club> first = crm.all(Club.class).get(0);
    Event event = crm.records(Club.class).history(first.id(), null, 1).items().get(0);
    assertThat(event.metadata()).containsEntry("source", "import:" + run.id());
  }

  @Test
  void run_refusedRows_listEveryFaultAndStopNobody() {
    Stored<ImportRun> run =
        crm.load(
            "club",
            "name,seats,parent\nA,1,\n,x,Nobody\nB,-1,\nC,2,Nobody\nD,3\nE,4,\nF,5,,,\nG,6,,z\n");

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(8, 3, 0, 0, 5));
    assertThat(crm.faults(run))
        .containsExactlyInAnyOrder(
            Map.entry("2:seats", "INVALID_NUMBER"),
            Map.entry("2:name", "REQUIRED"),
            Map.entry("2:parent", "REFERENCE_NOT_FOUND"),
            Map.entry("3:seats", "OUT_OF_RANGE"),
            Map.entry("4:parent", "REFERENCE_NOT_FOUND"),
            Map.entry("5:null", "TOO_FEW_CELLS"),
            Map.entry("8:null", "TOO_MANY_CELLS"));
    assertThat(crm.all(Club.class)).extracting(each -> each.value().name()).contains("A", "E", "F");
  }

  @Test
  void run_reference_isResolvedByALaterRow() {
    Stored<ImportRun> run =
        crm.load("club", "name,parent\nE,D\nD,C\nC,B\nB,A\nA,\nX,Y\nY,X\nZ,Nobody\n");

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(8, 5, 0, 0, 3));
    assertThat(crm.faults(run))
        .containsExactlyInAnyOrder(
            Map.entry("6:parent", "REFERENCE_NOT_FOUND"),
            Map.entry("7:parent", "REFERENCE_NOT_FOUND"),
            Map.entry("8:parent", "REFERENCE_NOT_FOUND"));
    assertThat(crm.records(Club.class).get(crm.club("E").parentId()).value().name()).isEqualTo("D");
  }

  @Test
  void run_longChainBackwards_isUntangledBlockByBlock() {
    StringBuilder csv = new StringBuilder("name,parent\n");
    for (int i = 1_200; i > 0; i--) {
      csv.append("c").append(i).append(i == 1 ? "," : ",c" + (i - 1)).append('\n');
    }

    Stored<ImportRun> run = crm.load("club", csv.toString());

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(1_200, 1_200, 0, 0, 0));
    assertThat(crm.errors(run)).isEmpty();
  }

  @Test
  void run_takenValues_areConflictsOfTheirRows() {
    crm.load("club", "name,code\nOld,c7\n");
    StringBuilder csv = new StringBuilder("name,code\n");
    for (int i = 0; i < 20; i++) {
      csv.append("n").append(i).append(",c").append(i == 12 ? 3 : i).append('\n');
    }

    Stored<ImportRun> run = crm.load("club", csv.toString());

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(20, 18, 0, 0, 2));
    assertThat(crm.faults(run))
        .containsExactly(Map.entry("8:code", "UNIQUE_VALUE"), Map.entry("13:code", "UNIQUE_VALUE"));
  }

  @Test
  void run_withKey_makesChangesAndSkips() {
    crm.load("club", "name,code,seats,stars\nA,a,1,4\nB,b,2,3\n");

    Stored<ImportRun> run =
        crm.load(
            crm.request("club").keyed("code"),
            TransferCrm.text(
                "name,code,seats,stars\nA2,a,1,4\nB,b,2,3\nC,c,3,\nC2,c,,1\nD,,1,1\n"));

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(5, 1, 2, 1, 1));
    assertThat(crm.faults(run)).containsExactly(Map.entry("5:code", "REQUIRED"));
    assertThat(crm.all(Club.class))
        .extracting(each -> each.value().name())
        .containsExactly("A2", "B", "C2");
    assertThat(crm.club("C2").seats()).as("an empty cell clears").isNull();
  }

  @Test
  void run_withKeyThatIsOnlyIndexed_changesTheRecordFound() {
    crm.load("club", "name,seats\nA,1\n");

    Stored<ImportRun> run =
        crm.load(crm.request("club").keyed("name"), TransferCrm.text("name,seats\nA,2\nB,3\n"));

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(2, 1, 1, 0, 0));
    assertThat(crm.club("A").seats()).isEqualTo(2);
  }

  @Test
  void run_withKeyId_changesThatRecord() {
    crm.load("club", "name,seats\nA,1\n");
    Id<Club> id = crm.all(Club.class).get(0).id();

    Stored<ImportRun> run =
        crm.load(
            crm.request("club").keyed("id"),
            TransferCrm.text("id,name\n" + id + ",A2\n" + new Id<>(crm.anna) + ",B\nx,C\n,D\n"));

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(4, 1, 1, 0, 2));
    assertThat(crm.faults(run))
        .containsExactly(Map.entry("2:null", "NOT_FOUND"), Map.entry("3:id", "INVALID_ID"));
    assertThat(crm.club("A2").seats()).as("no column, no change").isEqualTo(1);
  }

  @Test
  void run_dry_tellsTheSameAndWritesNothing() {
    crm.load("club", "name,code\nOld,taken\n");
    String csv =
        "name,code,parent,seats\nA,a,,1\nB,b,A,2\nC,a,,3\nD,taken,,4\nE,e,F,x\nG,g,H,1\nH,h,Nobody,1\n";

    Stored<ImportRun> dry = crm.load(crm.request("club").dry(), TransferCrm.text(csv));

    assertThat(crm.all(Club.class)).hasSize(1);
    assertThat(dry.value().state()).isEqualTo(ImportState.DONE);
    assertThat(dry.value().counts().read()).isEqualTo(7);
    assertThat(crm.faults(dry))
        .contains(
            Map.entry("3:code", "UNIQUE_VALUE"),
            Map.entry("4:code", "UNIQUE_VALUE"),
            Map.entry("5:seats", "INVALID_NUMBER"),
            Map.entry("7:parent", "REFERENCE_NOT_FOUND"));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> crm.importer().undo(dry.id()))
        .satisfies(e -> assertThat(e.code()).isEqualTo("NOT_UNDOABLE"));
  }

  @Test
  void run_dryWithKey_countsWhatWouldHappen() {
    crm.load("club", "name,code\nOld,o\n");

    Stored<ImportRun> dry =
        crm.load(
            crm.request("club").keyed("code").dry(),
            TransferCrm.text("name,code\nNew,n\nNewer,n\nOlder,o\n"));

    assertThat(dry.value().counts()).isEqualTo(new ImportCounts(3, 1, 2, 0, 0));
    assertThat(crm.all(Club.class)).extracting(each -> each.value().name()).containsExactly("Old");
  }

  @Test
  void writeErrors_mended_importsAsItIs() throws IOException {
    ImportSource source = TransferCrm.text("name;seats;x\nA;1;'=k\nB;viele;\"=1;2\"\nC;2;\n;;\n");
    Stored<ImportRun> run = crm.load(crm.request("club"), source);

    String errors = crm.errorFile(run, source);

    assertThat(errors)
        .isEqualTo(
            String.join(
                "\r\n",
                "error_row,error_column,error_code,error_message,name,seats,x",
                "2,seats,INVALID_NUMBER,seats: is not a number,B,viele,'=1;2",
                ""));
    Stored<ImportRun> mended = crm.load("club", errors.replace("viele", "9"));
    assertThat(mended.value().counts()).isEqualTo(new ImportCounts(1, 1, 0, 0, 0));
    assertThat(run.value().counts().skipped()).as("a blank row").isEqualTo(1);
    assertThat(crm.club("B").seats()).isEqualTo(9);
  }

  @Test
  void run_missingReference_isMadeOrLeftBlank() {
    Stored<ImportRun> run =
        crm.load(
            crm.request("thing")
                .mapped(
                    TransferCrm.mapping(
                        "{'columns': {'club': {'field': 'links.clubId', 'onMissing': 'blank'},"
                            + " 'room': {'field': 'links.roomId', 'onMissing': 'error'}}}")),
            TransferCrm.text("name,club,room\nX,Nobody,\nY,,Nowhere\n"));

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(2, 1, 0, 0, 1));
    assertThat(crm.all(Thing.class).get(0).value().links().clubId()).isNull();
  }

  @Test
  void run_partsOfOneName_areToldApartWithinTheirParent() {
    Id<Club> one = crm.records(Club.class).createPlain(Map.of("name", "One")).id();
    Id<Club> two = crm.records(Club.class).createPlain(Map.of("name", "Two")).id();
    crm.records(Room.class).create(new Room(one, "Hall"));
    Id<Room> hall = crm.records(Room.class).create(new Room(two, "Hall")).id();

    Stored<ImportRun> run =
        crm.load(
            crm.request("thing")
                .mapped(TransferCrm.mapping("{'constants': {'links.clubId': 'Two'}}")),
            TransferCrm.text("name,room\nX,Hall\n"));

    assertThat(run.value().counts().created()).isEqualTo(1);
    assertThat(crm.all(Thing.class).get(0).value().links().roomId()).isEqualTo(hall);
    Stored<ImportRun> unsure = crm.load("thing", "name,room\nY,Hall\n");
    assertThat(crm.faults(unsure)).containsExactly(Map.entry("1:room", "AMBIGUOUS_REFERENCE"));
  }

  @Test
  void run_originalTimeAndOwner_areKept() {
    crm.load("club", "name,Created at,owner\nA,2019-05-06 07:08:09,Binta Diop\nB,,nobody\n");

    Stored<Club> kept = crm.all(Club.class).get(0);
    assertThat(kept.createdAt()).isEqualTo(Instant.parse("2019-05-06T07:08:09Z"));
    assertThat(kept.value().ownerId().value()).isEqualTo(crm.binta);
    assertThat(crm.all(Club.class)).hasSize(1);
  }

  @Test
  void run_duplicates_areCountedAsWarnings() {
    List<ImportProgress> heard = new ArrayList<>();
    ImportSource source = TransferCrm.text("name\nA\nB\nA\n");
    Stored<ImportRun> run = crm.importer().start(source, crm.request("club"));

    crm.importer().run(run.id(), source, heard::add);

    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).warnings()).isEqualTo(1);
    assertThat(heard.get(0).counts().created()).isEqualTo(3);
  }

  @Test
  void start_withoutTheRight_isRefused() {
    Grants grants =
        Grants.builder()
            .grant("club:create", AccessScope.ORGANIZATION)
            .grant("club:read", AccessScope.ORGANIZATION)
            .build();

    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(
            () ->
                new Importer(crm.as(grants))
                    .start(TransferCrm.text("name\nA\n"), crm.request("club")))
        .withMessageContaining("club:import");
  }

  @Test
  void start_whatCannotBeImported_isRefused() {
    ImportSource source = TransferCrm.text("name\nA\n");

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> crm.importer().start(source, crm.request("user")));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> crm.importer().start(source, crm.request("nothing")));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> crm.importer().start(source, crm.request("import")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("VERB_NOT_OFFERED"));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> crm.importer().start(source, crm.request("club").keyed("seats")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("INVALID_KEY"));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> crm.importer().start(TransferCrm.text("x,y\n1,2\n"), crm.request("club")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("NO_COLUMNS"));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () ->
                crm.importer()
                    .start(
                        TransferCrm.text("#crmkit-schema: thing/1\nname\nA\n"),
                        crm.request("club")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("WRONG_TYPE"));
  }

  @Test
  void plan_unknownHeadings_areReportedNotDropped() {
    ImportPlan plan =
        crm.importer()
            .plan(
                TransferCrm.text("Name,Colour,Seats,seats,version,\nA,1,2,3,4,5\n"),
                crm.request("club").mapped(TransferCrm.mapping("{'ignore': ['Column 6']}")));

    assertThat(plan.unmapped()).containsExactly("Colour", "seats");
    assertThat(plan.ignored()).containsExactly("version", "Column 6");
    Stored<ImportRun> run = crm.load("club", "Name,Colour\nA,red\n");
    assertThat(run.value().mapping()).contains("\"unmapped\":[\"Colour\"]");
  }
}
