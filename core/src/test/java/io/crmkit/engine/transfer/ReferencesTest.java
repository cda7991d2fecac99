package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.AccessScope;
import io.crmkit.access.Grants;
import io.crmkit.engine.CustomField;
import io.crmkit.engine.CustomFieldKind;
import io.crmkit.engine.ImportCounts;
import io.crmkit.engine.ImportError;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.transfer.TransferCrm.Club;
import io.crmkit.engine.transfer.TransferCrm.Room;
import io.crmkit.engine.transfer.TransferCrm.Thing;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Id;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.Query;
import io.crmkit.record.Ref;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that rows refer to, and what becomes of both when a run is taken back. */
final class ReferencesTest {
  private final TransferCrm crm = new TransferCrm();
  private Id<Club> home;

  @BeforeEach
  void makeHome() {
    home = crm.records(Club.class).createPlain(Map.of("name", "Home", "code", "h1")).id();
  }

  @AfterEach
  void close() {
    crm.close();
  }

  private Stored<ImportRun> load(String type, String mapping, String csv) {
    ImportMapping read = ImportMapping.of(mapping.replace('\'', '"'));
    return crm.load(crm.request(type).mapped(read), TransferCrm.text(csv));
  }

  private List<String> codes(Stored<ImportRun> run) {
    return crm.errors(run).stream().map(ImportError::code).toList();
  }

