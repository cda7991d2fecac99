package io.crmkit.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of OAuth 2.0, as they are to be stored.
 *
 * @param expiresAt when the access token ends; a time that has passed has it fetched anew
 * @param refreshToken what new tokens are fetched with; null where the client's own credentials do
 */
public record OAuthTokens(String accessToken, Instant expiresAt, @Nullable String refreshToken) {

  /** Returns tokens to begin with, of which only the refresh token is known, if there is one. */
  public static OAuthTokens unfetched(@Nullable String refreshToken) {
    return new OAuthTokens("", Instant.EPOCH, refreshToken);
  }

  /** Shows no token. */
  @Override
  public String toString() {
    return "OAuthTokens[expiresAt=" + expiresAt + "]";
  }
}
