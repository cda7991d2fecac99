package io.crmkit.server;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.UnauthenticatedException;
import io.crmkit.identity.Login;
import io.crmkit.identity.LoginService;
import io.crmkit.identity.LoginSession;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import io.crmkit.record.ValueFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Logging in and out. */
final class AuthRoutes {
  private static final String TAG = "auth";
  private static final String SESSIONS = "/v1/auth/sessions";

  private final LoginService logins;
  private final RecordSession nobody;
  private final Cookies cookies;
  private final Authentication authentication;
  private final ServerConfig config;

  AuthRoutes(Parts parts, Cookies cookies, Authentication authentication) {
    this.logins = parts.crm().logins();
    this.nobody =
        parts.crm().engine().platformSession(Actor.system(new UUID(0, 0), "login", Grants.none()));
    this.cookies = cookies;
    this.authentication = authentication;
    this.config = parts.config();
  }

  void addTo(Router router) {
    router.add(
        new Route("POST", "/v1/auth/login", "login", this::login)
            .tag(TAG)
            .summary("Logs in by password")
            .open()
            .takes(Schemas.ref("LoginRequest"), Answer.JSON)
            .answers(200, "Tokens, or cookies and a csrfToken", Schemas.ref("Login"))
            .refuses(401, "Whatever is wrong")
            .refuses(429, "Too many attempts"));
    router.add(
        new Route("POST", "/v1/auth/refresh", "refreshLogin", this::refresh)
            .tag(TAG)
            .summary("Renews a login; a refresh token counts once")
            .open()
            .mayTake(Schemas.ref("RefreshRequest"))
            .answers(200, "New tokens, or new cookies", Schemas.ref("Login"))
            .refuses(401, "The token is unknown, was used, or has expired"));
    router.add(
        new Route("POST", "/v1/auth/logout", "logout", this::logout)
            .tag(TAG)
            .summary("Ends the login")
            .answers(204, "It has ended"));
    router.add(
        new Route("GET", SESSIONS, "listSessions", this::sessions)
            .tag(TAG)
            .summary("Lists the caller's logins")
            .answers(200, "The logins", Schemas.ref("Sessions")));
    router.add(
        new Route("DELETE", SESSIONS, "endSessions", this::endAll)
            .tag(TAG)
            .summary("Ends all logins of the caller, this one too")
            .answers(204, "They have ended"));
    router.add(
        new Route("DELETE", SESSIONS + "/{id}", "endSession", this::endOne)
            .tag(TAG)
            .parameter(Parameters.id())
            .summary("Ends one login of the caller")
            .answers(204, "It has ended"));
  }

  private Answer login(Call call) {
    Map<String, @Nullable Object> body = call.object();
    List<FieldError> errors = new ArrayList<>();
    String email = text(body, "email", true, errors);
    String password = text(body, "password", true, errors);
    String organization = text(body, "organizationId", false, errors);
    text(body, "totp", false, errors);
    boolean isCookie = cookie(body, errors);
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
    return call.onceClaimed(
        nobody,
        body,
        () -> {
          Login login =
              logins.login(
                  String.valueOf(email),
                  String.valueOf(password),
                  organization == null ? null : organization(organization),
                  authentication.device(call));
          return answer(login, isCookie);
        });
  }

  /** An organization that cannot be is answered like one that the user does not belong to. */
  private static UUID organization(String text) {
    try {
      return Id.of(text).value();
    } catch (ValueFormatException e) {
      return new UUID(0, 0);
    }
  }

  private static boolean cookie(Map<String, @Nullable Object> body, List<FieldError> errors) {
    Object cookie = body.get("cookie");
    if (cookie != null && !(cookie instanceof Boolean)) {
      errors.add(new FieldError("cookie", "INVALID_TYPE", "must be true or false"));
    }
    return Boolean.TRUE.equals(cookie);
  }

