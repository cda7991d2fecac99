package io.crmkit.http;

import io.crmkit.error.ProviderException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of a provider (RFC 6749, sections 4.4 and 6): refreshes where there is a
 * refresh token, else logs in with the client's own credentials. Thread-safe.
 *
 * @since 0.1
 */
public final class OAuthEndpoint implements TokenSource {
  /** What is taken for the life of a token that does not tell it: short, as it may be so. */
  private static final Duration UNTOLD = Duration.ofMinutes(5);

  private final ProviderClient client;
  private final String path;
  private final Map<String, String> parameters;
  private final Clock clock;

  /**
   * Fetches tokens at one place.
   *
   * @param client calls the host of the endpoint; it authorizes itself only where the provider
   *     wants the client's credentials in a header
   * @param parameters what is sent beside the grant, such as {@code client_id}, {@code
   *     client_secret} and {@code scope}
   */
  public OAuthEndpoint(
      ProviderClient client, String path, Map<String, String> parameters, Clock clock) {
    this.client = client;
    this.path = path;
    this.parameters = Map.copyOf(parameters);
    this.clock = clock;
  }

  @Override
  public OAuthTokens fetch(OAuthTokens old) {
    ProviderRequest request =
        ProviderRequest.post(path).operation("token").readOnly().accept(400, 401);
    parameters.forEach(request::formField);
    String refreshToken = old.refreshToken();
    if (refreshToken == null) {
      request.formField("grant_type", "client_credentials");
    } else {
      request.formField("grant_type", "refresh_token").formField("refresh_token", refreshToken);
    }
    ProviderAnswer answer = client.send(request);
    Map<String, @Nullable Object> told = answer.object();
    if (!answer.isSuccess()) {
      throw ProviderException.of(ProviderException.AUTH, client.provider(), "refuses new tokens")
          .status(answer.status())
          .requestId(answer.requestId())
          .providerCode(told.get("error") instanceof String error ? error : null)
          .build();
    }
    if (!(told.get("access_token") instanceof String accessToken) || accessToken.isEmpty()) {
      throw answer.unusable(null);
    }
    return new OAuthTokens(
        accessToken,
        clock.instant().plus(life(told.get("expires_in"))),
        told.get("refresh_token") instanceof String next ? next : refreshToken);
  }

  /** Some send the number as text. */
  private static Duration life(@Nullable Object seconds) {
    if (seconds instanceof Long || seconds instanceof String || seconds instanceof BigDecimal) {
      String text = seconds.toString();
      if (text.matches("\\d{1,9}")) {
        return Duration.ofSeconds(Long.parseLong(text));
      }
    }
    return UNTOLD;
  }
}
