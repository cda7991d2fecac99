package io.crmkit.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Directory;
import io.crmkit.engine.Engine;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.RuleContext;
import io.crmkit.record.SearchText;
import io.crmkit.record.Stored;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Knows the members of organizations and what their roles add up to. Answers are kept for a second,
 * so that a right taken away ends that soon on every node. Thread-safe.
 */
final class Members implements Directory {
  private static final Duration KEPT = Duration.ofSeconds(1);

  /** Name of the system actor that this package acts as. */
  static final String SYSTEM = "identity";

  private static final UUID NOBODYS = new UUID(0, 0);
  private static final int DEEPEST = 50;
  private static final RuleContext.Settings UNKNOWN =
      new Chosen(Currency.getInstance("XOF"), ZoneId.of("Africa/Dakar"), Locale.FRENCH);

  private final Engine engine;
  private final BuiltInRoles builtIn;
  private final Cache<UUID, RuleContext.Settings> settings = cache();
  private final Cache<List<UUID>, Optional<Stored<Membership>>> memberships = cache();
  private final Cache<List<UUID>, Optional<Actor>> actors = cache();
  private final Cache<UUID, Map<String, List<UUID>>> called = cache();

  private record Chosen(Currency currency, ZoneId zone, Locale locale)
      implements RuleContext.Settings {}

  Members(Engine engine) {
    this.engine = engine;
    this.builtIn = new BuiltInRoles(engine.schema());
  }

  private static <K, V> Cache<K, V> cache() {
    return Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(100_000).build();
  }

  /** Forgets what is kept, since something was changed here. */
  void forget() {
    settings.invalidateAll();
    memberships.invalidateAll();
    actors.invalidateAll();
    called.invalidateAll();
  }

  RecordSession platform() {
    return engine.platformSession(Actor.system(new UUID(0, 0), SYSTEM, Grants.all()));
  }

  RecordSession system(UUID organization) {
    return engine.session(Actor.system(organization, SYSTEM, Grants.all()));
  }

  @Override
  public RuleContext.Settings settings(UUID organization) {
    return settings.get(
        organization,
        id ->
            platform()
                .records(Organization.class)
                .find(new Id<>(id))
                .<RuleContext.Settings>map(
                    found ->
                        new Chosen(
                            found.value().currency(),
                            found.value().timeZone(),
                            found.value().locale()))
                .orElse(UNKNOWN));
  }

  @Override
  public boolean isActiveMember(UUID organization, UUID user) {
    return membership(organization, user).map(found -> found.value().isActive()).orElse(false);
  }

  @Override
  public @Nullable UUID mainTeam(UUID organization, UUID user) {
    return membership(organization, user)
        .flatMap(found -> found.value().teamIds().stream().findFirst())
        .map(Id::value)
        .orElse(null);
  }

  @Override
  public List<UUID> findMembers(UUID organization, String emailOrName) {
    return called
        .get(organization, this::names)
        .getOrDefault(SearchText.fold(emailOrName.strip()), List.of());
  }

  @Override
  public @Nullable String memberKey(UUID organization, UUID user) {
    return isActiveMember(organization, user)
        ? platform()
            .records(User.class)
            .find(new Id<>(user))
            .map(found -> found.value().email())
            .orElse(null)
        : null;
  }

  /** Returns the active members by address and by name, folded. */
  private Map<String, List<UUID>> names(UUID organization) {
    Records<User> users = platform().records(User.class);
    Map<String, List<UUID>> names = new HashMap<>();
    system(organization)
        .records(Membership.class)
        .forEach(
            Query.where(Condition.eq("isActive", true)),
            membership ->
                users.find(membership.value().userId()).ifPresent(user -> name(user, names)));
    return names;
  }

  private static void name(Stored<User> user, Map<String, List<UUID>> names) {
    PersonName name = user.value().name();
    String full = name == null ? null : name.full();
    for (String each :
        full == null ? List.of(user.value().email()) : List.of(user.value().email(), full)) {
      names.computeIfAbsent(SearchText.fold(each), key -> new ArrayList<>()).add(user.id().value());
    }
  }

  Optional<Stored<Membership>> membership(UUID organization, UUID user) {
    return memberships.get(
        List.of(organization, user),
        key ->
            system(organization)
                .records(Membership.class)
                .list(Query.where(Condition.eq("userId", new Id<User>(user))).limit(1))
                .items()
                .stream()
                .findFirst());
  }

