package io.crmkit.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Says who calls. Thread-safe.
 *
 * @since 0.1
 */
public interface Authorizer {
  /**
   * Returns the headers that carry the credentials, for one try. May call the provider for them.
   *
   * @throws io.crmkit.error.ProviderException if there are none to be had
   */
  Map<String, String> headers();

  /**
   * Hears that the provider did not take these headers.
   *
   * @return whether {@link #headers()} will now return others, so that one more try makes sense
   * @throws io.crmkit.error.ProviderException if others could not be had
   */
  boolean renew(Map<String, String> refused);

  /** Sends no credentials. */
  static Authorizer none() {
    return new FixedAuthorizer(Map::of);
  }

  /** Sends {@code Authorization: Bearer} with this token. */
  static Authorizer bearer(String token) {
    return bearer(() -> token);
  }

  /** Sends {@code Authorization: Bearer} with the token that is given at the time of each try. */
  static Authorizer bearer(Supplier<String> token) {
    return new FixedAuthorizer(() -> Map.of("Authorization", "Bearer " + token.get()));
  }

  /** Sends {@code Authorization: Basic}. Either part may be empty. */
  static Authorizer basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String value = "Basic " + Base64.getEncoder().encodeToString(pair);
    return new FixedAuthorizer(() -> Map.of("Authorization", value));
  }

  /** Sends a key in a header of its own. */
  static Authorizer apiKey(String header, String key) {
    return new FixedAuthorizer(() -> Map.of(header, key));
  }
}
