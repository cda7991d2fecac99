package io.crmkit.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.testkit.TestCrm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AssignmentTest {
  private final TestCrm crm = new TestCrm();
  private final RecordSession session = crm.session();
  private final Records<Lead> leads = session.records(Lead.class);
  private final UUID anna = crm.newMember();
  private final UUID ben = crm.newMember();

  @AfterEach
  void end() {
    crm.close();
  }

  private Id<AssignmentRule> rule(String type, String condition, AssignmentStrategy strategy) {
    List<Id<?>> assignees = List.of(new Id<>(anna), new Id<>(ben));
    return session
        .records(AssignmentRule.class)
        .create(
            new AssignmentRule(
                type + condition.hashCode(), type, condition, strategy, assignees, 0, true, 0))
        .id();
  }

  private UUID ownerOfNewLead() {
    return leads.createPlain(Map.of("company", "Baobab Bank")).value().ownerId().value();
  }

  @Test
  void create_noRule_belongsToItsMaker() {
    assertThat(ownerOfNewLead()).isEqualTo(crm.rep());
  }

  @Test
  void create_roundRobin_takesOneAfterTheOther() {
    Id<AssignmentRule> rule = rule("lead", "{}", AssignmentStrategy.ROUND_ROBIN);

    List<UUID> owners = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      owners.add(ownerOfNewLead());
    }

    assertThat(owners).containsExactly(anna, ben, anna, ben);
    assertThat(session.records(AssignmentRule.class).get(rule).value().lastAssigned()).isEqualTo(4);
  }

  @Test
  void create_fixed_takesTheFirst() {
    rule("lead", "{}", AssignmentStrategy.FIXED);

    assertThat(ownerOfNewLead()).isEqualTo(anna);
    assertThat(ownerOfNewLead()).isEqualTo(anna);
  }

  @Test
  void create_leastBusy_takesWhoHasTheFewest() {
    leads.createPlain(Map.of("ownerId", anna.toString()));
    rule("lead", "{}", AssignmentStrategy.LEAST_BUSY);

    assertThat(ownerOfNewLead()).isEqualTo(ben);
    assertThat(ownerOfNewLead()).isEqualTo(anna);
  }

  @Test
  void create_givenToSomebody_staysThere() {
    rule("lead", "{}", AssignmentStrategy.FIXED);

    assertThat(leads.createPlain(Map.of("ownerId", ben.toString())).value().ownerId().value())
        .isEqualTo(ben);
  }

  @Test
  void create_contact_isAssignedToo() {
    rule("contact", "{\"company\": \"Baobab\"}", AssignmentStrategy.FIXED);

    assertThat(
            session
                .records(Contact.class)
                .createPlain(Map.of("company", "Baobab"))
                .value()
                .ownerId()
                .value())
        .isEqualTo(anna);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lead", "contact"})
  void create_assigned_belongsToTheTeamOfWhoGetsIt(String type) {
    UUID carla = crm.newMember("North");
    Id<?> team = session.records(TestCrm.Team.class).list(Query.ALL).items().get(0).id();
    session
        .records(AssignmentRule.class)
        .create(
            new AssignmentRule(
                "all", type, "{}", AssignmentStrategy.FIXED, List.of(new Id<>(carla)), 0, true, 0));

    assertThat(made(type, Map.of("company", "Baobab"))).containsEntry("teamId", team.toString());
  }

  @Test
  void create_assignedButGivenToATeam_staysWithTheTeam() {
    crm.newMember("North");
    Id<?> team = session.records(TestCrm.Team.class).list(Query.ALL).items().get(0).id();
    rule("lead", "{}", AssignmentStrategy.FIXED);

    assertThat(made("lead", Map.of("teamId", team.toString())))
        .containsEntry("ownerId", anna.toString())
        .containsEntry("teamId", team.toString());
  }

  private Map<String, Object> made(String type, Map<String, ?> fields) {
    return made(session.records(crm.engine().schema().type(type).javaType()), fields);
  }

  private static <T> Map<String, Object> made(Records<T> records, Map<String, ?> fields) {
    return records.plain(records.createPlain(fields), Set.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"company\": {\"contains\": \"bank\"}} | true",
        "{\"company\": {\"startsWith\": \"bank\"}} | false",
        "{\"leadSource\": \"OTHER\", \"status\": {\"in\": [\"NEW\", \"MQL\"]}} | true",
        "{\"or\": [{\"leadSource\": \"WEBSITE\"}, {\"score\": {\"lt\": 10}}]} | true",
        "{\"and\": [{\"leadSource\": \"WEBSITE\"}, {\"score\": {\"lt\": 10}}]} | false",
        "{\"not\": {\"leadSource\": \"WEBSITE\"}} | true",
        "{\"email\": null} | true",
        "{\"email\": {\"isNull\": false}} | false",
        "{\"status\": {\"ne\": \"NEW\"}} | false"
      })
  void create_conditionHoldsOrNot_isAssignedOrNot(String condition, boolean holds) {
    rule("lead", condition, AssignmentStrategy.FIXED);

    assertThat(ownerOfNewLead()).isEqualTo(holds ? anna : crm.rep());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"nope\": 1}",
        "{\"status\": \"NOWHERE\"}",
        "{\"status\": {\"like\": \"x\"}}",
        "{\"status\": {\"eq\": null}}",
        "{\"status\": []}",
        "{\"status\": {\"in\": [null]}}",
        "{\"or\": []}",
        "{\"and\": {}}"
      })
  void rule_whoseFilterCannotBeAsked_isRefused(String condition) {
    for (String type : List.of("lead", "contact")) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> rule(type, condition, AssignmentStrategy.FIXED));
    }
  }

  @Test
  void rule_ofATypeFurtherRight_isKept() {
    assertThat(rule("ticket", "{\"priority\": \"HIGH\"}", AssignmentStrategy.FIXED)).isNotNull();
  }

  @Test
  void rule_namingAFieldThatIsNoMore_isPassedOver() {
    session
        .records(io.crmkit.engine.CustomField.class)
        .createPlain(
            Map.of(
                "targetType",
                "lead",
                "key",
                "hall",
                "label",
                "Hall",
                "kind",
                "TEXT",
                "isFilterable",
                true));
    rule("lead", "{\"custom.hall\": {\"isNull\": true}}", AssignmentStrategy.FIXED);
    assertThat(ownerOfNewLead()).isEqualTo(anna);
    Records<io.crmkit.engine.CustomField> fields =
        session.records(io.crmkit.engine.CustomField.class);
    fields.delete(fields.list(Query.ALL).items().get(0).id(), null);

    assertThat(ownerOfNewLead()).isEqualTo(crm.rep());
  }
}
