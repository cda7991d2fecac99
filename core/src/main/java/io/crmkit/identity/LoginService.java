package io.crmkit.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crmkit.access.Actor;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.UnauthenticatedException;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proves who calls: by password, by access token, by refresh token. What is wrong about a
 * credential is never told. Thread-safe.
 *
 * @since 0.1
 */
public final class LoginService {
  private static final int FREE_TRIES = 5;
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);
  private static final Duration KEPT = Duration.ofSeconds(1);

  private final Members members;
  private final Tokens tokens;
  private final LoginConfig config;
  private final Clock clock;
  private final Passwords passwords = new Passwords();
  private final Cache<UUID, Boolean> living =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(100_000).build();
  private final Cache<String, Tokens.Claims> verified =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(10_000).build();

  LoginService(Members members, Tokens tokens, LoginConfig config, Clock clock) {
    this.members = members;
    this.tokens = tokens;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Logs in by password.
   *
   * @param organization the organization to work in; null for the first one of the user
   * @throws UnauthenticatedException with code {@code INVALID_CREDENTIALS}, whatever is wrong
   */
  public Login login(String email, String password, @Nullable UUID organization, Device device) {
    RecordSession platform = members.platform();
    Optional<Stored<User>> user = byEmail(platform, email);
    Optional<Stored<Credential>> credential =
        user.flatMap(found -> credential(platform, found.id()));
    Instant now = clock.instant();
    boolean isLocked =
        credential
            .map(found -> found.value().lockedUntil())
            .filter(until -> now.isBefore(until))
            .isPresent();
    String hash = credential.map(found -> found.value().passwordHash()).orElse(null);
    boolean matches = passwords.matches(password, hash);
    if (!matches || isLocked) {
      if (!isLocked) {
        credential.ifPresent(found -> countFailure(platform, found, now));
      }
      throw wrong();
    }
    Stored<User> known = user.orElseThrow(LoginService::wrong);
    UUID chosen = organization == null ? firstOrganization(known.id()) : organization;
    if (members.actor(chosen, known.id().value()).isEmpty()) {
      throw wrong();
    }
    credential.ifPresent(found -> clearFailures(platform, found));
    return open(platform, known.id(), chosen, LoginMethod.PASSWORD, device);
  }

  private static UnauthenticatedException wrong() {
    return new UnauthenticatedException("INVALID_CREDENTIALS", "e-mail or password is wrong");
  }

  private static Optional<Stored<User>> byEmail(RecordSession platform, String email) {
    String folded = email.strip().toLowerCase(Locale.ROOT);
    return platform
        .records(User.class)
        .list(Query.where(Condition.eq("email", folded)).limit(1))
        .items()
        .stream()
        .filter(found -> found.value().isActive())
        .findFirst();
  }

  private static Optional<Stored<Credential>> credential(RecordSession platform, Id<User> user) {
    return platform
        .records(Credential.class)
        .list(Query.where(Condition.eq("userId", user)).limit(1))
        .items()
        .stream()
        .findFirst();
  }

  private void countFailure(RecordSession platform, Stored<Credential> stored, Instant now) {
    platform
        .records(Credential.class)
        .update(
            stored.id(),
            null,
            credential -> {
              int failed = credential.failedCount() + 1;
              long seconds = failed < FREE_TRIES ? 0 : 1L << Math.min(20, failed - FREE_TRIES);
              Duration lock = Duration.ofSeconds(Math.min(seconds, LONGEST_LOCK.toSeconds()));
              return with(credential, failed, lock.isZero() ? null : now.plus(lock));
            });
  }

  private static void clearFailures(RecordSession platform, Stored<Credential> stored) {
    if (stored.value().failedCount() > 0) {
      platform
          .records(Credential.class)
          .update(stored.id(), null, credential -> with(credential, 0, null));
    }
  }

  private static Credential with(
      Credential credential, int failedCount, @Nullable Instant lockedUntil) {
    return new Credential(
        credential.userId(),
        credential.passwordHash(),
        credential.passwordChangedAt(),
        failedCount,
        lockedUntil,
        credential.totpSecret(),
        credential.totpConfirmedAt(),
        credential.recoveryHashes());
  }

  private UUID firstOrganization(Id<User> user) {
    return organizations(user).stream()
        .filter(id -> members.actor(id, user.value()).isPresent())
        .findFirst()
        .orElseThrow(LoginService::wrong);
  }

  /** Returns the organizations that a user was made a member of, the oldest first. */
  private List<UUID> organizations(Id<User> user) {
    return members
        .platform()
        .records(Organization.class)
        .list(Query.ALL.sort("id").limit(1_000))
        .items()
        .stream()
        .map(found -> found.id().value())
        .filter(id -> members.membership(id, user.value()).isPresent())
        .toList();
  }

  private Login open(
      RecordSession platform, Id<User> user, UUID organization, LoginMethod method, Device device) {
    Instant now = clock.instant();
    String refresh = tokens.secret();
    Stored<LoginSession> session =
        platform
            .records(LoginSession.class)
            .create(
                new LoginSession(
                    user,
                    new Id<>(organization),
                    Tokens.digest(refresh),
                    null,
                    method,
                    device,
                    now.plus(config.refreshLife()),
                    now,
                    null,
                    null));
    return login(session, refresh, now);
  }

  private Login login(Stored<LoginSession> session, String refresh, Instant now) {
    LoginSession value = session.value();
    Id<Organization> organization = value.organization();
    if (organization == null) {
      throw wrong();
    }
    Tokens.Claims claims =
        new Tokens.Claims(
            value.userId().value(),
            organization.value(),
            session.id().value(),
            now.plus(config.accessLife()));
    return new Login(
        tokens.sign(claims, now),
        config.accessLife(),
        refresh,
        claims.user(),
        claims.organization(),
        claims.session());
  }

  /**
   * Renews a login. The refresh token counts once; one that was used before ends the session, since
   * somebody else has it too.
   *
   * @throws UnauthenticatedException with code {@code INVALID_REFRESH_TOKEN}
   */
  public Login refresh(String refreshToken) {
    String digest = Tokens.digest(refreshToken);
    Records<LoginSession> sessions = members.platform().records(LoginSession.class);
    Stored<LoginSession> session =
        one(sessions, "tokenHash", digest)
            .orElseGet(
                () -> {
                  one(sessions, "previousTokenHash", digest)
                      .ifPresent(reused -> revoke(reused.id().value(), "REUSED"));
                  throw new UnauthenticatedException(
                      "INVALID_REFRESH_TOKEN", "the refresh token does not count");
                });
    Instant now = clock.instant();
    LoginSession value = session.value();
    Id<Organization> organization = value.organization();
    if (value.revokedAt() != null
        || !now.isBefore(value.activeUntil())
        || organization == null
        || members.actor(organization.value(), value.userId().value()).isEmpty()) {
      throw new UnauthenticatedException(
          "INVALID_REFRESH_TOKEN", "the refresh token does not count");
    }
    String next = tokens.secret();
    Stored<LoginSession> renewed =
        sessions.update(
            session,
            new LoginSession(
                value.userId(),
                organization,
                Tokens.digest(next),
                digest,
                value.method(),
                value.device(),
                now.plus(config.refreshLife()),
                now,
                null,
                null));
    return login(renewed, next, now);
  }

  private static Optional<Stored<LoginSession>> one(
      Records<LoginSession> sessions, String field, String digest) {
    return sessions.list(Query.where(Condition.eq(field, digest)).limit(1)).items().stream()
        .findFirst();
  }

  /**
   * Returns who calls with this access token.
   *
   * @param metadata address, agent and request id, kept with the events of the call
   * @throws UnauthenticatedException if it does not count, or its session has ended
   */
  public Actor authenticate(String accessToken, Map<String, String> metadata) {
    Tokens.Claims claims = verified(accessToken);
    if (!living.get(claims.session(), this::isLiving)) {
      throw new UnauthenticatedException("SESSION_ENDED", "the login has ended");
    }
    return members
        .actor(claims.organization(), claims.user())
        .orElseThrow(() -> new UnauthenticatedException("SESSION_ENDED", "the login has ended"))
        .with(metadata);
  }

  /** Returns what a token says; a signature that was good a moment ago is not computed again. */
  private Tokens.Claims verified(String accessToken) {
    Instant now = clock.instant();
    Tokens.Claims known = verified.getIfPresent(accessToken);
    if (known != null && now.isBefore(known.expiresAt())) {
      return known;
    }
    Tokens.Claims claims = tokens.verify(accessToken, now);
    verified.put(accessToken, claims);
    return claims;
  }

  /** Returns when an access token ends, after checking it as {@link #authenticate} does. */
  public Instant expiryOf(String accessToken) {
    return verified(accessToken).expiresAt();
  }

  /** Returns the session that an access token belongs to. */
  public UUID sessionOf(String accessToken) {
    return verified(accessToken).session();
  }

  private boolean isLiving(UUID session) {
    return members
        .platform()
        .records(LoginSession.class)
        .find(new Id<>(session))
        .filter(
            found ->
                found.value().revokedAt() == null
                    && clock.instant().isBefore(found.value().activeUntil()))
        .isPresent();
  }

  /** Ends a session. Its access token counts for a second more at most. */
  public void revoke(UUID session, String reason) {
    members
        .platform()
        .records(LoginSession.class)
        .update(
            new Id<>(session),
            null,
            value ->
                new LoginSession(
                    value.userId(),
                    value.organization(),
                    value.tokenHash(),
                    value.previousTokenHash(),
                    value.method(),
                    value.device(),
                    value.activeUntil(),
                    value.lastSeenAt(),
                    clock.instant(),
                    reason));
    living.invalidate(session);
  }

  /** Returns the sessions of a user that have not ended, the newest first. */
  public List<Stored<LoginSession>> sessionsOf(UUID user) {
    Instant now = clock.instant();
    return members
        .platform()
        .records(LoginSession.class)
        .list(Query.where(Condition.eq("userId", new Id<User>(user))).limit(1_000))
        .items()
        .stream()
        .filter(
            each -> each.value().revokedAt() == null && now.isBefore(each.value().activeUntil()))
        .toList();
  }

  /**
   * Returns what a browser that logs in by cookie sends along with each change, to show that a page
   * of its own asks for it. It stays the same while the session lasts.
   */
  public String antiForgeryToken(String accessToken) {
    return tokens.antiForgery(sessionOf(accessToken));
  }

  String hash(String password) {
    return passwords.hash(password);
  }
}
