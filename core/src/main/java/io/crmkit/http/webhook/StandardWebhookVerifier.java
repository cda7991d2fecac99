package io.crmkit.http.webhook;

import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages signed as Standard Webhooks or Svix sign them, Clerk's among them: an id, a time and the
 * raw body, with HMAC-SHA256 ({@code v1}) or Ed25519 ({@code v1a}). Several signatures may stand in
 * one header; one that matches is enough, other versions are skipped.
 *
 * @since 0.1
 */
public final class StandardWebhookVerifier implements WebhookVerifier {
  /** Svix's own names first, as Svix does it. */
  private static final List<String> FAMILIES = List.of("svix-", "webhook-");

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_HEADER = 4096;

  /** Room for both versions under a handful of secrets; each costs a curve operation. */
  private static final int MOST_SIGNATURES = 20;

  private final HmacKeys secrets;
  private final PublicKeys publicKeys;
  private final AgeLimit age;

  private StandardWebhookVerifier(HmacKeys secrets, PublicKeys publicKeys, AgeLimit age) {
    this.secrets = secrets;
    this.publicKeys = publicKeys;
    this.age = age;
  }

  /**
   * Returns a verifier.
   *
   * @param keys secrets, {@code whsec_…} or the same base64 without its prefix, and public keys,
   *     {@code whpk_…}; any of them may have signed
   * @throws IllegalArgumentException if there is none, or one cannot be read
   */
  public static StandardWebhookVerifier of(List<String> keys) {
    List<byte[]> secrets = new ArrayList<>();
    List<byte[]> publicKeys = new ArrayList<>();
    for (String key : HmacKeys.required(keys)) {
      if (key.startsWith(StandardKeys.PUBLIC)) {
        publicKeys.add(StandardKeys.publicKey(key));
      } else {
        secrets.add(StandardKeys.secret(key));
      }
    }
    return new StandardWebhookVerifier(
        HmacKeys.ofBytes(secrets),
        PublicKeys.of("Ed25519", "Ed25519", publicKeys),
        AgeLimit.FIVE_MINUTES);
  }

  /**
   * Returns this verifier with another age limit, backwards and ahead. Default: 5 minutes.
   *
   * @throws IllegalArgumentException unless it is positive and at most 30 days
   */
  public StandardWebhookVerifier within(Duration most) {
    return new StandardWebhookVerifier(secrets, publicKeys, new AgeLimit(most));
  }

  @Override
  public Verdict verify(InboundRequest request, Instant now) {
    for (String family : FAMILIES) {
      Optional<String> id = request.header(family + "id");
      Optional<String> time = request.header(family + "timestamp");
      Optional<String> signature = request.header(family + "signature");
      if (id.isPresent() && time.isPresent() && signature.isPresent()) {
        return verify(id.get(), time.get(), signature.get(), request, now);
      }
    }
    return new Refused(Reason.MISSING_SIGNATURE);
  }

  private Verdict verify(
      String id, String time, String header, InboundRequest request, Instant now) {
    Optional<Instant> signedAt = AgeLimit.seconds(time);
    // A full stop in the id would let its end be read as the time, and the time as the body.
    boolean isWellFormed =
        !id.contains(".") && id.length() <= LONGEST_ID && header.length() <= LONGEST_HEADER;
    String[] entries = isWellFormed ? header.split(" ", MOST_SIGNATURES + 1) : new String[0];
    if (!isWellFormed || signedAt.isEmpty() || entries.length > MOST_SIGNATURES) {
      return new Refused(Reason.MALFORMED);
    }
    byte[] prefix = Encodings.utf8(id + "." + time + ".");
    boolean isSigned =
        secrets.signed(of("v1,", entries), prefix, request.raw())
            || publicKeys.signed(of("v1a,", entries), prefix, request.raw());
    return isSigned ? age.judge(id, signedAt.get(), now) : new Refused(Reason.WRONG_SIGNATURE);
  }

  private static List<byte[]> of(String version, String... entries) {
    List<byte[]> signatures = new ArrayList<>();
    for (String entry : entries) {
      if (entry.startsWith(version)) {
        Encodings.base64(entry.substring(version.length())).ifPresent(signatures::add);
      }
    }
    return signatures;
  }

  @Override
  public String toString() {
    return "StandardWebhookVerifier";
  }
}
