package io.crmkit.identity;

import io.crmkit.engine.RecordSession;
import io.crmkit.error.ConflictException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes organizations and their members. Thread-safe. */
public final class MemberService {
  private static final int SHORTEST_SLUG = 1;

  private final Members members;
  private final LoginService logins;
  private final Clock clock;

  MemberService(Members members, LoginService logins, Clock clock) {
    this.members = members;
    this.logins = logins;
    this.clock = clock;
  }

  /**
   * Makes an organization with the built-in roles.
   *
   * @throws ConflictException if its slug is taken
   */
  public Id<Organization> createOrganization(Organization organization) {
    Stored<Organization> made = members.platform().records(Organization.class).create(organization);
    members
        .system(made.id().value())
        .transact(
            system -> {
              Map<String, Id<Role>> roles = new LinkedHashMap<>();
              BuiltInRoles.INHERITS.forEach(
                  (name, inherited) -> {
                    List<Id<Role>> above =
                        inherited.stream()
                            .map(each -> Objects.requireNonNull(roles.get(each)))
                            .toList();
                    Role role = new Role(name, null, above, false);
                    roles.put(name, system.records(Role.class).create(role).id());
                  });
              return roles;
            });
    members.forget();
    return made.id();
  }

  /** Returns a slug made from a name, for example {@code acme-sarl}. */
  public static String slugOf(String name) {
    String slug =
        io.crmkit.record.SearchText.fold(name)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return slug.length() < SHORTEST_SLUG
        ? "organization"
        : slug.substring(0, Math.min(60, slug.length()));
  }

  /**
   * Makes a member at once: the user, if there is none of this address, and the membership.
   *
   * @param roles names of roles
   * @param accountId the customer account of a portal user, or null
   * @param password its first password, or null for none yet
   * @throws ConflictException if the user is a member already
   * @throws NotPermittedException if the actor may not make members, or gives roles beyond its own
   */
  public Stored<Membership> addMember(
      RecordSession session,
      String email,
      @Nullable String name,
      List<String> roles,
      @Nullable UUID accountId,
      @Nullable String password) {
    if (!session.actor().grants().isGranted("membership", "create")) {
      throw new NotPermittedException("membership:create");
    }
    boolean raisesItself = roles.contains("ADMIN") && !session.actor().grants().isAll();
    if (raisesItself) {
      throw new NotPermittedException("membership:create ADMIN");
    }
    RecordSession system = members.system(session.organizationId());
    List<Id<Role>> roleIds = new ArrayList<>();
    for (String role : roles) {
      roleIds.add(Members.role(system, role));
    }
    String hash = password == null ? null : logins.hash(password);
    Id<User> user = userOf(email, name, hash);
    if (members.membership(session.organizationId(), user.value()).isPresent()) {
      throw new ConflictException("ALREADY_MEMBER", "the user is a member of this organization");
    }
    Stored<Membership> made =
        system
            .records(Membership.class)
            .create(
                new Membership(
                    user,
                    roleIds,
                    List.of(),
                    accountId == null ? null : new Id<>(accountId),
                    null,
                    null,
                    null,
                    true,
                    null));
    members.forget();
    return made;
  }

  private Id<User> userOf(String email, @Nullable String name, @Nullable String hash) {
    return members
        .platform()
        .transact(
            platform -> {
              Optional<Stored<User>> known =
                  platform
                      .records(User.class)
                      .list(
                          Query.where(
                                  Condition.eq(
                                      "email", email.strip().toLowerCase(java.util.Locale.ROOT)))
                              .limit(1))
                      .items()
                      .stream()
                      .findFirst();
              if (known.isPresent()) {
                return known.get().id();
              }
              Id<User> user = platform.records(User.class).create(User.of(email, name)).id();
              platform
                  .records(Credential.class)
                  .create(
                      new Credential(
                          user,
                          hash,
                          hash == null ? null : clock.instant(),
                          0,
                          null,
                          null,
                          null,
                          List.of()));
              return user;
            });
  }

  /** Returns the user. */
  public Stored<User> user(UUID id) {
    return members.platform().records(User.class).get(new Id<>(id));
  }

  /** Returns the organization. */
  public Stored<Organization> organization(UUID id) {
    return members.platform().records(Organization.class).get(new Id<>(id));
  }

  /** Returns whether anybody can log in yet. */
  public boolean hasUsers() {
    return !members.platform().records(User.class).list(Query.ALL.limit(1)).items().isEmpty();
  }

  /**
   * Returns the names of a member's roles.
   *
   * @throws InvalidValueException if the user is no member
   */
  public List<String> rolesOf(UUID organization, UUID user) {
    Stored<Membership> membership =
        members
            .membership(organization, user)
            .orElseThrow(() -> InvalidValueException.of("userId", "NOT_A_MEMBER", "is no member"));
    RecordSession system = members.system(organization);
    return membership.value().roleIds().stream()
        .flatMap(id -> system.records(Role.class).find(id).stream())
        .map(role -> role.value().name())
        .toList();
  }

  /** Returns one page of the members that the actor may see. */
  public Page<Member> list(RecordSession session, Query query) {
    return session
        .records(Membership.class)
        .list(query)
        .map(membership -> member(session.organizationId(), membership));
  }

  /**
   * Returns a member.
   *
   * @throws NotFoundException if the user is none that the actor may see
   */
  public Member get(RecordSession session, UUID user) {
    Query ofUser = Query.where(Condition.eq("userId", new Id<User>(user))).limit(1);
    return list(session, ofUser).items().stream()
        .findFirst()
        .orElseThrow(() -> new NotFoundException("user", user));
  }

  private Member member(UUID organization, Stored<Membership> membership) {
    RecordSession system = members.system(organization);
    List<String> roles =
        membership.value().roleIds().stream()
            .flatMap(id -> system.records(Role.class).find(id).stream())
            .map(role -> role.value().name())
            .toList();
    return new Member(membership, user(membership.value().userId().value()), roles);
  }

  /** Returns the actor that a user is in an organization, if it is an active member. */
  public Optional<io.crmkit.access.Actor> actor(UUID organization, UUID user) {
    return members.actor(organization, user);
  }
}
