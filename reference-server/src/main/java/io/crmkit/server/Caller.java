package io.crmkit.server;

import io.crmkit.access.Actor;
import java.time.Instant;

/**
 * Who calls, proved.
 *
 * @param actor the actor
 * @param token the access token
 * @param expiresAt when the token ends
 * @param isCookie whether the token came by cookie
 */
record Caller(Actor actor, String token, Instant expiresAt, boolean isCookie) {
  /** Shows no token. */
  @Override
  public String toString() {
    return "Caller[" + actor.by() + "]";
  }
}