  private static @Nullable String text(
      Map<String, @Nullable Object> body,
      String name,
      boolean isRequired,
      List<FieldError> errors) {
    Object value = body.get(name);
    if (value instanceof String text && (!text.isBlank() || !isRequired)) {
      return text;
    }
    if (value != null && !(value instanceof String)) {
      errors.add(new FieldError(name, "INVALID_TYPE", "must be text"));
    } else if (isRequired) {
      errors.add(new FieldError(name, "REQUIRED", "is required"));
    }
    return null;
  }

  private Answer answer(Login login, boolean isCookie) {
    Map<String, Object> plain = new LinkedHashMap<>();
    if (!isCookie) {
      plain.put("accessToken", login.accessToken());
    }
    plain.put("tokenType", "Bearer");
    plain.put("expiresIn", login.expiresIn().toSeconds());
    if (isCookie) {
      plain.put("csrfToken", logins.antiForgeryToken(login.accessToken()));
      return cookies.set(Answer.json(200, plain), login, config.refreshLife());
    }
    plain.put("refreshToken", login.refreshToken());
    return Answer.json(200, plain);
  }

  private Answer refresh(Call call) {
    Map<String, @Nullable Object> body = call.objectIfAny();
    List<FieldError> errors = new ArrayList<>();
    String given = text(body, "refreshToken", false, errors);
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
    String cookie = given == null ? cookies.refresh(call.context()) : null;
    if (given == null && cookie == null) {
      throw InvalidValueException.of("refreshToken", "REQUIRED", "is required");
    }
    if (cookie != null && "cross-site".equals(call.context().header("Sec-Fetch-Site"))) {
      throw new UnauthenticatedException(
          "INVALID_REFRESH_TOKEN", "the refresh token does not count");
    }
    String token = given == null ? Objects.requireNonNull(cookie) : given;
    return call.onceClaimed(nobody, body, () -> answer(logins.refresh(token), cookie != null));
  }

  private Answer logout(Call call) {
    Caller caller = call.caller();
    logins.revoke(logins.sessionOf(caller.token()), "LOGOUT");
    Answer answer = Answer.empty(204);
    return caller.isCookie() ? cookies.clear(answer) : answer;
  }

  private static UUID user(Call call) {
    return Objects.requireNonNull(call.caller().actor().id(), "only users log in");
  }

  private Answer sessions(Call call) {
    UUID current = logins.sessionOf(call.caller().token());
    List<Object> items = new ArrayList<>();
    for (Stored<LoginSession> session : logins.sessionsOf(user(call))) {
      LoginSession value = session.value();
      Map<String, @Nullable Object> device = new LinkedHashMap<>();
      device.put("address", value.device().address());
      device.put("agent", value.device().agent());
      device.put("label", value.device().label());
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      plain.put("id", session.id().toString());
      plain.put("createdAt", session.createdAt().toString());
      plain.put("lastSeenAt", value.lastSeenAt().toString());
      plain.put("activeUntil", value.activeUntil().toString());
      plain.put("method", value.method().name());
      plain.put("device", device);
      plain.put("isCurrent", session.id().value().equals(current));
      items.add(plain);
    }
    Map<String, @Nullable Object> page = new LinkedHashMap<>();
    page.put("items", items);
    page.put("nextCursor", null);
    return Answer.json(200, page);
  }

  private Answer endAll(Call call) {
    logins
        .sessionsOf(user(call))
        .forEach(session -> logins.revoke(session.id().value(), "LOGOUT_ALL"));
    return Answer.empty(204);
  }

  private Answer endOne(Call call) {
    Id<LoginSession> id = call.id();
    boolean isOwn =
        logins.sessionsOf(user(call)).stream().anyMatch(session -> session.id().equals(id));
    if (!isOwn) {
      throw new NotFoundException("session", id);
    }
    logins.revoke(id.value(), "REVOKED");
    return Answer.empty(204);
  }
}
