package io.crmkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.EventFilter;
import io.crmkit.engine.Records;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.StaleVersionException;
import io.crmkit.error.UnauthenticatedException;
import io.crmkit.identity.Device;
import io.crmkit.identity.Login;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Default;
import io.crmkit.record.Event;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Money;
import io.crmkit.record.PartOf;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RecordType;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Searchable;
import io.crmkit.record.Stored;
import io.crmkit.storage.Storage;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a CRM does on every storage. */
abstract class CrmContract {

  /** Returns a storage that holds nothing. */
  abstract Storage emptyStorage();

  @RecordType(value = "venue", soft = true)
  record Venue(
      @NotBlank @Size(max = 200) @Searchable String name,
      @PositiveOrZero @Indexed int capacity,
      @Nullable Money rent,
      @Default("true") boolean isOpen,
      @Managed @Default("0") int roomCount) {}

  @RecordType("room")
  @PartOf(Venue.class)
  record Room(
      @Indexed io.crmkit.record.Id<Venue> venueId, @NotBlank @Size(max = 50) String label) {}

  static final class VenueRules implements RecordRules<Venue> {
    @Override
    public Venue beforeWrite(Change<Venue> change, RuleContext context) {
      Venue venue = change.value();
      if (!change.parts().contains("room")) {
        return venue;
      }
      Aggregation count =
          new Aggregation(Condition.eq("venueId", change.id()), List.of(), List.of()).count();
      int rooms =
          context.aggregate(Room.class, count).stream()
              .mapToInt(group -> ((Long) group.values().get(0)).intValue())
              .sum();
      return new Venue(venue.name(), venue.capacity(), venue.rent(), venue.isOpen(), rooms);
    }
  }

  private Crm crm;
  private UUID organization;
  private Workspace workspace;
  private Records<Venue> venues;

  @BeforeEach
  void open() {
    crm =
        Crm.builder()
            .storage(emptyStorage())
            .type(Venue.class, new VenueRules())
            .type(Room.class)
            .build();
    organization = crm.createOrganization("Théâtre du Port");
    workspace = crm.as(Actor.system(organization, "test", Grants.all()));
    venues = workspace.records(Venue.class);
  }

  @AfterEach
  void close() {
    crm.close();
  }

  private static Venue venue(String name, int capacity) {
    return new Venue(name, capacity, Money.of("12500", "XOF"), true, 99);
  }

  @Test
  void create_ownType_isStoredListedFoundAndLogged() {
    Stored<Venue> made = venues.create(venue("  Salle Émile  ", 300));

    assertThat(made.version()).isEqualTo(1);
    assertThat(made.value().name()).isEqualTo("Salle Émile");
    assertThat(made.value().roomCount()).as("managed").isZero();
    assertThat(venues.get(made.id())).isEqualTo(made);
    assertThat(venues.list(Query.ALL.search("emi").counted()).items()).containsExactly(made);
    assertThat(venues.count(Query.where(Condition.compare("capacity", Condition.Op.GTE, 300))))
        .isEqualTo(1);
    assertThat(venues.count(Query.where(Condition.compare("name", Condition.Op.CONTAINS, "EMILE"))))
        .isEqualTo(1);
    Event event = venues.history(made.id(), null, 10).items().get(0);
    assertThat(event.action()).isEqualTo("venue.created");
    assertThat(event.changes().get("capacity")).isEqualTo(new Event.Change(null, 300L));
  }

  @Test
  void update_staleVersion_isRefused() {
    Stored<Venue> read = venues.create(venue("A", 1));
    venues.update(read, venue("B", 2));

    assertThatExceptionOfType(StaleVersionException.class)
        .isThrownBy(() -> venues.update(read, venue("C", 3)));
    assertThat(venues.get(read.id()).value().name()).isEqualTo("B");
  }

  @Test
  void update_nothingChanged_makesNoVersionAndNoEvent() {
    Stored<Venue> read = venues.create(venue("A", 1));

    Stored<Venue> same = venues.update(read, venue(" A ", 1));

    assertThat(same.version()).isEqualTo(1);
    assertThat(venues.history(read.id(), null, 10).items()).hasSize(1);
  }

