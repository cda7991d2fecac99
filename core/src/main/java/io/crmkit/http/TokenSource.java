package io.crmkit.http;

/** Fetches new tokens. Thread-safe. */
@FunctionalInterface
public interface TokenSource {
  /**
   * Returns new tokens for old ones.
   *
   * @throws io.crmkit.error.ProviderException if there are none; refused or unauthorized means that
   *     there never will be
   */
  OAuthTokens fetch(OAuthTokens old);
}
