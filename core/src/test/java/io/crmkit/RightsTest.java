package io.crmkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.EventFilter;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.error.UnauthenticatedException;
import io.crmkit.identity.Device;
import io.crmkit.identity.Grant;
import io.crmkit.identity.Login;
import io.crmkit.identity.Membership;
import io.crmkit.identity.Role;
import io.crmkit.identity.Team;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.sales.Contact;
import io.crmkit.sales.Opportunity;
import io.crmkit.storage.memory.MemoryStorage;
import io.crmkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who sees and changes what, by role, team and customer account. */
final class RightsTest {
  private static final Device DEVICE = new Device("127.0.0.1", null, null);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T09:00:00Z"));
  private final Crm crm = Crm.builder().storage(new MemoryStorage()).clock(clock).build();
  private final UUID organization = crm.createOrganization("Acme");
  private final Workspace system = crm.as(Actor.system(organization, "test", Grants.all()));

  @AfterEach
  void close() {
    crm.close();
  }

  private UUID member(String email, @Nullable UUID account, @Nullable Id<Team> team, String role) {
    Stored<Membership> made =
        crm.members()
            .addMember(
                system.session(), email, "Some One", List.of(role), account, "correct horse");
    if (team != null) {
      Membership value = made.value();
      system
          .records(Membership.class)
          .update(
              made,
              new Membership(
                  value.userId(),
                  value.roleIds(),
                  List.of(team),
                  value.accountId(),
                  null,
                  null,
                  null,
                  true,
                  null));
    }
    return made.value().userId().value();
  }

  private Workspace as(UUID user) {
    return crm.as(crm.members().actor(organization, user).orElseThrow());
  }

  private static Id<Opportunity> sale(Workspace of, String name) {
    return of.records(Opportunity.class).createPlain(Map.of("name", name)).id();
  }