  @Test
  void createPlain_severalWrongFields_areAllNamed() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> venues.createPlain(Map.of("name", " ", "capacity", -1L)))
        .satisfies(
            e ->
                assertThat(e.errors())
                    .extracting("field")
                    .containsExactlyInAnyOrder("name", "capacity"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> venues.createPlain(Map.of("roomCount", 1L, "x", "y")))
        .satisfies(
            e ->
                assertThat(e.errors())
                    .extracting("code")
                    .containsExactlyInAnyOrder("MANAGED_FIELD", "UNKNOWN_FIELD"));
  }

  @Test
  void create_partsInOneTransaction_raiseTheParentOnce() {
    Stored<Venue> venue = venues.create(venue("A", 1));

    workspace
        .session()
        .transact(
            joined -> {
              Records<Room> rooms = joined.records(Room.class);
              rooms.create(new Room(venue.id(), "One"));
              return rooms.create(new Room(venue.id(), "Two"));
            });

    Stored<Venue> raised = venues.get(venue.id());
    assertThat(raised.version()).isEqualTo(2);
    assertThat(raised.value().roomCount()).isEqualTo(2);
    assertThat(venues.history(venue.id(), null, 10).items()).hasSize(2);
  }

  @Test
  void delete_soft_hidesTheRecordAndItsPartsUntilRestored() {
    Stored<Venue> venue = venues.create(venue("A", 1));
    Stored<Room> room = workspace.records(Room.class).create(new Room(venue.id(), "One"));

    venues.delete(venue.id(), null);

    assertThat(venues.find(venue.id())).isEmpty();
    assertThat(workspace.records(Room.class).find(room.id())).isEmpty();
    assertThat(venues.list(Query.ALL).items()).isEmpty();
    assertThat(venues.list(Query.ALL.deleted()).items()).hasSize(1);

    venues.restore(venue.id(), null);

    assertThat(venues.get(venue.id()).version()).isEqualTo(4);
    assertThat(workspace.records(Room.class).find(room.id())).isPresent();
  }

  @Test
  void get_otherOrganization_isNotFound() {
    Stored<Venue> venue = venues.create(venue("A", 1));
    Workspace other = crm.as(Actor.system(crm.createOrganization("Other"), "test", Grants.all()));

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> other.records(Venue.class).get(venue.id()));
  }

  @Test
  void aggregate_sumsByCurrency_neverAddsUnlikeOnes() {
    venues.create(venue("A", 1));
    venues.create(venue("B", 1));
    venues.create(new Venue("C", 1, Money.of("3.50", "EUR"), true, 0));

    List<Aggregation.Group> groups = venues.aggregate(Aggregation.by("capacity").sum("rent"));

    assertThat(groups)
        .extracting(group -> group.values().get(0))
        .containsExactlyInAnyOrder(
            new Aggregation.Amount(new java.math.BigDecimal("25000"), "XOF"),
            new Aggregation.Amount(new java.math.BigDecimal("3.50"), "EUR"));
  }

  @Test
  void list_pageByPage_visitsEachRowOnce() {
    for (int i = 0; i < 7; i++) {
      venues.create(venue("V" + i, i % 3));
    }

    Set<String> seen = new java.util.TreeSet<>();
    Query query = Query.ALL.sort("capacity", "-name").limit(2);
    String cursor = null;
    do {
      var page = venues.list(query.after(cursor));
      page.items().forEach(item -> assertThat(seen.add(item.value().name())).isTrue());
      cursor = page.nextCursor();
    } while (cursor != null);

    assertThat(seen).hasSize(7);
  }

  @Test
  void watch_committedChanges_areHeardInOrder() {
    List<Event> heard = new CopyOnWriteArrayList<>();
    try (var subscription = workspace.session().watch(EventFilter.of("venue"), heard::add)) {
      Stored<Venue> venue = venues.create(venue("A", 1));
      venues.update(venue, venue("B", 1));

      Awaitility.await().until(() -> heard.size() == 2);
      assertThat(heard).extracting(Event::action).containsExactly("venue.created", "venue.updated");
      assertThat(subscription.position()).isPositive();
    }
  }

  @Test
  void login_rightAndWrongPassword() {
    crm.members()
        .addMember(
            workspace.session(),
            "ana@acme.example",
            "Ana",
            List.of("ADMIN"),
            null,
            "correct horse");
    Device device = new Device("127.0.0.1", null, null);

    Login login = crm.logins().login("Ana@Acme.example", "correct horse", null, device);
    Actor actor = crm.logins().authenticate(login.accessToken(), Map.of());

    assertThat(actor.organizationId()).isEqualTo(organization);
    assertThat(actor.grants().isAll()).isTrue();
    assertThatExceptionOfType(UnauthenticatedException.class)
        .isThrownBy(() -> crm.logins().login("ana@acme.example", "wrong", null, device));
    Login renewed = crm.logins().refresh(login.refreshToken());
    assertThatExceptionOfType(UnauthenticatedException.class)
        .isThrownBy(() -> crm.logins().refresh(login.refreshToken()));
    assertThatExceptionOfType(UnauthenticatedException.class)
        .as("a refresh token seen twice ends the session")
        .isThrownBy(() -> crm.logins().refresh(renewed.refreshToken()));
  }
}
