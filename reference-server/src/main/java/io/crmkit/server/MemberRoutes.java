package io.crmkit.server;

import io.crmkit.Crm;
import io.crmkit.engine.AccessCheck;
import io.crmkit.engine.QueryReader;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import io.crmkit.identity.Member;
import io.crmkit.identity.Membership;
import io.crmkit.identity.Organization;
import io.crmkit.identity.PersonName;
import io.crmkit.identity.User;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Stored;
import io.crmkit.record.ValueFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who calls, and who else belongs to the organization. */
final class MemberRoutes {
  private static final String PATH = "/v1/users";
  private static final String TAG = "users";
  private static final Set<String> PARTS =
      Set.of("email", "name", "roles", "accountId", "password");

  private final Crm crm;
  private final Declaration<Membership> memberships;

  MemberRoutes(Parts parts) {
    this.crm = parts.crm();
    this.memberships = crm.engine().schema().type(Membership.class);
  }

  void addTo(Router router) {
    router.add(
        new Route("GET", "/v1/me", "getMe", this::me)
            .tag(TAG)
            .summary("Returns who calls, and in which organization")
            .answers(200, "The caller", Schemas.ref("Me")));
    router.add(
        new Route("GET", PATH, "listUsers", this::list)
            .tag(TAG)
            .summary("Lists the members of the organization")
            .parameters(Parameters.list(memberships))
            .answers(200, "One page", Schemas.ref("UserPage")));
    router.add(
        new Route("POST", PATH, "createUser", this::create)
            .tag(TAG)
            .summary("Makes a member at once")
            .takes(Schemas.ref("UserCreate"), Answer.JSON)
            .answers(201, "The member", Schemas.ref("User"), "Location"));
    router.add(
        new Route("GET", PATH + "/{id}", "getUser", this::get)
            .tag(TAG)
            .summary("Returns a member")
            .parameter(Parameters.id())
            .answers(200, "The member", Schemas.ref("User")));
  }

  private Answer me(Call call) {
    RecordSession session = call.session();
    UUID userId = Objects.requireNonNull(session.actor().id(), "only users log in");
    Stored<Organization> stored = crm.members().organization(session.organizationId());
    Organization organization = stored.value();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", stored.id().toString());
    shown.put("name", organization.name());
    shown.put("slug", organization.slug());
    shown.put("locale", organization.locale().toLanguageTag());
    shown.put("currency", organization.currency().getCurrencyCode());
    shown.put("timeZone", organization.timeZone().getId());
    Map<String, @Nullable Object> plain = user(crm.members().user(userId));
    plain.put("organizationId", stored.id().toString());
    plain.put("organization", shown);
    plain.put("roles", crm.members().rolesOf(stored.id().value(), userId));
    plain.put("teamIds", session.actor().teamIds().stream().map(UUID::toString).sorted().toList());
    plain.put("accountId", text(session.actor().accountId()));
    plain.put("contactId", text(session.actor().contactId()));
    return Answer.json(200, plain);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static Map<String, @Nullable Object> user(Stored<User> stored) {
    User user = stored.value();
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("id", stored.id().toString());
    plain.put("email", user.email());
    plain.put("name", name(user.name()));
    plain.put("phone", user.phone());
    plain.put("avatarUrl", user.avatarUrl());
    return plain;
  }

  private static @Nullable Object name(@Nullable PersonName name) {
    if (name == null) {
      return null;
    }
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("prefix", name.prefix());
    plain.put("first", name.first());
    plain.put("middle", name.middle());
    plain.put("last", name.last());
    plain.put("suffix", name.suffix());
    plain.put("full", name.full());
    return plain;
  }

  private static Map<String, @Nullable Object> member(Member member) {
    Membership membership = member.membership().value();
    Map<String, @Nullable Object> plain = user(member.user());
    plain.put("membershipId", member.membership().id().toString());
    plain.put("roles", member.roles());
    plain.put("teamIds", membership.teamIds().stream().map(Id::toString).toList());
    plain.put("accountId", text(membership.accountId()));
    plain.put("contactId", text(membership.contactId()));
    plain.put("managerId", text(membership.managerId()));
    plain.put("title", membership.title());
    plain.put("isActive", membership.isActive());
    return plain;
  }

  private Answer list(Call call) {
    RecordSession session = call.session();
    new AccessCheck<>(session, memberships).may("read");
    QueryReader.Request request = new QueryReader(session, memberships).parameters(call.query());
    Page<Member> page = crm.members().list(session, request.query());
    return Answer.page(page, MemberRoutes::member);
  }

  private Answer get(Call call) {
    Id<User> id = call.id();
    return Answer.json(200, member(crm.members().get(call.session(), id.value())));
  }

  private Answer create(Call call) {
    RecordSession session = call.session();
    new AccessCheck<>(session, memberships).may("create");
    Map<String, @Nullable Object> body = call.object();
    List<FieldError> errors = new ArrayList<>();
    for (String key : body.keySet()) {
      if (!PARTS.contains(key)) {
        errors.add(new FieldError(key, "UNKNOWN_FIELD", "is no part of a member"));
      }
    }
    String email = text(body, "email", errors);
    if (email == null && body.get("email") == null) {
      errors.add(new FieldError("email", "REQUIRED", "is required"));
    }
    Object fullName =
        body.get("name") instanceof Map<?, ?> map ? map.get("full") : body.get("name");
    String name = text(fullName, "name", errors);
    String password = text(body, "password", errors);
    UUID accountId = accountId(text(body, "accountId", errors), errors);
    List<String> roles = roles(body.get("roles"), errors);
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
    return call.onceClaimed(
        session,
        body,
        () -> {
          Stored<Membership> made =
              crm.members()
                  .addMember(session, String.valueOf(email), name, roles, accountId, password);
          String user = made.value().userId().toString();
          Member member = crm.members().get(session, made.value().userId().value());
          return Answer.json(201, member(member)).with("Location", PATH + "/" + user);
        });
  }

  private static @Nullable UUID accountId(@Nullable String text, List<FieldError> errors) {
    try {
      return text == null ? null : Id.of(text).value();
    } catch (ValueFormatException e) {
      errors.add(new FieldError("accountId", e.code(), e.getMessage()));
      return null;
    }
  }

  private static List<String> roles(@Nullable Object plain, List<FieldError> errors) {
    List<String> roles = new ArrayList<>();
    if (plain == null) {
      return roles;
    }
    boolean isList = plain instanceof List<?>;
    if (plain instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof String role) {
          roles.add(role);
        }
      }
      isList = roles.size() == list.size();
    }
    if (!isList) {
      errors.add(new FieldError("roles", "INVALID_TYPE", "must be a list of names of roles"));
    }
    return roles;
  }

  private static @Nullable String text(
      Map<String, @Nullable Object> body, String name, List<FieldError> errors) {
    return text(body.get(name), name, errors);
  }

  private static @Nullable String text(
      @Nullable Object value, String name, List<FieldError> errors) {
    if (value == null || value instanceof String) {
      return value instanceof String text && text.isBlank() ? null : (String) value;
    }
    errors.add(new FieldError(name, "INVALID_TYPE", "must be text"));
    return null;
  }
}
