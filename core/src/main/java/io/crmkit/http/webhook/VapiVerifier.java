package io.crmkit.http.webhook;

import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Vapi's HMAC credential as it is preset: SHA-256 over {@code {timestamp}.{body}}, in hex, in
 * {@code x-signature} and {@code x-timestamp}. The unit of the time is not documented: seconds and
 * milliseconds are told apart by magnitude. Vapi's plain secrets are {@link
 * SharedSecretVerifier#vapi} and {@link SharedSecretVerifier#bearer}.
 *
 * @since 0.1
 */
public final class VapiVerifier implements WebhookVerifier {
  private static final String SIGNATURE = "x-signature";
  private static final String TIMESTAMP = "x-timestamp";

  private final HmacKeys keys;
  private final AgeLimit age;

  private VapiVerifier(HmacKeys keys, AgeLimit age) {
    this.keys = keys;
    this.age = age;
  }

  /**
   * Returns a verifier.
   *
   * @param secretKeys of the credential, taken as text; any of them may have signed
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static VapiVerifier hmac(List<String> secretKeys) {
    return new VapiVerifier(HmacKeys.ofTexts(secretKeys), AgeLimit.FIVE_MINUTES);
  }

  /**
   * Returns this verifier with another age limit, backwards and ahead. Default: 5 minutes.
   *
   * @throws IllegalArgumentException unless it is positive and at most 30 days
   */
  public VapiVerifier within(Duration most) {
    return new VapiVerifier(keys, new AgeLimit(most));
  }

  @Override
  public Verdict verify(InboundRequest request, Instant now) {
    Optional<String> signature = request.header(SIGNATURE);
    Optional<String> time = request.header(TIMESTAMP);
    if (signature.isEmpty() || time.isEmpty()) {
      return new Refused(Reason.MISSING_SIGNATURE);
    }
    Optional<Instant> signedAt = AgeLimit.secondsOrMillis(time.get());
    Optional<byte[]> bytes = Encodings.hex(signature.get());
    if (signedAt.isEmpty() || bytes.isEmpty()) {
      return new Refused(Reason.MALFORMED);
    }
    return keys.signed(List.of(bytes.get()), Encodings.utf8(time.get() + "."), request.raw())
        ? age.judge(null, signedAt.get(), now)
        : new Refused(Reason.WRONG_SIGNATURE);
  }

  @Override
  public String toString() {
    return "VapiVerifier";
  }
}