  private Thing thing(String name) {
    return crm.all(Thing.class).stream()
        .map(Stored::value)
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void reference_byIdKeyOrAnotherField_isFound() {
    Stored<ImportRun> run =
        load(
            "thing",
            "{'columns': {'c': {'field': 'links.clubId', 'by': 'code'}}}",
            "name,c\nA,h1\nB," + home + "\nC,Home\n");
    Stored<ImportRun> byId =
        load(
            "thing",
            "{'columns': {'c': {'field': 'links.clubId', 'by': 'id'}}}",
            "name,c\nD," + home + "\nE,Home\nF,01900000-0000-7000-8000-000000000009\n");

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(3, 2, 0, 0, 1));
    assertThat(byId.value().counts()).isEqualTo(new ImportCounts(3, 1, 0, 0, 2));
    assertThat(thing("A").links().clubId()).isEqualTo(home);
    assertThat(thing("B").links().clubId()).isEqualTo(home);
    assertThat(thing("D").links().clubId()).isEqualTo(home);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> runWith("{'columns': {'c': {'field': 'links.clubId', 'by': 'x'}}}"))
        .satisfies(e -> assertThat(e.code()).isEqualTo("INVALID_MAPPING"));
  }

  private void runWith(String mapping) {
    Stored<ImportRun> run = load("thing", mapping, "name,c\nA,b\n");
    if (run.value().failure() != null) {
      throw new InvalidRequestException(run.value().failure(), "the run failed");
    }
  }

  @Test
  void reference_ofSeveralTypes_namesItsType() {
    Stored<ImportRun> run =
        load(
            "thing",
            "{'columns': {'source': 'links.source', 'any': 'links.anything'}}",
            "name,source,any\nA,club:Home,club:"
                + home
                + "\nB,thing:A,thing:A\nC,Home,\n"
                + "D,user:x,\nE,,nothing:x\nF,,user:anna@acme.example\n");

    assertThat(codes(run)).containsOnly("REFERENCE_NOT_FOUND");
    assertThat(thing("A").links().source()).isEqualTo(new Ref("club", home.value()));
    assertThat(thing("A").links().anything()).isEqualTo(new Ref("club", home.value()));
    assertThat(thing("B").links().source().type()).isEqualTo("thing");
    assertThat(thing("F").links().anything()).isEqualTo(new Ref("user", crm.anna));
  }

  @Test
  void reference_list_isOfNamesAndIds() {
    Stored<ImportRun> run =
        load(
            "thing",
            "{'columns': {'clubs': {'field': 'lists.clubs', 'values': {'H': 'Home'}}}}",
            "name,clubs\nA,\"H; " + home + "\"\nB,\"Home, Nobody\"\n");

    assertThat(thing("A").lists().clubs()).containsExactly(home, home);
    assertThat(codes(run)).containsExactly("REFERENCE_NOT_FOUND");
  }

  @Test
  void reference_missing_isMadeWithinItsParentOrRefused() {
    Stored<ImportRun> run =
        load(
            "thing",
            "{'columns': {'club': 'links.clubId',"
                + " 'room': {'field': 'links.roomId', 'onMissing': 'create'}}}",
            "name,club,room\nA,Home,Attic\nB,Home,Attic\nC,,Nowhere\nD,Nobody,Cellar\n,Home,Spare\n");

    assertThat(crm.all(Room.class))
        .extracting(room -> room.value().name())
        .containsExactly("Attic");
    assertThat(thing("A").links().roomId()).isEqualTo(thing("B").links().roomId());
    assertThat(run.value().counts()).isEqualTo(new ImportCounts(5, 2, 0, 0, 3));
    assertThat(codes(run))
        .containsExactlyInAnyOrder("REFERENCE_NOT_CREATED", "REFERENCE_NOT_FOUND", "REQUIRED");
    Stored<ImportRun> source =
        load(
            "thing",
            "{'columns': {'s': {'field': 'links.source', 'onMissing': 'create'}}}",
            "name,s\nX,club:New\n");
    assertThat(codes(source)).containsExactly("REFERENCE_NOT_FOUND");
  }

  @Test
  void reference_ofTheOwnType_isMadeWhenNoRowDoes() {
    Stored<ImportRun> run =
        load(
            "club",
            "{'columns': {'parent': {'field': 'parentId', 'onMissing': 'create'}}}",
            "name,parent\nA,Top\nB,C\nC,\n");

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(3, 3, 0, 0, 0));
    assertThat(crm.all(Club.class))
        .extracting(club -> club.value().name())
        .containsExactlyInAnyOrder("Home", "A", "B", "C", "Top");
  }

  @Test
  void reference_thatTheActorMayNotRead_isNotThere() {
    Grants grants =
        Grants.builder()
            .grant("thing:create", AccessScope.ORGANIZATION)
            .grant("thing:read", AccessScope.ORGANIZATION)
            .grant("thing:import", AccessScope.ORGANIZATION)
            .build();
    Importer importer = new Importer(crm.as(grants));
    ImportSource source = TransferCrm.text("name,club\nA,Home\nB,\n");
    Stored<ImportRun> run = importer.start(source, crm.request("thing"));

    importer.run(run.id(), source, progress -> {});

    assertThat(codes(run)).containsExactly("REFERENCE_NOT_FOUND");
  }

  @Test
  void reference_twoOfOneName_isAmbiguous() throws IOException {
    Id<Club> other = crm.records(Club.class).createPlain(Map.of("name", "Home")).id();

    Stored<ImportRun> run = crm.load("thing", "name,club\nA,Home\n");
    Stored<ImportRun> told =
        crm.load("thing", "Name,Links club,Links club id\nB,Home," + other + "\nC,,x\n");

    assertThat(codes(run)).containsExactly("AMBIGUOUS_REFERENCE");
    assertThat(codes(told)).containsExactly("REFERENCE_NOT_FOUND");
    assertThat(thing("B").links().clubId()).isEqualTo(other);
    assertThat(TransferCrm.export(crm.session, "thing", Query.ALL, Set.of("links")))
        .contains(",Home," + other);
  }

  @Test
  void constants_plainAndNamed_areInEveryRow() {
    Stored<ImportRun> run =
        load(
            "thing",
            "{'constants': {'amounts.fee': {'amount': '5', 'currency': 'EUR'}, 'level': 'hot',"
                + " 'lists.tags': ['x', 'y'], 'isOpen': true, 'links.helperId': 'Binta Diop'}}",
            "name\nA\n");

    assertThat(codes(run)).isEmpty();
    Thing made = thing("A");
    assertThat(made.amounts().fee().currency().getCurrencyCode()).isEqualTo("EUR");
    assertThat(made.lists().tags()).containsExactly("x", "y");
    assertThat(made.isOpen()).isTrue();
    assertThat(made.links().helperId().value()).isEqualTo(crm.binta);
  }

  @Test
  void amounts_currency_isOfCellColumnMappingOrOrganization() {
    Stored<ImportRun> run =
        load(
            "thing",
            "{'columns': {'fee': {'field': 'amounts.fee', 'currency': 'CAD'}}}",
            "name,fee,Amounts fee currency\nA,$5,\nB,USD 5,\nC,$5,AUD\nD,5,€\nE,5,gold\nF,1.234,\n");

    assertThat(thing("A").amounts().fee().currency().getCurrencyCode()).isEqualTo("CAD");
    assertThat(thing("B").amounts().fee().currency().getCurrencyCode()).isEqualTo("USD");
    assertThat(thing("C").amounts().fee().currency().getCurrencyCode()).isEqualTo("AUD");
    assertThat(thing("D").amounts().fee().currency().getCurrencyCode()).isEqualTo("EUR");
    assertThat(codes(run)).containsExactly("INVALID_CURRENCY", "TOO_MANY_DECIMALS");
    load("thing", "{'columns': {'fee': 'amounts.fee'}}", "name,fee\nG,500\n");
    assertThat(thing("G").amounts().fee().currency().getCurrencyCode()).isEqualTo("XOF");
  }

  @Test
  void undo_sealedAndOwnFields_areAsBefore() {
    crm.records(CustomField.class)
        .create(
            new CustomField(
                "thing",
                "size",
                "Size",
                CustomFieldKind.TEXT,
                List.of(),
                false,
                false,
                PrivacyPolicy.KEEP,
                0));
    String headings = "name,texts.secret,custom.size,lists.tags,links.clubId\n";
    crm.load("thing", headings + "A,old,L,\"a,b\",Home\nB,,,,\n");
    Map<String, Stored<Thing>> before = byName();
    Stored<ImportRun> run =
        crm.load(
            crm.request("thing").keyed("name"),
            TransferCrm.text(headings + "A,new,,c,\nB,fresh,M,d,Home\n"));
    assertThat(run.value().counts().updated()).isEqualTo(2);
    assertThat(thing("A").texts().secret()).isEqualTo("new");

    UndoResult undone = crm.importer().undo(run.id());

    assertThat(undone.reverted()).isEqualTo(2);
    Map<String, Stored<Thing>> after = byName();
    for (String name : List.of("A", "B")) {
      assertThat(after.get(name).value()).isEqualTo(before.get(name).value());
      assertThat(after.get(name).custom()).isEqualTo(before.get(name).custom());
    }
  }

  private Map<String, Stored<Thing>> byName() {
    Map<String, Stored<Thing>> byName = new java.util.HashMap<>();
    crm.all(Thing.class).forEach(thing -> byName.put(thing.value().name(), thing));
    return byName;
  }

  @Test
  void undo_recordThatCannotGoBack_isKept() {
    Stored<ImportRun> run =
        crm.load(
            crm.request("club").keyed("name"), TransferCrm.text("name,code\nHome,h2\nNew,n\n"));
    crm.records(Club.class).createPlain(Map.of("name", "Thief", "code", "h1"));

    UndoResult undone = crm.importer().undo(run.id());

    assertThat(undone.kept()).isEqualTo(1);
    assertThat(undone.deleted()).isEqualTo(1);
    assertThat(crm.records(Club.class).get(home).value().code()).isEqualTo("h2");
  }

  @Test
  void undo_recordDeletedSince_isLeftAlone() {
    Stored<ImportRun> run = crm.load("club", "name\nA\nB\n");
    crm.all(Club.class).stream()
        .filter(club -> club.value().name().equals("A"))
        .forEach(club -> crm.records(Club.class).delete(club.id(), null));

    UndoResult undone = crm.importer().undo(run.id());

    assertThat(undone.deleted()).isEqualTo(1);
    assertThat(undone.kept()).isZero();
  }

  @Test
  void jsonLines_mappedAndNested_areRead() {
    Id<Club> odd = crm.records(Club.class).createPlain(Map.of("name", "Odd: name")).id();
    ImportMapping mapping =
        ImportMapping.of(
            """
            {"columns": {"club": {"field": "links.clubId", "values": {"H": "Home"}},
                         "when": "times.foundedOn"}, "dates": "d/M/yyyy"}
            """);

    Stored<ImportRun> run =
        crm.load(
            crm.request("thing").mapped(mapping).keyed("id"),
            TransferCrm.text(
                """
                {"name": "A", "club": "H", "when": "1/2/2024", "place": null, "visits": 7}
                {"name": "D", "links": {"clubId": "Odd: name", "roomId": null}}
                {"name": "B", "club": null, "place": {"city": "Thiès"}, "links": {"helperId": null}}
                {"id": "x", "name": "C"}
                [1]
                """));

    assertThat(thing("A").links().clubId()).isEqualTo(home);
    assertThat(thing("A").times().foundedOn()).isEqualTo("2024-02-01");
    assertThat(thing("D").links().clubId()).isEqualTo(odd);
    assertThat(thing("B").place().city()).isEqualTo("Thiès");
    assertThat(codes(run)).containsExactly("INVALID_ID", "MALFORMED_JSON");
  }
}
