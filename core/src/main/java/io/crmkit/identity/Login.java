package io.crmkit.identity;

import java.time.Duration;
import java.util.UUID;

/**
 * A login that was proved.
 *
 * @param accessToken what calls carry
 * @param expiresIn how long it counts
 * @param refreshToken what renews it, once
 * @param userId the user
 * @param organizationId the organization worked in
 * @param sessionId the session
 */
public record Login(
    String accessToken,
    Duration expiresIn,
    String refreshToken,
    UUID userId,
    UUID organizationId,
    UUID sessionId) {

  /** Shows no token. */
  @Override
  public String toString() {
    return "Login[user " + userId + ", organization " + organizationId + "]";
  }
}
