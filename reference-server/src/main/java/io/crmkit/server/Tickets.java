package io.crmkit.server;

import io.crmkit.error.UnauthenticatedException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stand-ins for access tokens in addresses, which end up in logs: each counts once, for a minute,
 * on this server. Thread-safe.
 */
final class Tickets {
  static final Duration LIFE = Duration.ofSeconds(60);

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Ticket> open = new ConcurrentHashMap<>();

  private record Ticket(String token, Instant endsAt) {}

  Tickets(Clock clock) {
    this.clock = clock;
  }

  String issue(String token) {
    Instant now = clock.instant();
    open.values().removeIf(ticket -> !now.isBefore(ticket.endsAt()));
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String name = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    open.put(name, new Ticket(token, now.plus(LIFE)));
    return name;
  }

  /** Returns the access token that a ticket stands for. */
  String redeem(String name) {
    Ticket ticket = open.remove(name);
    if (ticket == null || !clock.instant().isBefore(ticket.endsAt())) {
      throw new UnauthenticatedException("INVALID_TICKET", "the ticket does not count");
    }
    return ticket.token();
  }
}
