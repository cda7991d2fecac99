package io.crmkit.http.webhook;

import io.crmkit.http.webhook.Verdict.Accepted;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** HubSpot's older signatures: SHA-256 of the secret, in version 2 method and address, and body. */
final class HubSpotDigestVerifier implements WebhookVerifier {
  private static final String SIGNATURE = "X-HubSpot-Signature";

  private final List<byte[]> secrets;
  private final boolean hasAddress;

  HubSpotDigestVerifier(List<String> secrets, boolean hasAddress) {
    this.secrets = HmacKeys.required(secrets).stream().map(Encodings::utf8).toList();
    this.hasAddress = hasAddress;
  }

  @Override
  public Verdict verify(InboundRequest request, Instant now) {
    Optional<String> signature = request.header(SIGNATURE);
    if (signature.isEmpty()) {
      return new Refused(Reason.MISSING_SIGNATURE);
    }
    Optional<byte[]> bytes = Encodings.hex(signature.get());
    if (bytes.isEmpty()) {
      return new Refused(Reason.MALFORMED);
    }
    byte[] address = Encodings.utf8(hasAddress ? request.method() + request.uri() : "");
    boolean isSigned = false;
    for (byte[] secret : secrets) {
      isSigned |=
          MessageDigest.isEqual(
              SecretDigests.digest("SHA-256", secret, address, request.raw()), bytes.get());
    }
    return isSigned ? new Accepted(null, null) : new Refused(Reason.WRONG_SIGNATURE);
  }

  @Override
  public String toString() {
    return "HubSpotDigestVerifier";
  }
}
