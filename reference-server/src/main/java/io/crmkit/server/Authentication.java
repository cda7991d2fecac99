package io.crmkit.server;

import io.crmkit.Crm;
import io.crmkit.error.UnauthenticatedException;
import io.crmkit.identity.Device;
import io.crmkit.identity.LoginService;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who calls: by access token, by cookie, or by a ticket for the stream of events. */
final class Authentication {
  static final String MISSING = "MISSING_CREDENTIALS";
  private static final String SCHEME = "Bearer ";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final Crm crm;
  private final Cookies cookies;
  private final Tickets tickets;
  private final ClientAddress addresses;

  Authentication(Crm crm, Cookies cookies, Tickets tickets, ClientAddress addresses) {
    this.crm = crm;
    this.cookies = cookies;
    this.tickets = tickets;
    this.addresses = addresses;
  }

  /**
   * Returns who calls.
   *
   * @throws UnauthenticatedException if nobody does
   */
  Caller caller(Call call) {
    List<String> headers = Collections.list(call.context().req().getHeaders("Authorization"));
    if (headers.size() > 1) {
      throw new UnauthenticatedException("INVALID_TOKEN", "two credentials are given");
    }
    if (headers.size() == 1) {
      String header = headers.get(0);
      if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        throw new UnauthenticatedException("INVALID_TOKEN", "only Bearer tokens are accepted");
      }
      return caller(call, header.substring(SCHEME.length()).strip(), false);
    }
    String ticket = call.path().equals(EventRoutes.PATH) ? ticket(call) : null;
    if (ticket != null) {
      return caller(call, tickets.redeem(ticket), false);
    }
    String cookie = cookies.access(call.context());
    if (cookie != null) {
      return caller(call, cookie, true);
    }
    throw new UnauthenticatedException(MISSING, "an access token is needed");
  }

  private static @Nullable String ticket(Call call) {
    try {
      return call.query("ticket");
    } catch (HttpException | io.crmkit.error.InvalidRequestException e) {
      return null; // told once it is known who calls
    }
  }

  private Caller caller(Call call, String token, boolean isCookie) {
    LoginService logins = crm.logins();
    Caller caller =
        new Caller(
            logins.authenticate(token, metadata(call)), token, logins.expiryOf(token), isCookie);
    if (isCookie && !SAFE.contains(call.method())) {
      requireOwnPage(call, token);
    }
    return caller;
  }

  /** Browsers send cookies along for any page; only pages of our own know this token. */
  private void requireOwnPage(Call call, String token) {
    String given = String.valueOf(call.context().header("X-CSRF-Token"));
    byte[] expected = crm.logins().antiForgeryToken(token).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
      throw new HttpException(
          403, "CSRF_TOKEN", "a change by cookie needs X-CSRF-Token with the login's csrfToken");
    }
  }

  /** Returns what is kept with the events of a call. */
  Map<String, String> metadata(Call call) {
    Device device = device(call);
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("address", device.address());
    if (device.agent() != null) {
      metadata.put("agent", device.agent());
    }
    metadata.put("requestId", call.requestId());
    return metadata;
  }

  /** Returns what a call comes from. */
  Device device(Call call) {
    String agent = call.context().header("User-Agent");
    return new Device(
        addresses.of(call.context().req()),
        agent == null ? null : agent.substring(0, Math.min(400, agent.length())),
        null);
  }
}
