package io.crmkit.http.webhook;

import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * SendGrid's signed event webhook: ECDSA on P-256 with SHA-256 over the time and the raw body, line
 * ends included. Whether a repeated delivery is signed anew is not documented; {@link #within} two
 * days lets each of them in, for SendGrid repeats for 24 hours.
 *
 * @since 0.1
 */
public final class SendGridVerifier implements WebhookVerifier {
  private static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";
  private static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";

  private final PublicKeys keys;
  private final AgeLimit age;

  private SendGridVerifier(PublicKeys keys, AgeLimit age) {
    this.keys = keys;
    this.age = age;
  }

  /**
   * Returns a verifier.
   *
   * @param publicKeys as the settings of the webhook show them: base64 without lines around it
   * @throws IllegalArgumentException if there is none, or one is no key on P-256
   */
  public static SendGridVerifier of(List<String> publicKeys) {
    List<byte[]> encoded =
        HmacKeys.required(publicKeys).stream()
            .map(
                key ->
                    Encodings.base64(key)
                        .orElseThrow(() -> new IllegalArgumentException("a key is no base64")))
            .toList();
    PublicKeys keys = PublicKeys.of("EC", "SHA256withECDSA", encoded);
    if (!keys.all().stream().allMatch(key -> isP256((ECPublicKey) key))) {
      throw new IllegalArgumentException("a key is not on P-256");
    }
    return new SendGridVerifier(keys, AgeLimit.FIVE_MINUTES);
  }

  private static boolean isP256(ECPublicKey key) {
    try {
      AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
      p256.init(new ECGenParameterSpec("secp256r1"));
      ECParameterSpec expected = p256.getParameterSpec(ECParameterSpec.class);
      return key.getParams().getCurve().equals(expected.getCurve());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  /**
   * Returns this verifier with another age limit, backwards and ahead. Default: 5 minutes.
   *
   * @throws IllegalArgumentException unless it is positive and at most 30 days
   */
  public SendGridVerifier within(Duration most) {
    return new SendGridVerifier(keys, new AgeLimit(most));
  }

  @Override
  public Verdict verify(InboundRequest request, Instant now) {
    Optional<String> signature = request.header(SIGNATURE);
    Optional<String> time = request.header(TIMESTAMP);
    if (signature.isEmpty() || time.isEmpty()) {
      return new Refused(Reason.MISSING_SIGNATURE);
    }
    Optional<Instant> signedAt = AgeLimit.seconds(time.get());
    Optional<byte[]> bytes = Encodings.base64(signature.get());
    if (signedAt.isEmpty() || bytes.isEmpty()) {
      return new Refused(Reason.MALFORMED);
    }
    return keys.signed(List.of(bytes.get()), Encodings.utf8(time.get()), request.raw())
        ? age.judge(null, signedAt.get(), now)
        : new Refused(Reason.WRONG_SIGNATURE);
  }

  @Override
  public String toString() {
    return "SendGridVerifier";
  }
}
