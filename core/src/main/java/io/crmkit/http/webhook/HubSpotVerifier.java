package io.crmkit.http.webhook;

import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * HubSpot's signature of version 3: HMAC-SHA256 over method, address, raw body and time. The
 * address is {@link InboundRequest#uri()}, which must be the public one.
 *
 * @since 0.1
 */
public final class HubSpotVerifier implements WebhookVerifier {
  private static final String SIGNATURE = "X-HubSpot-Signature-v3";
  private static final String TIMESTAMP = "X-HubSpot-Request-Timestamp";

  /** The escapes that HubSpot undoes before it signs: {@code : / ? @ ! $ ' ( ) * , ;}. */
  private static final Set<String> UNDONE =
      Set.of("3A", "2F", "3F", "40", "21", "24", "27", "28", "29", "2A", "2C", "3B");

  private final HmacKeys keys;
  private final AgeLimit age;

  private HubSpotVerifier(HmacKeys keys, AgeLimit age) {
    this.keys = keys;
    this.age = age;
  }

  /**
   * Returns a verifier of version 3, the one to use.
   *
   * @param clientSecrets of the app; any of them may have signed
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static HubSpotVerifier v3(List<String> clientSecrets) {
    return new HubSpotVerifier(HmacKeys.ofTexts(clientSecrets), AgeLimit.FIVE_MINUTES);
  }

  /**
   * Returns a verifier of version 1: a digest of the secret and the body. Only for apps that send
   * nothing newer: it can be replayed for ever, and such a digest can be carried on over a longer
   * body without the secret.
   *
   * @param clientSecrets of the app; any of them may have signed
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static WebhookVerifier v1(List<String> clientSecrets) {
    return new HubSpotDigestVerifier(clientSecrets, false);
  }

  /**
   * Returns a verifier of version 2: as version 1, with method and address before the body and the
   * same weaknesses.
   *
   * @param clientSecrets of the app; any of them may have signed
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static WebhookVerifier v2(List<String> clientSecrets) {
    return new HubSpotDigestVerifier(clientSecrets, true);
  }

  /**
   * Returns this verifier with another age limit, backwards and ahead. Default: 5 minutes.
   *
   * @throws IllegalArgumentException unless it is positive and at most 30 days
   */
  public HubSpotVerifier within(Duration most) {
    return new HubSpotVerifier(keys, new AgeLimit(most));
  }

  @Override
  public Verdict verify(InboundRequest request, Instant now) {
    Optional<String> signature = request.header(SIGNATURE);
    Optional<String> time = request.header(TIMESTAMP);
    if (signature.isEmpty() || time.isEmpty()) {
      return new Refused(Reason.MISSING_SIGNATURE);
    }
    Optional<Instant> signedAt = AgeLimit.millis(time.get());
    Optional<byte[]> bytes = Encodings.base64(signature.get());
    if (signedAt.isEmpty() || bytes.isEmpty()) {
      return new Refused(Reason.MALFORMED);
    }
    byte[] start = Encodings.utf8(request.method() + signedUri(request.uri()));
    byte[] end = Encodings.utf8(time.get());
    return keys.signed(List.of(bytes.get()), start, request.raw(), end)
        ? age.judge(null, signedAt.get(), now)
        : new Refused(Reason.WRONG_SIGNATURE);
  }

  /** Returns the address as HubSpot signs it: some escapes of the query are undone, once. */
  static String signedUri(String uri) {
    int query = uri.indexOf('?') + 1;
    if (query == 0) {
      return uri;
    }
    StringBuilder signed = new StringBuilder(uri.length()).append(uri, 0, query);
    int at = query;
    while (at < uri.length()) {
      char c = uri.charAt(at);
      String escape =
          c == '%' && at + 2 < uri.length()
              ? uri.substring(at + 1, at + 3).toUpperCase(Locale.ROOT)
              : "";
      if (UNDONE.contains(escape)) {
        signed.append((char) Integer.parseInt(escape, 16));
        at += 3;
      } else {
        signed.append(c);
        at++;
      }
    }
    return signed.toString();
  }

  @Override
  public String toString() {
    return "HubSpotVerifier";
  }
}
