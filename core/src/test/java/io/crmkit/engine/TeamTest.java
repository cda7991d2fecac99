package io.crmkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Id;
import io.crmkit.sales.Account;
import io.crmkit.testkit.TestCrm;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** To which team a row belongs: that of its owner, until somebody sets another. */
final class TeamTest {
  private final TestCrm crm = new TestCrm();
  private final Records<Account> accounts = crm.session().records(Account.class);
  private final UUID ofNorth = crm.newMember("North");
  private final UUID ofSouth = crm.newMember("South");
  private final UUID ofNone = crm.newMember();

  @AfterEach
  void close() {
    crm.close();
  }

  private Id<?> team(UUID member) {
    return accounts.createPlain(fields("ownerId", member.toString())).value().teamId();
  }

  private String nameOf(Id<?> team) {
    return crm.session().records(TestCrm.Team.class).get(new Id<>(team.value())).value().name();
  }

  private static Map<String, Object> fields(Object... pairs) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("name", "Teranga");
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put((String) pairs[i], pairs[i + 1]);
    }
    return fields;
  }

  private @Nullable Id<?> afterwards(Map<String, Object> made, Map<String, Object> changed) {
    Id<Account> account = accounts.createPlain(made).id();
    accounts.updatePlain(account, null, changed);
    return accounts.get(account).value().teamId();
  }

  @Test
  void create_givenToAMember_belongsToItsTeam() {
    assertThat(nameOf(team(ofNorth))).isEqualTo("North");
    assertThat(nameOf(team(ofSouth))).isEqualTo("South");
    assertThat(team(ofNone)).isNull();
  }

  @Test
  void update_owner_bringsItsTeam() {
    String north = ofNorth.toString();
    String south = ofSouth.toString();

    assertThat(afterwards(fields("ownerId", north), fields("ownerId", south)))
        .isEqualTo(team(ofSouth));
    assertThat(afterwards(fields("ownerId", ofNone.toString()), fields("ownerId", south)))
        .isEqualTo(team(ofSouth));
    assertThat(afterwards(fields("ownerId", north), fields("ownerId", ofNone.toString()))).isNull();
    assertThat(afterwards(fields("ownerId", north), fields("name", "Sahel")))
        .isEqualTo(team(ofNorth));
  }

  @Test
  void update_ownerOfARowWhoseTeamWasSet_leavesTheTeam() {
    String north = ofNorth.toString();
    String south = team(ofSouth).toString();

    assertThat(
            afterwards(
                fields("ownerId", north, "teamId", south), fields("ownerId", ofNone.toString())))
        .isEqualTo(team(ofSouth));
    assertThat(
            afterwards(
                fields("ownerId", north), fields("ownerId", ofNone.toString(), "teamId", south)))
        .isEqualTo(team(ofSouth));
  }
}
