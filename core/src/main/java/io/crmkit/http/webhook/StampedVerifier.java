package io.crmkit.http.webhook;

import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signatures of the form {@code t=seconds,v1=hex}, with several {@code v1} while a secret is
 * replaced: HMAC-SHA256 over the time and the raw body. What stands between the two is the
 * provider's own. Keys are the secrets as given, with their prefixes.
 *
 * @since 0.1
 */
public final class StampedVerifier implements WebhookVerifier {
  private static final int LONGEST_HEADER = 2000;

  private final String header;
  private final byte[] separator;
  private final HmacKeys keys;
  private final AgeLimit age;

  private StampedVerifier(String header, byte[] separator, HmacKeys keys, AgeLimit age) {
    this.header = header;
    this.separator = separator;
    this.keys = keys;
    this.age = age;
  }

  /** What the header says. */
  private record Stamp(String text, Instant at, List<byte[]> signatures) {}

  private static StampedVerifier of(String header, String separator, List<String> secrets) {
    return new StampedVerifier(
        header, Encodings.utf8(separator), HmacKeys.ofTexts(secrets), AgeLimit.FIVE_MINUTES);
  }

  /**
   * Returns a verifier of Stripe's {@code Stripe-Signature}, with a full stop before the body.
   *
   * @param secrets of the endpoint, {@code whsec_…}; any of them may have signed
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static StampedVerifier stripe(List<String> secrets) {
    return of("Stripe-Signature", ".", secrets);
  }

  /**
   * Returns a verifier of Wave's {@code Wave-Signature}, with nothing before the body. Its other
   * scheme is {@link SharedSecretVerifier#bearer}.
   *
   * @param secrets of the webhook, {@code wave_…_WHS_…}; any of them may have signed
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static StampedVerifier wave(List<String> secrets) {
    return of("Wave-Signature", "", secrets);
  }

  /**
   * Returns a verifier of Orange Money's {@code X-Sonatel-Signature}, with a comma before the body.
   * Its other proof is {@link SharedSecretVerifier#sonatel}; {@link WebhookVerifier#and} asks for
   * both.
   *
   * @param secrets issued by Sonatel; any of them may have signed
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static StampedVerifier sonatel(List<String> secrets) {
    return of("X-Sonatel-Signature", ",", secrets);
  }

  /**
   * Returns this verifier with another age limit, backwards and ahead. Default: 5 minutes.
   *
   * @throws IllegalArgumentException unless it is positive and at most 30 days
   */
  public StampedVerifier within(Duration most) {
    return new StampedVerifier(header, separator, keys, new AgeLimit(most));
  }

  @Override
  public Verdict verify(InboundRequest request, Instant now) {
    Optional<String> value = request.header(header);
    if (value.isEmpty()) {
      return new Refused(Reason.MISSING_SIGNATURE);
    }
    Optional<Stamp> read = read(value.get());
    if (read.isEmpty()) {
      return new Refused(Reason.MALFORMED);
    }
    Stamp stamp = read.get();
    if (stamp.signatures().isEmpty()) {
      return new Refused(Reason.MISSING_SIGNATURE);
    }
    byte[] time = Encodings.utf8(stamp.text());
    if (!keys.signed(stamp.signatures(), time, separator, request.raw())) {
      return new Refused(Reason.WRONG_SIGNATURE);
    }
    return age.judge(null, stamp.at(), now);
  }

  private static Optional<Stamp> read(String value) {
    if (value.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    List<String> times = new ArrayList<>();
    List<byte[]> signatures = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      int sign = part.indexOf('=');
      String key = sign < 0 ? "" : part.substring(0, sign).strip();
      String text = part.substring(sign + 1).strip();
      if (key.equals("t")) {
        times.add(text);
      } else if (key.equals("v1")) {
        // One that cannot be read matches nothing: another may.
        signatures.add(Encodings.hex(text).orElse(new byte[0]));
      }
    }
    if (times.size() != 1) {
      return Optional.empty();
    }
    String time = times.get(0);
    return AgeLimit.seconds(time).map(at -> new Stamp(time, at, signatures));
  }

  @Override
  public String toString() {
    return "StampedVerifier";
  }
}