  /**
   * Returns the actor that a user is in an organization, if it is an active member of an active
   * one.
   */
  Optional<Actor> actor(UUID organization, UUID user) {
    if (organization.equals(NOBODYS)) {
      return Optional.empty(); // a caller may ask for it
    }
    return actors.get(List.of(organization, user), key -> load(organization, user));
  }

  private Optional<Actor> load(UUID organization, UUID user) {
    boolean isOpen =
        platform()
                .records(Organization.class)
                .find(new Id<>(organization))
                .filter(found -> found.value().status() == OrganizationStatus.ACTIVE)
                .isPresent()
            && platform()
                .records(User.class)
                .find(new Id<>(user))
                .filter(found -> found.value().isActive())
                .isPresent();
    return membership(organization, user)
        .filter(found -> isOpen && found.value().isActive())
        .map(found -> actor(organization, user, found));
  }

  private Actor actor(UUID organization, UUID user, Stored<Membership> membership) {
    RecordSession system = system(organization);
    Membership value = membership.value();
    Grants.Builder grants = Grants.builder();
    Set<String> names = new HashSet<>();
    Set<UUID> roles = roles(system, value.roleIds(), names);
    names.forEach(name -> builtIn.grant(name, grants));
    BuiltInRoles.withhold(names, grants);
    grantStored(system, roles, membership.id().value(), grants);
    Set<UUID> teams = new LinkedHashSet<>();
    value.teamIds().forEach(team -> addTeams(system, team.value(), teams, 0));
    Id<?> account = value.accountId();
    Id<?> contact = value.contactId();
    return new Actor(
        organization,
        Actor.Kind.USER,
        user,
        "",
        grants.build(),
        teams,
        value.teamIds().isEmpty() ? null : value.teamIds().get(0).value(),
        account == null ? null : account.value(),
        contact == null ? null : contact.value(),
        Map.of());
  }

  private static Set<UUID> roles(RecordSession system, List<Id<Role>> given, Set<String> names) {
    Set<UUID> roles = new LinkedHashSet<>();
    List<Id<Role>> open = new java.util.ArrayList<>(given);
    while (!open.isEmpty()) {
      Id<Role> id = open.remove(open.size() - 1);
      if (roles.add(id.value())) {
        system
            .records(Role.class)
            .find(id)
            .ifPresent(
                role -> {
                  names.add(role.value().name());
                  open.addAll(role.value().inherits());
                });
      }
    }
    return roles;
  }

  private static void grantStored(
      RecordSession system, Set<UUID> roles, UUID membership, Grants.Builder grants) {
    List<Id<Role>> ids = roles.stream().map(id -> new Id<Role>(id)).toList();
    Condition ofSubject =
        Condition.any(
            Condition.in("roleId", ids),
            Condition.eq("membershipId", new Id<Membership>(membership)));
    system
        .records(Grant.class)
        .forEach(
            Query.where(ofSubject),
            grant -> grants.grant(grant.value().permission(), grant.value().scope()));
    system
        .records(FieldRight.class)
        .forEach(
            Query.where(Condition.in("roleId", ids)),
            right ->
                grants.limit(
                    right.value().targetType(), right.value().field(), right.value().access()));
  }

  @Override
  public List<UUID> organizations(@Nullable UUID after, int most) {
    Condition behind =
        after == null
            ? Condition.always()
            : Condition.compare("id", Condition.Op.GT, new Id<Organization>(after));
    return engine
        .platform()
        .list(Organization.class, Query.where(behind).sort("id").limit(most))
        .items()
        .stream()
        .map(each -> each.id().value())
        .toList();
  }

  private static void addTeams(RecordSession system, UUID team, Set<UUID> teams, int depth) {
    if (depth < DEEPEST && teams.add(team)) {
      system
          .records(Team.class)
          .forEach(
              Query.where(Condition.eq("parentId", new Id<Team>(team))),
              below -> addTeams(system, below.id().value(), teams, depth + 1));
    }
  }

  /** Returns the role of this name. */
  static Id<Role> role(RecordSession system, String name) {
    return system
        .records(Role.class)
        .list(Query.where(Condition.eq("name", name)).limit(1))
        .items()
        .stream()
        .findFirst()
        .map(Stored::id)
        .orElseThrow(
            () ->
                io.crmkit.error.InvalidValueException.of(
                    "roles", "REFERENCE_NOT_FOUND", "there is no role " + Objects.toString(name)));
  }
}
