package io.crmkit.http.webhook;

import io.crmkit.http.webhook.Verdict.Accepted;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A secret that the provider sends as it is, in a header. It proves neither the body nor the time:
 * who saw one call can make others. Prefer a signature where the provider has one.
 *
 * @since 0.1
 */
public final class SharedSecretVerifier implements WebhookVerifier {
  private static final String AUTHORIZATION = "Authorization";

  private final String header;
  private final String scheme;
  private final SecretDigests secrets;

  private SharedSecretVerifier(String header, String scheme, List<String> secrets) {
    this.header = header;
    this.scheme = scheme;
    this.secrets = SecretDigests.of(secrets);
  }

  /**
   * Returns a verifier of {@code Authorization: Bearer …}, as Wave and Vapi may send it.
   *
   * @param secrets any of them may be sent
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static SharedSecretVerifier bearer(List<String> secrets) {
    return new SharedSecretVerifier(AUTHORIZATION, "Bearer ", secrets);
  }

  /**
   * Returns a verifier of Vapi's {@code X-Vapi-Secret}.
   *
   * @param secrets any of them may be sent
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static SharedSecretVerifier vapi(List<String> secrets) {
    return new SharedSecretVerifier("X-Vapi-Secret", "", secrets);
  }

  /**
   * Returns a verifier of the key with which a callback was registered at Sonatel: {@code
   * Authorization: Basic …}, the key itself and no base64 of a name and a password.
   *
   * @param apiKeys any of them may be sent
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static SharedSecretVerifier sonatel(List<String> apiKeys) {
    return new SharedSecretVerifier(AUTHORIZATION, "Basic ", apiKeys);
  }

  /**
   * Returns a verifier of the token of a channel of Google Calendar, {@code X-Goog-Channel-Token}.
   *
   * @param tokens of the channel; any of them may be sent
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static SharedSecretVerifier googleChannel(List<String> tokens) {
    return new SharedSecretVerifier("X-Goog-Channel-Token", "", tokens);
  }

  @Override
  public Verdict verify(InboundRequest request, Instant now) {
    Optional<String> value = request.header(header);
    if (value.isEmpty()) {
      return new Refused(Reason.MISSING_SIGNATURE);
    }
    String sent = value.get();
    if (!sent.regionMatches(true, 0, scheme, 0, scheme.length())) {
      return new Refused(Reason.MALFORMED);
    }
    return secrets.contains(sent.substring(scheme.length()).strip())
        ? new Accepted(null, null)
        : new Refused(Reason.WRONG_SIGNATURE);
  }

  @Override
  public String toString() {
    return "SharedSecretVerifier";
  }
}
