package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.AccessScope;
import io.crmkit.access.FieldAccess;
import io.crmkit.access.Grants;
import io.crmkit.engine.CustomField;
import io.crmkit.engine.CustomFieldKind;
import io.crmkit.engine.ImportCounts;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.transfer.TransferCrm.Club;
import io.crmkit.engine.transfer.TransferCrm.Room;
import io.crmkit.engine.transfer.TransferCrm.Thing;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ExporterTest {
  private final TransferCrm crm = new TransferCrm();

  @AfterEach
  void close() {
    crm.close();
  }

  /** A plain form with a value for every kind of field. */
  private Map<String, Object> everything(Id<Club> club, Id<Room> room, Id<Thing> thing) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("name", "=HYPERLINK(\"x\"), \"quoted\"; \r\nsecond\nthird");
    plain.put("level", "LUKE_WARM");
    plain.put("isOpen", true);
    plain.put(
        "amounts",
        Map.of(
            "count",
            -12L,
            "total",
            9_007_199_254_740_993L,
            "rate",
            new java.math.BigDecimal("-0.0125"),
            "fee",
            Map.of("amount", "-1234567.89", "currency", "EUR"),
            "currency",
            "XOF"));
    plain.put(
        "times",
        Map.of(
            "opensAt", "2024-02-29T23:59:59.123456Z",
            "foundedOn", "0099-12-31",
            "visit", "PT1H30M0.5S",
            "zone", "Africa/Dakar",
            "language", "fr-SN"));
    plain.put(
        "texts",
        Map.of(
            "email", "a@b.example",
            "phone", "+221771234567",
            "url", "https://a.example/?q=1,2",
            "json", Map.of("a", List.of(1L, "x", true)),
            "secret", "'-hush"));
    plain.put("place", Map.of("city", "Saint-Louis", "country", "SN"));
    plain.put(
        "links",
        Map.of(
            "clubId", club.toString(),
            "roomId", room.toString(),
            "source", "club:" + club,
            "anything", "thing:" + thing,
            "helperId", crm.binta.toString()));
    plain.put(
        "lists",
        Map.of(
            "tags", List.of("a,b", "c;d", "e\\f", "g ::: h", "-i", "'=j"),
            "levels", List.of("HOT", "COLD"),
            "clubs", List.of(club.toString()),
            "fees",
                List.of(
                    Map.of("amount", "1.5", "currency", "EUR"),
                    Map.of("amount", "7", "currency", "XOF"))));
    plain.put(
        "custom",
        Map.of(
            "size",
            "+L",
            "weight",
            new java.math.BigDecimal("1.25"),
            "bonus",
            Map.of("amount", "2.50", "currency", "USD"),
            "colours",
            List.of("red", "dark, blue"),
            "since",
            "2020-02-02",
            "active",
            false,
            "friend",
            "club:" + club));
    return plain;
  }

  private void defineCustomFields() {
    define("size", CustomFieldKind.TEXT);
    define("weight", CustomFieldKind.DECIMAL);
    define("bonus", CustomFieldKind.MONEY);
    define("colours", CustomFieldKind.MULTI_CHOICE, "red", "dark, blue");
    define("since", CustomFieldKind.DATE);
    define("active", CustomFieldKind.BOOLEAN);
    define("friend", CustomFieldKind.REFERENCE);
  }

  private void define(String key, CustomFieldKind kind, String... options) {
    crm.records(CustomField.class)
        .create(
            new CustomField(
                "thing", key, key, kind, List.of(options), false, false, PrivacyPolicy.KEEP, 0));
  }

  @Test
  void write_everyKindOfField_comesBackEqual() throws IOException {
    defineCustomFields();
    Id<Club> club =
        crm.records(Club.class).createPlain(Map.of("name", "@Home: the \"first\"")).id();
    Id<Room> room = crm.records(Room.class).create(new Room(club, "Hall")).id();
    Id<Thing> other = crm.records(Thing.class).createPlain(Map.of("name", "Other")).id();
    Stored<Thing> thing =
        crm.records(Thing.class)
            .createPlain(
                everything(club, room, other), java.time.Instant.parse("2001-02-03T04:05:06.7Z"));

    String csv =
        TransferCrm.export(
            crm.session, "thing", Query.where(Condition.eq("id", thing.id())), Set.of());
    crm.records(Thing.class).delete(thing.id(), null);
    Stored<ImportRun> run = crm.load("thing", csv);

    assertThat(crm.errors(run)).isEmpty();
    assertThat(run.value().mapping()).contains("\"unmapped\":[]");
    Stored<Thing> back =
        crm.all(Thing.class).stream()
            .filter(each -> !each.id().equals(other))
            .findFirst()
            .orElseThrow();
    assertThat(back.value()).isEqualTo(thing.value());
    assertThat(back.custom()).isEqualTo(thing.custom());
    assertThat(back.createdAt()).isEqualTo(thing.createdAt());
  }

  @Test
  void write_editedAndImportedByKeyId_changesTheSameRecords() throws IOException {
    crm.load("club", "name,seats,parent\nA,1,\nB,2,A\n");

    String csv = crm.export("club").replace(",2,", ",,");
    Stored<ImportRun> run = crm.load(crm.request("club").keyed("id"), TransferCrm.text(csv));

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(2, 0, 1, 1, 0));
    assertThat(crm.all(Club.class).get(1).value().seats()).isNull();
  }

  @Test
  void write_form_isTheContractOfTheFile() throws IOException {
    Id<Club> a = crm.records(Club.class).createPlain(Map.of("name", "É")).id();
    crm.records(Club.class)
        .createPlain(Map.of("name", "B", "parentId", a.toString(), "ownerId", crm.anna.toString()));

    String csv =
        TransferCrm.export(
            crm.session,
            "club",
            Query.where(Condition.eq("name", "B")),
            Set.of("name", "parentId", "ownerId", "version"));

    assertThat(csv.lines().toList())
        .startsWith("#crmkit-schema: club/1", "Id,Name,Parent,Parent id,Owner,Owner id");
    assertThat(csv)
        .doesNotContain("\uFEFF")
        .endsWith(",B,É," + a + ",anna@acme.example," + crm.anna + "\r\n");
  }

  @Test
  void write_whatIsWithheld_isNotShown() throws IOException {
    Id<Club> club = crm.records(Club.class).createPlain(Map.of("name", "Hidden", "seats", 7L)).id();
    crm.records(Thing.class)
        .createPlain(Map.of("name", "X", "links", Map.of("clubId", club.toString())));
    Grants grants =
        Grants.builder()
            .grant("thing:read", AccessScope.ORGANIZATION)
            .grant("thing:export", AccessScope.ORGANIZATION)
            .limit("thing", "amounts", FieldAccess.NONE)
            .build();

    String csv = TransferCrm.export(crm.as(grants), "thing", Query.ALL, Set.of());

    assertThat(csv).doesNotContain("Hidden").doesNotContain("Amounts").contains("Place city");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () -> TransferCrm.export(crm.as(grants), "thing", Query.ALL, Set.of("amounts.fee")));
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> TransferCrm.export(crm.as(grants), "club", Query.ALL, Set.of()));
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(
            () -> TransferCrm.export(crm.as(grants), "thing", Query.ALL.deleted(), Set.of()));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> TransferCrm.export(crm.session, "user", Query.ALL, Set.of()));
  }

  @Test
  void write_ownersOnly_showsTheScopeOfTheActor() throws IOException {
    crm.load("club", "name,owner\nMine,anna@acme.example\nHers,Binta Diop\n");
    Grants grants =
        Grants.builder()
            .grant("club:read", AccessScope.OWN)
            .grant("club:export", AccessScope.OWN)
            .build();

    String csv = TransferCrm.export(crm.as(grants), "club", Query.ALL, Set.of("name"));

    assertThat(csv).contains("Mine").doesNotContain("Hers");
  }

  @Test
  void write_manyRows_areAllThere() throws IOException {
    StringBuilder names = new StringBuilder("name\n");
    for (int i = 0; i < 1_101; i++) {
      names.append("t").append(i).append('\n');
    }
    crm.load("team", names.toString());

    assertThat(crm.export("team").lines()).hasSize(1_103);
  }

  @Test
  void write_manyRows_tellsHowFarItIs() throws IOException {
    StringBuilder csv = new StringBuilder("name\n");
    for (int i = 0; i < 700; i++) {
      csv.append("c").append(i).append('\n');
    }
    crm.load("club", csv.toString());
    List<Long> heard = new ArrayList<>();

    new Exporter(crm.session)
        .write("club", Query.ALL, Set.of(), true, OutputStream.nullOutputStream(), heard::add);

    assertThat(heard).containsExactly(500L, 700L);
  }
}
