package io.crmkit.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.identity.PersonName;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.testkit.Doors;
import io.crmkit.testkit.SalesFixtures;
import io.crmkit.testkit.TestCrm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class LeadRulesTest {
  private static final Map<LeadStatus, Set<LeadStatus>> LEGAL = new EnumMap<>(LeadStatus.class);

  static {
    LEGAL.put(
        LeadStatus.NEW,
        Set.of(LeadStatus.CONTACTED, LeadStatus.MQL, LeadStatus.SQL, LeadStatus.DISQUALIFIED));
    LEGAL.put(
        LeadStatus.CONTACTED, Set.of(LeadStatus.MQL, LeadStatus.SQL, LeadStatus.DISQUALIFIED));
    LEGAL.put(
        LeadStatus.MQL, Set.of(LeadStatus.SQL, LeadStatus.CONTACTED, LeadStatus.DISQUALIFIED));
    LEGAL.put(
        LeadStatus.SQL, Set.of(LeadStatus.MQL, LeadStatus.CONTACTED, LeadStatus.DISQUALIFIED));
    LEGAL.put(LeadStatus.DISQUALIFIED, Set.of(LeadStatus.CONTACTED));
    LEGAL.put(LeadStatus.CONVERTED, Set.of());
  }

  private final TestCrm crm = new TestCrm();
  private final RecordSession session = crm.session();
  private final Records<Lead> leads = session.records(Lead.class);

  @BeforeEach
  void begin() {
    SalesFixtures.pipeline(session, "Sales");
  }

  @AfterEach
  void end() {
    crm.close();
  }

  static List<Arguments> everyMove() {
    List<Arguments> moves = new ArrayList<>();
    for (LeadStatus from : LeadStatus.values()) {
      for (LeadStatus to : LeadStatus.values()) {
        moves.add(Arguments.of(from, to));
      }
    }
    return moves;
  }

  private Id<Lead> leadIn(LeadStatus status) {
    if (status == LeadStatus.CONVERTED) {
      Id<Lead> id = leads.create(Lead.builder().company("Baobab").build()).id();
      return new LeadService(session).convert(id, null, ConversionRequest.usual()).lead().id();
    }
    return leads.create(Lead.builder().company("Baobab").status(status).build()).id();
  }

  @ParameterizedTest
  @MethodSource("everyMove")
  void status_everyMoveByEveryDoor_isLegalOrRefused(LeadStatus from, LeadStatus to) {
    for (Doors door : Doors.values()) {
      Id<Lead> id = leadIn(from);
      long version = leads.get(id).version();
      Map<String, String> fields = Map.of("status", to.name());

      if (from == to) {
        door.change(session, Lead.class, id, fields);
        assertThat(leads.get(id).version()).isEqualTo(version);
      } else if (LEGAL.get(from).contains(to)) {
        door.change(session, Lead.class, id, fields);
        assertThat(leads.get(id).value().status()).isEqualTo(to);
      } else {
        assertThatExceptionOfType(ConflictException.class)
            .isThrownBy(() -> door.change(session, Lead.class, id, fields))
            .satisfies(
                refused -> {
                  assertThat(refused.code()).isEqualTo("ILLEGAL_MOVE");
                  assertThat(refused.context()).containsKeys("from", "to", "legal");
                });
        assertThat(leads.get(id).value().status()).isEqualTo(from);
      }
    }
  }

  @Test
  void status_illegalMove_namesTheLegalOnes() {
    Id<Lead> id = leadIn(LeadStatus.DISQUALIFIED);

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> leads.updatePlain(id, null, Map.of("status", "SQL")))
        .withMessage("a lead cannot go from DISQUALIFIED to SQL, only to CONTACTED");
  }

  @Test
  void status_convertedByAnAction_isRefusedWithoutAConversion() {
    Id<Lead> id = leadIn(LeadStatus.NEW);

    for (String action : List.of("convert", "score")) {
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(
              () ->
                  leads.act(
                      action,
                      id,
                      null,
                      lead -> lead.toBuilder().status(LeadStatus.CONVERTED).build()));
    }
  }

  @Test
  void status_convertedAtOnce_isRefused() {
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> leads.createPlain(Map.of("status", "CONVERTED")));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () ->
                leads.upsertPlain("email", Map.of("email", "a@b.example", "status", "CONVERTED")));
  }

  @Test
  void status_upsertOfAKnownLead_isJudgedToo() {
    leads.createPlain(Map.of("email", "a@b.example", "status", "DISQUALIFIED"));

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () -> leads.upsertPlain("email", Map.of("email", "a@b.example", "status", "MQL")));
  }

  @Test
  void managedFields_fromACaller_areRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> leads.createPlain(Map.of("score", 90)))
        .satisfies(e -> assertThat(e.errors().get(0).code()).isEqualTo("MANAGED_FIELD"));
  }

  @ParameterizedTest
  @CsvSource({
    "NEW, 0, 49, NEW",
    "NEW, 0, 50, MQL",
    "NEW, 0, 75, SQL",
    "CONTACTED, 49, 60, MQL",
    "MQL, 50, 75, SQL",
    "SQL, 75, 10, SQL",
    "MQL, 80, 90, MQL",
    "DISQUALIFIED, 0, 99, DISQUALIFIED"
  })
  void score_risesAcrossAThreshold_raisesTheStatus(
      LeadStatus from, int before, int after, LeadStatus to) {
    Id<Lead> id = leads.create(Lead.builder().status(LeadStatus.DISQUALIFIED).build()).id();
    leads.act("score", id, null, lead -> lead.toBuilder().score(before).build());
    if (from != LeadStatus.DISQUALIFIED) {
      leads.updatePlain(id, null, Map.of("status", "CONTACTED"));
    }
    if (from == LeadStatus.NEW) {
      leads.delete(id, null);
    } else if (from != LeadStatus.CONTACTED && from != LeadStatus.DISQUALIFIED) {
      leads.updatePlain(id, null, Map.of("status", from.name()));
    }
    Id<Lead> scored = from == LeadStatus.NEW ? leads.create(Lead.builder().build()).id() : id;

    Stored<Lead> lead =
        leads.act("score", scored, null, each -> each.toBuilder().score(after).build());

    assertThat(lead.value().status()).isEqualTo(to);
  }

  @Test
  void name_joinedFromParts_followsThem() {
    Id<Lead> id = leads.createPlain(Map.of("name", Map.of("first", "Awa", "last", "Diop"))).id();

    leads.updatePlain(id, null, Map.of("name", Map.of("last", "Ndiaye")));

    assertThat(leads.get(id).value().name().full()).isEqualTo("Awa Ndiaye");
    leads.updatePlain(id, null, Map.of("name", Map.of("full", "Dr Awa")));
    leads.updatePlain(id, null, Map.of("name", Map.of("last", "Sow")));
    assertThat(leads.get(id).value().name())
        .isEqualTo(new PersonName(null, "Awa", null, "Sow", null, "Dr Awa"));
  }

  @Test
  void create_twiceTheSamePerson_warns() {
    leads.createPlain(Map.of("email", "awa@baobab.example"));

    Stored<Lead> second = leads.createPlain(Map.of("email", "AWA@baobab.example"));

    assertThat(second.warnings()).hasSize(1);
    assertThat(leads.count(Query.ALL)).isEqualTo(2);
  }
}