  @Test
  void own_othersSale_isUnknown() {
    Workspace rep = as(member("rep@acme.example", null, null, "SALES"));
    Workspace other = as(member("other@acme.example", null, null, "SALES"));
    Id<Opportunity> sale = sale(rep, "Mine");
    Records<Opportunity> seen = other.records(Opportunity.class);

    assertThat(rep.records(Opportunity.class).find(sale)).isPresent();
    assertThat(seen.find(sale)).isEmpty();
    assertThat(seen.list(Query.ALL).items()).isEmpty();
    assertThat(seen.count(Query.ALL)).isZero();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> seen.history(sale, null, 10));
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> seen.delete(sale, null));
    assertThat(other.session().events(EventFilter.of("opportunity"), 0, 100).events()).isEmpty();
    assertThat(rep.session().events(EventFilter.of("opportunity"), 0, 100).events()).hasSize(1);
  }

  @Test
  void own_othersContact_isReadButNotChanged() {
    Workspace rep = as(member("rep@acme.example", null, null, "SALES"));
    Workspace other = as(member("other@acme.example", null, null, "SALES"));
    Id<Contact> contact =
        rep.records(Contact.class).createPlain(Map.of("email", "ana@x.example")).id();

    assertThat(other.records(Contact.class).get(contact).value().email())
        .isEqualTo("ana@x.example");
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(
            () -> other.records(Contact.class).updatePlain(contact, null, Map.of("role", "x")));
  }

  @Test
  void team_colleaguesAndTeamsBelow_areSeen() {
    Id<Team> above = system.records(Team.class).create(new Team("Above", null, null)).id();
    Id<Team> below = system.records(Team.class).create(new Team("Below", above, null)).id();
    Workspace lead = as(member("lead@acme.example", null, above, "SALES"));
    Workspace rep = as(member("rep@acme.example", null, below, "SALES"));
    Id<Opportunity> ofRep = sale(rep, "Below");
    Id<Opportunity> ofLead = sale(lead, "Above");

    assertThat(lead.records(Opportunity.class).find(ofRep)).isPresent();
    assertThat(rep.records(Opportunity.class).find(ofLead)).isEmpty();
    assertThatExceptionOfType(InvalidValueException.class)
        .as("no cycle")
        .isThrownBy(
            () ->
                system
                    .records(Team.class)
                    .update(above, null, team -> new Team("Above", below, null)));
  }

  @Test
  void portal_ownAccountOnly_andNoWithheldField() {
    Id<Account> mine = system.records(Account.class).createPlain(Map.of("name", "Mine")).id();
    system.records(Account.class).createPlain(Map.of("name", "Other"));
    Id<Contact> colleague =
        system
            .records(Contact.class)
            .createPlain(
                Map.of("email", "c@x.example", "accountId", mine.toString(), "notes", "secret"))
            .id();
    system.records(Contact.class).createPlain(Map.of("email", "d@x.example"));
    Workspace client = as(member("client@x.example", mine.value(), null, "CLIENT"));
    Records<Account> accounts = client.records(Account.class);
    Records<Contact> contacts = client.records(Contact.class);

    assertThat(accounts.list(Query.ALL).items()).extracting(Stored::id).containsExactly(mine);
    assertThat(accounts.get(mine).hidden()).contains("health.status", "securityPosture");
    assertThat(accounts.plain(accounts.get(mine), java.util.Set.of())).doesNotContainKey("health");
    assertThat(contacts.list(Query.ALL).items()).extracting(Stored::id).containsExactly(colleague);
    assertThat(contacts.list(Query.ALL.search("secret")).items()).isEmpty();
    assertThat(contacts.get(colleague).value().notes()).isNull();
    assertThat(contacts.history(colleague, null, 10).items().get(0).changes())
        .doesNotContainKey("notes");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> contacts.list(Query.where(Condition.eq("notes", "secret")).scanning()));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> accounts.list(Query.ALL.sort("securityPosture").scanning()));
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> accounts.createPlain(Map.of("name", "New")));
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(() -> client.records(io.crmkit.sales.Lead.class).list(Query.ALL));
  }

  @Test
  void customRole_grantsReachItsMembers() {
    Records<Role> roles = system.records(Role.class);
    Id<Role> auditor = roles.create(new Role("AUDITOR", null, List.of(), false)).id();
    system
        .records(Grant.class)
        .create(
            new Grant(
                auditor, null, "opportunity:read", io.crmkit.access.AccessScope.ORGANIZATION));
    Id<Opportunity> sale = sale(as(member("rep@acme.example", null, null, "SALES")), "Mine");
    Workspace reader = as(member("audit@acme.example", null, null, "AUDITOR"));

    assertThat(reader.records(Opportunity.class).find(sale)).isPresent();
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(
            () -> reader.records(Opportunity.class).updatePlain(sale, null, Map.of("name", "x")));
  }

  @Test
  void roles_ofTheProduct_stayAsTheyAre() {
    Records<Role> roles = system.records(Role.class);
    Stored<Role> user = roles.list(Query.where(Condition.eq("name", "USER"))).items().get(0);

    assertThat(user.value().isBuiltIn()).isTrue();
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> roles.update(user, new Role("USER", "changed", List.of(), true)));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> roles.create(new Role("lower case", null, List.of(), false)));
    Id<Role> a = roles.create(new Role("A", null, List.of(), false)).id();
    Id<Role> b = roles.create(new Role("B", null, List.of(a), false)).id();
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> roles.update(a, null, role -> new Role("A", null, List.of(b), false)));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                system
                    .records(Grant.class)
                    .create(new Grant(null, null, "nonsense", io.crmkit.access.AccessScope.OWN)))
        .satisfies(e -> assertThat(e.errors()).hasSize(2));
  }

  @Test
  void members_twiceOrRaisingThemselves_areRefused() {
    UUID manager = member("boss@acme.example", null, null, "MANAGER");

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> member("boss@acme.example", null, null, "USER"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> member("x@acme.example", null, null, "NO_ROLE"));
    assertThatExceptionOfType(NotPermittedException.class)
        .isThrownBy(
            () ->
                crm.members()
                    .addMember(
                        as(manager).session(),
                        "y@acme.example",
                        null,
                        List.of("ADMIN"),
                        null,
                        null));
    assertThat(crm.members().rolesOf(organization, manager)).containsExactly("MANAGER");
    assertThat(crm.members().hasUsers()).isTrue();
  }

  @Test
  void members_areFoundByAddressAndName() {
    UUID ana = member("ana@acme.example", null, null, "SALES");
    var directory = crm.engine().directory();

    assertThat(directory.findMembers(organization, "ANA@acme.example")).containsExactly(ana);
    assertThat(directory.findMembers(organization, "some one")).containsExactly(ana);
    assertThat(directory.findMembers(organization, "nobody")).isEmpty();
    assertThat(directory.memberKey(organization, ana)).isEqualTo("ana@acme.example");
    assertThat(directory.memberKey(organization, UUID.randomUUID())).isNull();
  }

  @Test
  void login_wrongTries_lockForAWhile() {
    member("ana@acme.example", null, null, "USER");
    for (int i = 0; i < 6; i++) {
      assertThatExceptionOfType(UnauthenticatedException.class)
          .isThrownBy(() -> crm.logins().login("ana@acme.example", "wrong", null, DEVICE));
    }
    assertThatExceptionOfType(UnauthenticatedException.class)
        .as("locked, although the password is right")
        .isThrownBy(() -> crm.logins().login("ana@acme.example", "correct horse", null, DEVICE));

    clock.advance(Duration.ofMinutes(20));
    Login login = crm.logins().login("ana@acme.example", "correct horse", organization, DEVICE);

    assertThat(crm.logins().expiryOf(login.accessToken())).isAfter(clock.instant());
    assertThat(crm.logins().sessionOf(login.accessToken())).isEqualTo(login.sessionId());
    assertThatExceptionOfType(UnauthenticatedException.class)
        .isThrownBy(
            () ->
                crm.logins().login("ana@acme.example", "correct horse", UUID.randomUUID(), DEVICE));
    crm.logins().revoke(login.sessionId(), "LOGOUT");
    assertThatExceptionOfType(UnauthenticatedException.class)
        .isThrownBy(() -> crm.logins().authenticate(login.accessToken(), Map.of()));
    assertThatExceptionOfType(UnauthenticatedException.class)
        .isThrownBy(() -> crm.logins().refresh(login.refreshToken()));
    assertThatExceptionOfType(UnauthenticatedException.class)
        .isThrownBy(() -> crm.logins().authenticate("no.such.token", Map.of()));
  }

  @Test
  void login_expiredToken_isRefused() {
    member("ana@acme.example", null, null, "USER");
    Login login = crm.logins().login("ana@acme.example", "correct horse", null, DEVICE);

    clock.advance(Duration.ofMinutes(16));

    assertThatExceptionOfType(UnauthenticatedException.class)
        .isThrownBy(() -> crm.logins().authenticate(login.accessToken(), Map.of()))
        .satisfies(e -> assertThat(e.code()).isEqualTo("TOKEN_EXPIRED"));
  }
}
